import type {
  DeleteMarkerEntry,
  ListObjectVersionsOutput,
  ListObjectVersionsRequest,
  ObjectVersion as VersionEntry,
  ObjectVersionStorageClass,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { versionMarkerAlone } from './errors';
import {
  commonPrefix,
  encodingOf,
  firstPage,
  lines,
  pageSize,
  type Line,
  type Selection,
} from './listing';
import { checkVersionId, findBucket } from './lookup';
import { canonicalUserId } from './owners';
import { bucketPermission } from './permissions';
import { objectKey, objectsTable, type BucketRecord, type Version } from './state';
import { olderVersions } from './versions';

type Listed = Version & { readonly IsLatest: boolean };

/** A key's versions, newest first. */
function* versionsOf(ctx: Context, current: Version): Generator<Listed, void> {
  yield { ...current, IsLatest: true };
  for (const older of olderVersions(ctx, current.bucket, current.Key)) {
    yield { ...older, IsLatest: false };
  }
}

/**
 * What of a key comes after the version of a marker. Where that is there no longer, callers have
 * most likely deleted the page that it ended: all that is left of the key comes.
 */
function versionsAfter(ctx: Context, bucket: string, key: string, VersionId: string): Listed[] {
  const current = ctx.get(objectsTable, objectKey(bucket, key));
  if (current === undefined) return [];
  const versions = [...versionsOf(ctx, current)];
  return versions.slice(versions.findIndex((version) => version.VersionId === VersionId) + 1);
}

function* versionLines(
  ctx: Context,
  bucket: string,
  selection: Selection,
  VersionIdMarker: string,
): Generator<Line<Listed>, void> {
  const { prefix, after = '' } = selection;
  const standsForItself = after.startsWith(prefix) && commonPrefix(after, selection) === undefined;
  if (VersionIdMarker !== '' && standsForItself) {
    for (const row of versionsAfter(ctx, bucket, after, VersionIdMarker)) yield { row };
  }
  for (const line of lines<Version>(ctx, objectsTable, bucket, selection)) {
    if (line.row === undefined) yield line;
    else for (const row of versionsOf(ctx, line.row)) yield { row };
  }
}

export const ListObjectVersions: Operation<
  ListObjectVersionsRequest,
  ListObjectVersionsOutput,
  BucketRecord
> = {
  target: (input, ctx) => findBucket(ctx, input),
  permissions: (input, bucket, ctx) => [
    bucketPermission('s3:ListBucketVersions', bucket, ctx, input),
  ],
  handle(input, ctx, bucket) {
    const { Delimiter: delimiter = '', EncodingType, Prefix: prefix = '' } = input;
    const { KeyMarker = '', VersionIdMarker = '' } = input;
    const encode = encodingOf(EncodingType);
    const MaxKeys = pageSize(input.MaxKeys, 'maxKeys', 'max-keys');
    if (VersionIdMarker !== '') {
      if (KeyMarker === '') throw versionMarkerAlone(VersionIdMarker);
      checkVersionId(VersionIdMarker, bucket);
    }
    const selection = { prefix, delimiter, after: KeyMarker };
    const all = versionLines(ctx, bucket.Name, selection, VersionIdMarker);
    const { page, isTruncated } = firstPage(all, MaxKeys);
    const Versions: VersionEntry[] = [];
    const DeleteMarkers: DeleteMarkerEntry[] = [];
    const CommonPrefixes: { Prefix: string }[] = [];
    for (const { row, common } of page) {
      if (common !== undefined) CommonPrefixes.push({ Prefix: encode(common) });
      else {
        const entry = entryOf(row, encode);
        if (row.kind === 'delete marker') DeleteMarkers.push(entry);
        else {
          const { ETag, Size, checksum } = row;
          // The API model has no other, but AWS answers each as it is.
          const StorageClass = row.StorageClass as ObjectVersionStorageClass;
          Versions.push({
            ...{ ...entry, ETag: `"${ETag}"`, Size, StorageClass },
            ...(checksum === undefined
              ? {}
              : { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
          });
        }
      }
    }
    return {
      ...{ Name: bucket.Name, Prefix: encode(prefix), MaxKeys, IsTruncated: isTruncated },
      ...{ KeyMarker: encode(KeyMarker), VersionIdMarker },
      ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
      ...(Versions.length === 0 ? {} : { Versions }),
      ...(DeleteMarkers.length === 0 ? {} : { DeleteMarkers }),
      ...(CommonPrefixes.length === 0 ? {} : { CommonPrefixes }),
      ...(EncodingType === undefined ? {} : { EncodingType: 'url' as const }),
      ...(isTruncated ? nextMarkers(page.at(-1)!, encode) : {}),
    };
  },
};

function entryOf({ Key, VersionId, IsLatest, LastModified, owner }: Listed, encode: Encode) {
  return {
    ...{ Key: encode(Key), VersionId, IsLatest, LastModified: new Date(LastModified) },
    Owner: { ID: canonicalUserId(owner) },
  };
}

type Encode = (text: string) => string;

function nextMarkers({ row, common }: Line<Listed>, encode: Encode) {
  if (common !== undefined) return { NextKeyMarker: encode(common) };
  return { NextKeyMarker: encode(row.Key), NextVersionIdMarker: row.VersionId };
}
