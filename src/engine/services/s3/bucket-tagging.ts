import type {
  DeleteBucketTaggingRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  PutBucketTaggingRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { noSuchTagSet } from './bucket-errors';
import { malformedXml } from './errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { bucketsTable, without, type BucketRecord } from './state';
import { checkTags } from './tag-rules';

/** Tags a bucket may have. Source: AWS Billing User Guide, "User-defined tag restrictions". */
const tagLimit = 50;

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

export const PutBucketTagging: Operation<PutBucketTaggingRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketTagging', bucket, ctx)],
  handle({ Tagging }, ctx, bucket) {
    const { TagSet } = Tagging ?? {};
    if (TagSet === undefined || TagSet.length > tagLimit) throw malformedXml();
    checkTags(TagSet, 'bucket');
    const tags = Object.fromEntries(TagSet.map(({ Key = '', Value = '' }) => [Key, Value]));
    ctx.put(bucketsTable, bucket.Name, { ...bucket, tags });
  },
};

export const GetBucketTagging: Operation<
  GetBucketTaggingRequest,
  GetBucketTaggingOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketTagging', bucket, ctx)],
  handle(_, _ctx, { Name, tags = {} }) {
    const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    if (TagSet.length === 0) throw noSuchTagSet(Name);
    return { TagSet };
  },
};

export const DeleteBucketTagging: Operation<DeleteBucketTaggingRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketTagging', bucket, ctx)],
  handle(_, ctx, bucket) {
    ctx.put(bucketsTable, bucket.Name, without(bucket, 'tags'));
  },
};
