import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { checkVersionId, findObject, type FoundObject } from './lookup';
import { objectPermission } from './permissions';
import { checkDeleteConditions } from './preconditions';
import { findVersion, putVersion, removeVersion } from './versions';

/** The permission that deleting an object or one version of it takes. */
export function deletePermission(
  input: { readonly VersionId?: string | undefined },
  { bucket, Key }: FoundObject,
  ctx: Context,
) {
  const action = input.VersionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
  return objectPermission(action, bucket, Key, ctx, input);
}

/**
 * Deletes a version for good where one is named; otherwise an object, over which a versioned bucket
 * puts a delete marker. What is not there is deleted all the same.
 */
export function deleteObject(
  ctx: Context,
  { bucket, Key, version }: FoundObject,
  VersionId: string | undefined,
): DeleteObjectOutput {
  if (VersionId !== undefined) {
    if (version !== undefined) removeVersion(ctx, version);
    const isMarker = version?.kind === 'delete marker';
    return { VersionId, ...(isMarker ? { DeleteMarker: true } : {}) };
  }
  if (bucket.versioning === undefined) {
    if (version !== undefined) removeVersion(ctx, version);
    return {};
  }
  const marker = { kind: 'delete marker' as const, Key, owner: ctx.caller.account };
  const placed = putVersion(ctx, bucket, marker);
  return { DeleteMarker: true, VersionId: placed.VersionId };
}

export const DeleteObject: Operation<DeleteObjectRequest, DeleteObjectOutput, FoundObject> = {
  target: (input, ctx) => findObject(ctx, input),
  permissions: (input, found, ctx) => [
    deletePermission(input, found, ctx),
    ...(input.IfMatch === undefined || input.IfMatch === '*'
      ? []
      : [objectPermission('s3:GetObject', found.bucket, found.Key, ctx, input)]),
  ],
  handle(input, ctx, found) {
    const { VersionId } = input;
    if (VersionId !== undefined && found.version === undefined) {
      checkVersionId(VersionId, found.bucket);
    }
    checkDeleteConditions(input, found.Key, findVersion(ctx, found.bucket.Name, found.Key));
    return deleteObject(ctx, found, VersionId);
  },
};
