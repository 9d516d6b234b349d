import type { DeleteObjectOutput, DeleteObjectRequest } from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { checkVersionId, findObject, type FoundObject } from './lookup';
import { bypassPermissions, checkUnlocked, type BypassInput } from './object-lock';
import { bypassWithoutLock } from './object-lock-errors';
import { objectPermission } from './permissions';
import { checkDeleteConditions } from './preconditions';
import { replicate } from './replicate';
import type { BucketRecord } from './state';
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
  input: BypassInput & { readonly VersionId?: string | undefined },
): DeleteObjectOutput {
  const { VersionId } = input;
  if (VersionId !== undefined) {
    if (version !== undefined) {
      checkUnlocked(version, input, ctx.now);
      removeVersion(ctx, version);
    }
    const isMarker = version?.kind === 'delete marker';
    return { VersionId, ...(isMarker ? { DeleteMarker: true } : {}) };
  }
  if (bucket.versioning === undefined) {
    if (version !== undefined) removeVersion(ctx, version);
    return {};
  }
  const marker = { kind: 'delete marker' as const, Key, owner: ctx.caller.account };
  const placed = replicate(ctx, bucket, putVersion(ctx, bucket, marker));
  return { DeleteMarker: true, VersionId: placed.VersionId };
}

/** Throws InvalidArgument for who wants to go past locks where there are none (recorded: or not). */
export function checkBypass(input: BypassInput, { objectLock }: BucketRecord): void {
  const isGiven = input.BypassGovernanceRetention !== undefined;
  if (isGiven && objectLock === undefined) throw bypassWithoutLock();
}

export const DeleteObject: Operation<DeleteObjectRequest, DeleteObjectOutput, FoundObject> = {
  target: (input, ctx) => findObject(ctx, input),
  permissions: (input, found, ctx) => [
    deletePermission(input, found, ctx),
    ...(input.VersionId === undefined ? [] : bypassPermissions(input, found, ctx)),
    ...(input.IfMatch === undefined || input.IfMatch === '*'
      ? []
      : [objectPermission('s3:GetObject', found.bucket, found.Key, ctx, input)]),
  ],
  handle(input, ctx, found) {
    checkBypass(input, found.bucket);
    const { VersionId } = input;
    if (VersionId !== undefined && found.version === undefined) {
      checkVersionId(VersionId, found.bucket);
    }
    checkDeleteConditions(input, found.Key, findVersion(ctx, found.bucket.Name, found.Key));
    return deleteObject(ctx, found, input);
  },
};
