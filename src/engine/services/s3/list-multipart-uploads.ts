import type {
  ListMultipartUploadsOutput,
  ListMultipartUploadsRequest,
  MultipartUpload,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { invalidUploadMarker } from './upload-errors';
import {
  commonPrefix,
  encodingOf,
  firstPage,
  lines,
  pageSize,
  type Line,
  type Selection,
} from './listing';
import { findBucket } from './lookup';
import { canonicalUserId } from './owners';
import { bucketPermission } from './permissions';
import type { BucketRecord } from './state';
import { uploadsOf, uploadsTable, type UploadRecord } from './uploads';

/** The uploads of a marker's key that come after its upload. Throws InvalidArgument. */
function uploadsAfter(ctx: Context, bucket: string, key: string, UploadId: string) {
  const uploads = uploadsOf(ctx, bucket, key);
  const at = uploads.findIndex((upload) => upload.UploadId === UploadId);
  if (at < 0) throw invalidUploadMarker(UploadId);
  return uploads.slice(at + 1);
}

/** The uploads after the markers; those of the marker's own key only by their id. */
function* uploadLines(
  ctx: Context,
  bucket: string,
  selection: Selection,
  rest: readonly UploadRecord[],
): Generator<Line<UploadRecord>, void> {
  const { prefix, after = '' } = selection;
  const standsForItself = after.startsWith(prefix) && commonPrefix(after, selection) === undefined;
  if (standsForItself) for (const row of rest) yield { row };
  const past = (row: UploadRecord) => row.Key !== after;
  yield* lines(ctx, uploadsTable, bucket, selection, past);
}

export const ListMultipartUploads: Operation<
  ListMultipartUploadsRequest,
  ListMultipartUploadsOutput,
  BucketRecord
> = {
  target: (input, ctx) => findBucket(ctx, input),
  permissions: (input, bucket, ctx) => [
    bucketPermission('s3:ListBucketMultipartUploads', bucket, ctx, input),
  ],
  handle(input, ctx, { Name }) {
    const { Delimiter: delimiter = '', EncodingType, Prefix, KeyMarker = '' } = input;
    const encode = encodingOf(EncodingType);
    const MaxUploads = pageSize(input.MaxUploads, 'max-uploads', 'max-uploads');
    // Recorded: without a key, the marker of an upload is passed over.
    const UploadIdMarker = KeyMarker === '' ? '' : (input.UploadIdMarker ?? '');
    const rest = UploadIdMarker === '' ? [] : uploadsAfter(ctx, Name, KeyMarker, UploadIdMarker);
    const selection = { prefix: Prefix ?? '', delimiter, after: KeyMarker };
    const all = uploadLines(ctx, Name, selection, rest);
    const { page, isTruncated } = firstPage(all, MaxUploads);
    const Uploads = page.flatMap(({ row }) => (row === undefined ? [] : [uploadOf(row, encode)]));
    const CommonPrefixes = page.flatMap(({ common }) =>
      common === undefined ? [] : [{ Prefix: encode(common) }],
    );
    const last = Uploads.at(-1);
    return {
      ...{ Bucket: Name, KeyMarker: encode(KeyMarker), UploadIdMarker, MaxUploads },
      // Recorded: the last upload of the page, whether more follow or not; no common prefix.
      ...{ NextKeyMarker: last?.Key ?? '', NextUploadIdMarker: last?.UploadId ?? '' },
      IsTruncated: isTruncated,
      ...(Prefix === undefined ? {} : { Prefix: encode(Prefix) }),
      ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
      ...(Uploads.length === 0 ? {} : { Uploads }),
      ...(CommonPrefixes.length === 0 ? {} : { CommonPrefixes }),
      ...(EncodingType === undefined ? {} : { EncodingType: 'url' as const }),
    };
  },
};

function uploadOf(
  { Key, UploadId, Initiated, initiator, owner, StorageClass, checksum }: UploadRecord,
  encode: (text: string) => string,
): MultipartUpload {
  return {
    ...{ UploadId, Key: encode(Key), Initiated: new Date(Initiated), StorageClass },
    ...{ Owner: { ID: canonicalUserId(owner) }, Initiator: initiator },
    ...(checksum === undefined
      ? {}
      : { ChecksumAlgorithm: checksum.algorithm, ChecksumType: checksum.type }),
  };
}
