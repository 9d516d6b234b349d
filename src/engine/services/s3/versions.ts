import type { Context } from '../../operation';
import type { Reader } from '../../tables';
import { dropParts } from './object-store';
import {
  noncurrentTable,
  objectKey,
  objectsTable,
  versionKey,
  versionsPrefix,
  type BucketRecord,
  type DeleteMarker,
  type ObjectVersion,
  type Version,
} from './state';
import { wholeSeconds } from './times';
import { overtakeUploads } from './uploads';

// Every version is one row: the current one of a key in `objectsTable`, the others in
// `noncurrentTable`. A key that has versions always has a current one, if only a delete marker.

/** The version id of what is written without versioning. */
export const nullVersion = 'null';

/** The version by this id, or the current one where none is named. */
export function findVersion(
  reader: Pick<Reader, 'get' | 'range'>,
  bucket: string,
  Key: string,
  VersionId?: string,
): Version | undefined {
  const current = reader.get(objectsTable, objectKey(bucket, Key));
  if (VersionId === undefined || current?.VersionId === VersionId) return current;
  if (current === undefined) return undefined;
  return olderVersions(reader, bucket, Key).find((version) => version.VersionId === VersionId);
}

/** A key's versions that are no longer current, newest first. */
export function olderVersions(
  reader: Pick<Reader, 'range'>,
  bucket: string,
  Key: string,
): readonly Version[] {
  const prefix = versionsPrefix(bucket, Key);
  return reader.range(noncurrentTable, { prefix }).map(([, version]) => version);
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._';

/** An id as S3 gives them out: letters, digits, dots and underscores. */
export function newId(ctx: Context, length: number): string {
  let id = '';
  for (const byte of ctx.random.bytes(length)) id += letters[byte & 63];
  return id;
}

/** Letters of a version's id; the last two follow from those before. */
const versionIdLength = 32;

function newVersionId(ctx: Context): string {
  const id = newId(ctx, versionIdLength - 2);
  return id + sealOf(id);
}

function sealOf(id: string): string {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 4096;
  return letters.charAt(sum >> 6) + letters.charAt(sum & 63);
}

/**
 * Whether S3 gave out this id. Recorded (LocalStack, test_delete_object_versioned): S3 refuses one
 * whose last letters were changed as none, where it does not find one of a version that is gone.
 */
export function isVersionId(id: string): boolean {
  const own = id.slice(0, versionIdLength - 2);
  return id === nullVersion || (id.length === versionIdLength && id === own + sealOf(own));
}

type Placed = 'bucket' | 'VersionId' | 'sequence' | 'LastModified';

/** A version before it has its place among those of its key. */
export type NewVersion = Omit<ObjectVersion, Placed> | Omit<DeleteMarker, Placed>;

/**
 * Makes something the current version of its key. What was current stays as an older version where
 * the bucket is versioned; otherwise it makes way, and so does an older `null` version.
 */
export function putVersion<V extends NewVersion>(
  ctx: Context,
  bucket: BucketRecord,
  version: V,
): V & Version {
  const isVersioned = bucket.versioning === 'Enabled';
  const VersionId = isVersioned ? newVersionId(ctx) : nullVersion;
  return placeVersion(ctx, bucket, version, VersionId, wholeSeconds(ctx.now));
}

/** The same for a replica, which keeps the id and the time of the version it is a copy of. */
export function placeVersion<V extends NewVersion>(
  ctx: Context,
  { Name: bucket }: BucketRecord,
  version: V,
  VersionId: string,
  LastModified: number,
): V & Version {
  const { Key } = version;
  const key = objectKey(bucket, Key);
  overtakeUploads(ctx, bucket, Key);
  const current = ctx.get(objectsTable, key);
  const sequence = current === undefined ? 0 : current.sequence + 1;
  const placed = { ...version, bucket, VersionId, sequence, LastModified } as V & Version;
  ctx.put(objectsTable, key, placed);
  if (current === undefined) return placed;
  if (current.VersionId === VersionId) discard(ctx, current);
  else {
    if (VersionId === nullVersion) removeOlder(ctx, bucket, Key, nullVersion);
    // Written after what it makes way for: the meter takes what has left a table for gone.
    ctx.put(noncurrentTable, versionKey(current), current);
  }
  return placed;
}

/** Puts a changed record in the place of a version: its tags, its retention. */
export function replaceVersion(ctx: Context, version: Version): void {
  const key = objectKey(version.bucket, version.Key);
  if (ctx.get(objectsTable, key)?.sequence === version.sequence) {
    ctx.put(objectsTable, key, version);
  } else ctx.put(noncurrentTable, versionKey(version), version);
}

/** Removes a version for good. Where it was the current one, the one before it becomes that. */
export function removeVersion(ctx: Context, version: Version): void {
  const { bucket, Key } = version;
  const key = objectKey(bucket, Key);
  if (ctx.get(objectsTable, key)?.sequence !== version.sequence) {
    ctx.delete(noncurrentTable, versionKey(version));
  } else {
    overtakeUploads(ctx, bucket, Key);
    const [next] = ctx.range(noncurrentTable, { prefix: versionsPrefix(bucket, Key), limit: 1 });
    if (next === undefined) ctx.delete(objectsTable, key);
    else {
      ctx.delete(noncurrentTable, next[0]);
      ctx.put(objectsTable, key, next[1]);
    }
  }
  discard(ctx, version);
}

function removeOlder(ctx: Context, bucket: string, Key: string, VersionId: string): void {
  const old = olderVersions(ctx, bucket, Key).find((version) => version.VersionId === VersionId);
  if (old === undefined) return;
  ctx.delete(noncurrentTable, versionKey(old));
  discard(ctx, old);
}

/** Lets go of the bytes of a version that has lost its row. */
function discard(ctx: Context, version: Version): void {
  if (version.kind === 'object') dropParts(ctx, version.parts);
}

/** Whether a bucket holds anything: objects, older versions or delete markers. */
export function isEmpty(reader: Pick<Reader, 'range'>, bucket: string): boolean {
  return reader.range(objectsTable, { prefix: `${bucket}/`, limit: 1 }).length === 0;
}
