import type { Context } from '../../operation';
import {
  accessDenied,
  invalidBucketOwner,
  invalidVersionId,
  isDeleteMarker,
  keyTooLong,
  noSuchBucket,
  noSuchKey,
  noSuchVersion,
  permanentRedirect,
} from './errors';
import { explainedDenial, bucketPermission } from './permissions';
import { bucketsTable, type BucketRecord, type ObjectVersion, type Version } from './state';
import { findVersion, isVersionId, nullVersion } from './versions';

/** What every request about a bucket has. */
export interface BucketInput {
  readonly Bucket: string | undefined;
  readonly ExpectedBucketOwner?: string | undefined;
}

/** What a request about an object has. */
export interface ObjectInput extends BucketInput {
  readonly Key: string | undefined;
  readonly VersionId?: string | undefined;
}

/** A bucket, a key in it, and the version that the request is about, if there is one. */
export interface FoundObject {
  readonly bucket: BucketRecord;
  readonly Key: string;
  readonly version: Version | undefined;
}

/** The bucket by this name, in whichever Region. Throws NoSuchBucket. */
export function findBucketAnywhere(
  ctx: Context,
  { Bucket = '', ExpectedBucketOwner }: BucketInput,
): BucketRecord {
  const bucket = ctx.get(bucketsTable, Bucket);
  if (bucket === undefined) throw noSuchBucket(Bucket);
  if (ExpectedBucketOwner !== undefined) {
    if (!/^\d{12}$/.test(ExpectedBucketOwner)) throw invalidBucketOwner(ExpectedBucketOwner);
    if (ExpectedBucketOwner !== bucket.account) throw accessDenied();
  }
  return bucket;
}

/** The bucket that a request is about. Throws NoSuchBucket, and PermanentRedirect for one elsewhere. */
export function findBucket(ctx: Context, input: BucketInput): BucketRecord {
  const bucket = findBucketAnywhere(ctx, input);
  if (bucket.region !== ctx.region) throw permanentRedirect(bucket.Name, bucket.region);
  return bucket;
}

/** Bytes that a key may have. Source: Amazon S3 User Guide, "Naming Amazon S3 objects". */
const keyLimit = 1024;
const encoder = new TextEncoder();

/** What a request about an object is about. Throws what `findBucket` throws. */
export function findObject(ctx: Context, input: ObjectInput): FoundObject {
  const bucket = findBucket(ctx, input);
  const { Key = '', VersionId } = input;
  if (Key.length * 3 > keyLimit) {
    const size = encoder.encode(Key).length;
    if (size > keyLimit) throw keyTooLong(size, keyLimit);
  }
  return { bucket, Key, version: findVersion(ctx, bucket.Name, Key, VersionId) };
}

/** Throws InvalidArgument for what cannot be a version id of this bucket. */
export function checkVersionId(VersionId: string, { versioning }: BucketRecord): void {
  const mayExist = versioning !== undefined || VersionId === nullVersion;
  if (!mayExist || !isVersionId(VersionId)) throw invalidVersionId(VersionId);
}

/**
 * The version that a request is about. Throws NoSuchKey (or AccessDenied to a caller who may not
 * list the bucket, and so must not know), NoSuchVersion, and InvalidArgument for what is no version.
 */
export function requireVersion(
  ctx: Context,
  { VersionId }: ObjectInput,
  { bucket, Key, version }: FoundObject,
): Version {
  if (version !== undefined) return version;
  if (VersionId === undefined) throw missingKey(ctx, bucket, Key);
  checkVersionId(VersionId, bucket);
  throw noSuchVersion(Key, VersionId);
}

/** The version that a request is about, which must have content. `method` is HTTP's. */
export function requireContent(
  ctx: Context,
  input: ObjectInput,
  found: FoundObject,
  method: string,
): ObjectVersion {
  const version = requireVersion(ctx, input, found);
  if (version.kind !== 'object') throw isDeleteMarker(method);
  return version;
}

/** The answer to a request for a key that is not there. */
export function missingKey(ctx: Context, bucket: BucketRecord, Key: string): Error {
  const permission = bucketPermission('s3:ListBucket', bucket, ctx);
  const evaluation = ctx.decide(permission);
  if (evaluation.allowed) return noSuchKey(Key);
  return accessDenied(explainedDenial(evaluation, permission));
}
