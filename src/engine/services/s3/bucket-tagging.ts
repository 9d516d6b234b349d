import type {
  DeleteBucketTaggingRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  PutBucketTaggingRequest,
  Tag,
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

/** The tags of a request as a bucket keeps them. Throws MalformedXML and InvalidTag. */
export function tagsOf(given: readonly Tag[], of: 'bucket' | 'new bucket') {
  if (given.length > tagLimit) throw malformedXml();
  checkTags(given, of);
  return Object.fromEntries(given.map(({ Key = '', Value = '' }) => [Key, Value]));
}

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

export const PutBucketTagging: Operation<PutBucketTaggingRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketTagging', bucket, ctx)],
  handle({ Tagging }, ctx, bucket) {
    // Recorded: a request without a set of tags is one for none.
    ctx.put(bucketsTable, bucket.Name, {
      ...bucket,
      tags: tagsOf(Tagging?.TagSet ?? [], 'bucket'),
    });
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
