import type { CopyObjectRequest } from '@aws-sdk/client-s3';
import type { Context, Permission } from '../../operation';
import type { SlicedBytes } from './body';
import { cryptoStep } from './crypto-step';
import { openingKey } from './customer-keys';
import { openEncryption } from './encryption-modes';
import { noSuchKey, notImplemented, preconditionFailed } from './errors';
import { copySource as errors } from './upload-errors';
import { existingTagKeys, readPermissions } from './get-object';
import { findBucketAnywhere, requireVersion, type FoundObject } from './lookup';
import { openParts } from './object-store';
import { inRegion } from './other-region';
import { objectPermission } from './permissions';
import { failedReadCondition } from './preconditions';
import type { ObjectVersion } from './state';
import { findVersion, nullVersion } from './versions';
import { isArchived } from './storage-classes';

/** What CopyObject and UploadPartCopy say of the object they read. */
export type CopySourceInput = Pick<
  CopyObjectRequest,
  | 'CopySource'
  | 'CopySourceIfMatch'
  | 'CopySourceIfNoneMatch'
  | 'CopySourceIfModifiedSince'
  | 'CopySourceIfUnmodifiedSince'
  | 'CopySourceSSECustomerAlgorithm'
  | 'CopySourceSSECustomerKey'
  | 'CopySourceSSECustomerKeyMD5'
  | 'ExpectedSourceBucketOwner'
>;

/** An object to copy from, as the header names it. */
export interface CopySource extends FoundObject {
  readonly VersionId?: string | undefined;
}

/** Bytes of a source at most. Source: Amazon S3 API Reference, CopyObject. */
const largestSource = 5 * 2 ** 30;

/**
 * The object that `x-amz-copy-source` names: bucket and key, encoded as in URLs, with a slash before
 * them or without, and the version after them. Throws InvalidArgument and NoSuchBucket.
 */
export function findCopySource(ctx: Context, input: CopySourceInput): CopySource {
  const { CopySource: header = '', ExpectedSourceBucketOwner: ExpectedBucketOwner } = input;
  if (header.startsWith('arn:')) throw notImplemented('copy sources by access point');
  const [, path = header, VersionId] = /^(.*)\?versionId=([^?]*)$/s.exec(header) ?? [];
  // Recorded: the whole URL of the source will do as well.
  const decoded = decode(path).replace(/^(?:https?:\/\/[^/]*)?\//, '');
  const slash = decoded.indexOf('/');
  const Key = decoded.slice(slash + 1);
  if (slash < 1 || Key === '') throw errors.invalidKey();
  const Bucket = decoded.slice(0, slash);
  const bucket = findBucketAnywhere(ctx, { Bucket, ExpectedBucketOwner });
  return { bucket, Key, VersionId, version: findVersion(ctx, Bucket, Key, VersionId) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw errors.invalidKey();
  }
}

/** What reading the source takes; its tags too, where they are copied. */
export function sourcePermissions(
  source: CopySource,
  ctx: Context,
  withTags = false,
): readonly Permission[] {
  const { bucket, Key, VersionId, version } = source;
  const read = readPermissions({ Bucket: bucket.Name, Key, VersionId }, source, ctx);
  const hasTags = version?.kind === 'object' && Object.keys(version.tags).length > 0;
  if (!withTags || !hasTags) return read;
  const action = VersionId === undefined ? 's3:GetObjectTagging' : 's3:GetObjectVersionTagging';
  return [...read, objectPermission(action, bucket, Key, ctx, undefined, existingTagKeys(source))];
}

/** The version to copy, held to the conditions of the request. */
export function requireSource(
  ctx: Context,
  input: CopySourceInput,
  source: CopySource,
): ObjectVersion {
  const { bucket, Key, VersionId } = source;
  const version = requireVersion(ctx, { Bucket: bucket.Name, Key, VersionId }, source);
  if (version.kind !== 'object') throw VersionId === undefined ? noSuchKey(Key) : errors.isMarker();
  const failed = failedReadCondition(
    {
      IfMatch: input.CopySourceIfMatch,
      IfNoneMatch: input.CopySourceIfNoneMatch,
      IfModifiedSince: input.CopySourceIfModifiedSince,
      IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    version,
    ctx.now,
  );
  if (failed !== undefined) throw preconditionFailed(`x-amz-copy-source-${failed}`);
  if (isArchived(version.StorageClass)) throw errors.isArchived();
  return version;
}

/** Throws InvalidRequest for more than one request may copy. */
export function checkSourceSize(size: number): void {
  if (size > largestSource) throw errors.tooLarge(largestSource);
}

/**
 * Opens the source, where it is: its bytes from `start` up to `end`, to be read a chunk at a time.
 * They are deciphered as they are read, so that never more than a chunk is in the clear.
 */
export async function openSource(
  ctx: Context,
  input: CopySourceInput,
  { bucket }: CopySource,
  version: ObjectVersion,
  start: number,
  end: number,
): Promise<SlicedBytes> {
  const there = inRegion(ctx, bucket.region);
  const customerKey = openingKey(ctx, {
    SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm,
    SSECustomerKey: input.CopySourceSSECustomerKey,
    SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5,
  });
  const dataKeys = await openEncryption(there, version, version.encryption, customerKey);
  cryptoStep(there, 'decrypt', version, end - start, version.encryption);
  return {
    size: end - start,
    slice: (from, to) => ({
      async arrayBuffer() {
        const content = await openParts(
          ...([ctx, version.parts, dataKeys, start + from, start + to] as const),
        );
        const bytes = await content.bytes();
        return bytes.slice().buffer as ArrayBuffer;
      },
    }),
  };
}

/** How an answer names the version that was copied. */
export function sourceVersionAnswer({ VersionId }: ObjectVersion) {
  return VersionId === nullVersion ? {} : { CopySourceVersionId: VersionId };
}

const rangePattern = /^bytes=(\d+)-(\d+)$/;

/** The bytes of a source that a request wants to copy. Throws InvalidArgument and InvalidRequest. */
export function copyRange(
  range: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } {
  if (range === undefined) return { start: 0, end: size };
  const [, first, last] = rangePattern.exec(range) ?? [];
  const start = Number(first);
  const end = Number(last) + 1;
  if (first === undefined || end <= start) throw errors.malformedRange(range);
  if (start >= size) throw errors.rangeBeyond();
  if (end > size) throw errors.rangeTooLong(range, size);
  return { start, end };
}
