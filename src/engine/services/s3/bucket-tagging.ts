import type {
  DeleteBucketTaggingRequest,
  GetBucketTaggingOutput,
  GetBucketTaggingRequest,
  PutBucketTaggingRequest,
  Tag,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { isSystemTag, systemTagsOf } from '../../system-tags';
import { noSuchTagSet } from './bucket-errors';
import { malformedXml, tagging } from './errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { bucketsTable, without, type BucketRecord } from './state';
import { checkTags } from './tag-rules';

type Tags = Readonly<Record<string, string>>;

/** Tags a bucket may have, beside those of AWS. Source: AWS Billing User Guide, "User-defined tag restrictions". */
const tagLimit = 50;

/** The tags of a request as a bucket keeps them. Throws MalformedXML and InvalidTag. */
export function tagsOf(given: readonly Tag[], of: 'bucket' | 'new bucket', before: Tags = {}) {
  const own = given.filter(({ Key = '', Value }) => !isSystemTag(Key) || before[Key] !== Value);
  if (own.length > tagLimit) throw malformedXml();
  checkTags(own, of);
  return Object.fromEntries(own.map(({ Key = '', Value = '' }) => [Key, Value]));
}

/**
 * A bucket's tags in the place of those it has. AWS's own must be among them, as they are: others
 * than AWS neither change nor remove them (public bug reports: cloud-custodian, issue 2834).
 */
function replaced(ctx: Context, { tags: before = {} }: BucketRecord, given: readonly Tag[]): Tags {
  const system = systemTagsOf(before);
  const tags = tagsOf(given, 'bucket', before);
  const missing = Object.keys(system).some((key) => !given.some(({ Key }) => Key === key));
  if (missing && ctx.systemTags === undefined) throw tagging.systemTagRemoved();
  return { ...system, ...tags };
}

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

export const PutBucketTagging: Operation<PutBucketTaggingRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketTagging', bucket, ctx)],
  handle({ Tagging }, ctx, bucket) {
    // Recorded: a request without a set of tags is one for none.
    const tags = replaced(ctx, bucket, Tagging?.TagSet ?? []);
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
    const tags = replaced(ctx, bucket, []);
    const rest = without(bucket, 'tags');
    ctx.put(bucketsTable, bucket.Name, Object.keys(tags).length === 0 ? rest : { ...rest, tags });
  },
};
