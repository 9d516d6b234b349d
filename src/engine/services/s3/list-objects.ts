import type {
  ListObjectsOutput,
  ListObjectsRequest,
  ListObjectsV2Output,
  ListObjectsV2Request,
  _Object,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { decodeToken, encodeToken } from './continuation';
import { invalidArgument } from './errors';
import { encodingOf, firstPage, lines, pageSize, type Line } from './listing';
import { findBucket } from './lookup';
import { canonicalUserId } from './owners';
import { bucketPermission } from './permissions';
import { objectsTable, type BucketRecord, type ObjectVersion, type Version } from './state';

/** What the parameters say that both versions of the operation have. */
interface ListInput {
  readonly Delimiter?: string | undefined;
  readonly EncodingType?: string | undefined;
  readonly MaxKeys?: number | undefined;
  readonly Prefix?: string | undefined;
}

/** A page of a bucket's objects, and the members that both operations answer of it. */
function listPage(
  ctx: Context,
  { Name }: BucketRecord,
  input: ListInput,
  after: string,
  withOwner: boolean,
) {
  const { Delimiter: delimiter = '', EncodingType, Prefix: prefix = '' } = input;
  const encode = encodingOf(EncodingType);
  const MaxKeys = pageSize(input.MaxKeys, 'maxKeys', 'max-keys');
  const selection = { prefix, delimiter, after };
  const found = lines<Version>(ctx, objectsTable, Name, selection, (row) => row.kind === 'object');
  const { page, isTruncated } = firstPage(found as Iterable<Line<ObjectVersion>>, MaxKeys);
  const Contents: _Object[] = [];
  const CommonPrefixes: { Prefix: string }[] = [];
  for (const { row, common } of page) {
    if (common !== undefined) CommonPrefixes.push({ Prefix: encode(common) });
    else Contents.push(contentOf(row, encode, withOwner));
  }
  const lastLine = page.at(-1);
  const end = lastLine?.common ?? lastLine?.row?.Key ?? '';
  const members = {
    ...{ Name, Prefix: encode(prefix), MaxKeys, IsTruncated: isTruncated },
    ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
    ...(Contents.length === 0 ? {} : { Contents }),
    ...(CommonPrefixes.length === 0 ? {} : { CommonPrefixes }),
    ...(EncodingType === undefined ? {} : { EncodingType: 'url' as const }),
  };
  return { members, encode, end, count: page.length };
}

function contentOf(
  { Key, LastModified, ETag, Size, StorageClass, owner, checksum }: ObjectVersion,
  encode: (text: string) => string,
  withOwner: boolean,
): _Object {
  const content: _Object = {
    ...{ Key: encode(Key), LastModified: new Date(LastModified), ETag: `"${ETag}"`, Size },
    StorageClass: StorageClass as NonNullable<_Object['StorageClass']>,
  };
  if (checksum !== undefined) {
    content.ChecksumAlgorithm = [checksum.algorithm];
    content.ChecksumType = checksum.type;
  }
  if (withOwner) content.Owner = { ID: canonicalUserId(owner) };
  return content;
}

const target = (input: { readonly Bucket: string | undefined }, ctx: Context) =>
  findBucket(ctx, input);

const permissions = (input: object, bucket: BucketRecord, ctx: Context) => [
  bucketPermission('s3:ListBucket', bucket, ctx, input),
];

export const ListObjects: Operation<ListObjectsRequest, ListObjectsOutput, BucketRecord> = {
  target,
  permissions,
  handle(input, ctx, bucket) {
    const { Marker = '' } = input;
    const { members, encode, end } = listPage(ctx, bucket, input, Marker, true);
    // Recorded: without a delimiter the last key is the marker, and it is not said again.
    const isMarked = members.IsTruncated && members.Delimiter !== undefined;
    return {
      ...members,
      Marker: encode(Marker),
      ...(isMarked ? { NextMarker: encode(end) } : {}),
    };
  },
};

export const ListObjectsV2: Operation<ListObjectsV2Request, ListObjectsV2Output, BucketRecord> = {
  target,
  permissions,
  handle(input, ctx, bucket) {
    const { ContinuationToken, StartAfter = '', FetchOwner = false } = input;
    if (ContinuationToken === '') {
      const text = 'The continuation token provided is incorrect';
      throw invalidArgument(text, 'continuation-token');
    }
    const after = ContinuationToken === undefined ? StartAfter : decodeToken(ContinuationToken);
    const { members, encode, end, count } = listPage(ctx, bucket, input, after, FetchOwner);
    return {
      ...{ ...members, KeyCount: count },
      ...(ContinuationToken === undefined ? {} : { ContinuationToken }),
      ...(ContinuationToken === undefined && StartAfter !== ''
        ? { StartAfter: encode(StartAfter) }
        : {}),
      ...(members.IsTruncated ? { NextContinuationToken: encodeToken(end) } : {}),
    };
  },
};
