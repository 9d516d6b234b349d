import type { GetObjectRequest } from '@aws-sdk/client-s3';
import { noSuchKey, notModified, preconditionFailed, unsupportedHeader } from './errors';
import type { ObjectVersion, Version } from './state';

// Source of this file: Amazon S3 User Guide, "Add preconditions to S3 operations with conditional
// requests"; what it leaves open was recorded against AWS.

type ReadConditions = Pick<
  GetObjectRequest,
  'IfMatch' | 'IfNoneMatch' | 'IfModifiedSince' | 'IfUnmodifiedSince'
>;

/** Whether an ETag in a condition, with or without its quotes, is the object's. */
function isTag(tag: string, { ETag }: ObjectVersion): boolean {
  return tag === '*' || tag.replaceAll('"', '') === ETag;
}

/**
 * The header of a read whose condition does not hold. Conditions on tags outweigh those on times, and
 * a time to come is no condition.
 */
export function failedReadCondition(
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: ReadConditions,
  version: ObjectVersion,
  now: number,
): string | undefined {
  const modified = version.LastModified;
  if (IfMatch !== undefined) {
    if (!isTag(IfMatch, version)) return 'If-Match';
  } else if (IfUnmodifiedSince !== undefined && modified > seconds(IfUnmodifiedSince)) {
    return 'If-Unmodified-Since';
  }
  if (IfNoneMatch !== undefined) {
    if (isTag(IfNoneMatch, version)) return 'If-None-Match';
  } else if (IfModifiedSince !== undefined && IfModifiedSince.getTime() <= now) {
    if (modified <= seconds(IfModifiedSince)) return 'If-Modified-Since';
  }
  return undefined;
}

/** Throws PreconditionFailed, or 304 where a reader has the object already. */
export function checkReadConditions(
  conditions: ReadConditions,
  version: ObjectVersion,
  now: number,
): void {
  const failed = failedReadCondition(conditions, version, now);
  if (failed === 'If-None-Match' || failed === 'If-Modified-Since') {
    throw notModified(version.ETag, new Date(version.LastModified));
  }
  if (failed !== undefined) throw preconditionFailed(failed);
}

/** Headers tell time in seconds. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000) * 1000;
}

/** The conditions of a write. */
export interface WriteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfNoneMatch?: string | undefined;
}

/**
 * Holds a write over `current` to its condition: that nothing is there, or that it still is what the
 * writer knows. Throws PreconditionFailed, NoSuchKey and NotImplemented.
 */
export function checkWriteConditions(
  { IfMatch, IfNoneMatch }: WriteConditions,
  Key: string,
  current: Version | undefined,
): void {
  if (IfMatch !== undefined && IfNoneMatch !== undefined) {
    throw unsupportedHeader(
      'If-Match,If-None-Match',
      'Multiple conditional request headers present in the request',
    );
  }
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== '*') throw unacceptedValue('If-None-Match');
    if (current?.kind === 'object') throw preconditionFailed('If-None-Match');
  }
  if (IfMatch !== undefined) {
    if (IfMatch === '*') throw unacceptedValue('If-Match');
    if (current?.kind !== 'object') throw noSuchKey(Key);
    if (!isTag(IfMatch, current)) throw preconditionFailed('If-Match');
  }
}

function unacceptedValue(header: string) {
  return unsupportedHeader(
    header,
    `We don't accept the provided value of ${header} header for this API`,
  );
}

/** The conditions of a deletion; all but the first are for directory buckets. */
export interface DeleteConditions {
  readonly IfMatch?: string | undefined;
  readonly IfMatchLastModifiedTime?: Date | undefined;
  readonly IfMatchSize?: number | undefined;
}

/** Holds a deletion to its condition, which is on the current version. */
export function checkDeleteConditions(
  { IfMatch, IfMatchLastModifiedTime, IfMatchSize }: DeleteConditions,
  Key: string,
  current: Version | undefined,
): void {
  if (IfMatchLastModifiedTime !== undefined) {
    throw unsupportedHeader('x-amz-if-match-last-modified-time');
  }
  if (IfMatchSize !== undefined) throw unsupportedHeader('x-amz-if-match-size');
  if (IfMatch === undefined) return;
  // What AWS answers where there is no object is from reports of S3's clients.
  if (current === undefined) throw noSuchKey(Key);
  if (current.kind !== 'object' || !isTag(IfMatch, current)) throw preconditionFailed('If-Match');
}
