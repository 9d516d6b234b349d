import type {
  DeletedObject,
  DeleteObjectsOutput,
  DeleteObjectsRequest,
  _Error as DeleteError,
  ObjectIdentifier,
} from '@aws-sdk/client-s3';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { checkBypass, deleteObject, deletePermission } from './delete-object';
import { accessDenied, malformedXml, noSuchVersion, notImplemented } from './errors';
import { findBucket, findObject } from './lookup';
import { bypassPermissions, type BypassInput } from './object-lock';
import { explainedDenial } from './permissions';
import type { BucketRecord } from './state';
import { isVersionId } from './versions';

/** Objects that one request may delete. Source: Amazon S3 API Reference, DeleteObjects. */
const mostObjects = 1000;

/** Deletes one of the objects. Throws what stands against it. */
function deleteOne(
  ctx: Context,
  Bucket: string,
  identifier: ObjectIdentifier,
  bypass: BypassInput,
): DeletedObject {
  const { Key, VersionId } = identifier;
  const found = findObject(ctx, { Bucket, Key, VersionId });
  const ofBypass = VersionId === undefined ? [] : bypassPermissions(bypass, found, ctx);
  for (const permission of [deletePermission(identifier, found, ctx), ...ofBypass]) {
    const evaluation = ctx.decide(permission);
    if (!evaluation.allowed) throw accessDenied(explainedDenial(evaluation, permission));
  }
  // Recorded: a version that never was is missed (LocalStack, test_delete_objects_versioned), one that
  // is gone is deleted again (moto, test_locked_object_governance_mode).
  const neverWas =
    VersionId !== undefined && found.version === undefined && !isVersionId(VersionId);
  if (neverWas) throw noSuchVersion(found.Key, VersionId);
  const { DeleteMarker, VersionId: marker } = deleteObject(ctx, found, { ...bypass, VersionId });
  return {
    Key,
    ...(VersionId === undefined ? {} : { VersionId }),
    ...(DeleteMarker === true ? { DeleteMarker, DeleteMarkerVersionId: marker } : {}),
  };
}

/** What kept an object from being deleted, as the answer has it. Throws what is no refusal. */
function deleteError(error: unknown, { Key, VersionId }: ObjectIdentifier): DeleteError {
  if (!(error instanceof AwsError)) throw error;
  const { code: Code, message: Message } = error;
  return { Key, ...(VersionId === undefined ? {} : { VersionId }), Code, Message };
}

export const DeleteObjects: Operation<DeleteObjectsRequest, DeleteObjectsOutput, BucketRecord> = {
  target: (input, ctx) => findBucket(ctx, input),
  // Each object takes a permission of its own, and is refused by itself.
  permissions: () => [],
  handle({ Delete: { Objects = [], Quiet = false } = {}, ...input }, ctx, bucket) {
    checkBypass(input, bucket);
    if (Objects.length === 0 || Objects.length > mostObjects) throw malformedXml();
    for (const { LastModifiedTime, Size } of Objects) {
      if (LastModifiedTime !== undefined || Size !== undefined) {
        throw notImplemented('conditions on the time and the size are for directory buckets');
      }
    }
    const { BypassGovernanceRetention } = input;
    const bypass = { BypassGovernanceRetention };
    const Deleted: DeletedObject[] = [];
    const Errors: DeleteError[] = [];
    for (const identifier of Objects) {
      try {
        Deleted.push(deleteOne(ctx, bucket.Name, identifier, bypass));
      } catch (error) {
        Errors.push(deleteError(error, identifier));
      }
    }
    return {
      ...(Deleted.length === 0 || Quiet ? {} : { Deleted }),
      ...(Errors.length === 0 ? {} : { Errors }),
    };
  },
};
