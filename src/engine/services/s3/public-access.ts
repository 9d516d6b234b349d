import type {
  DeletePublicAccessBlockRequest,
  GetBucketPolicyStatusOutput,
  GetBucketPolicyStatusRequest,
  GetPublicAccessBlockOutput,
  GetPublicAccessBlockRequest,
  PutPublicAccessBlockRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { bucketPolicies, noPublicAccessBlock } from './bucket-errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { isPublic } from './public-policies';
import { bucketsTable, without, type BucketRecord, type PublicAccessBlock } from './state';

/**
 * The settings of a new bucket. Source: Amazon S3 User Guide, "Default settings for new S3 buckets
 * FAQ": all of them, since April 2023.
 */
export const firstPublicAccessBlock: PublicAccessBlock = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

export const PutPublicAccessBlock: Operation<PutPublicAccessBlockRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketPublicAccessBlock', bucket, ctx)],
  handle({ PublicAccessBlockConfiguration: given = {} }, ctx, bucket) {
    const publicAccessBlock = {
      BlockPublicAcls: given.BlockPublicAcls ?? false,
      IgnorePublicAcls: given.IgnorePublicAcls ?? false,
      BlockPublicPolicy: given.BlockPublicPolicy ?? false,
      RestrictPublicBuckets: given.RestrictPublicBuckets ?? false,
    };
    ctx.put(bucketsTable, bucket.Name, { ...bucket, publicAccessBlock });
  },
};

export const GetPublicAccessBlock: Operation<
  GetPublicAccessBlockRequest,
  GetPublicAccessBlockOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketPublicAccessBlock', bucket, ctx)],
  handle(_, _ctx, { Name, publicAccessBlock }) {
    if (publicAccessBlock === undefined) throw noPublicAccessBlock(Name);
    return { PublicAccessBlockConfiguration: publicAccessBlock };
  },
};

export const DeletePublicAccessBlock: Operation<
  DeletePublicAccessBlockRequest,
  void,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketPublicAccessBlock', bucket, ctx)],
  handle(_, ctx, bucket) {
    ctx.put(bucketsTable, bucket.Name, without(bucket, 'publicAccessBlock'));
  },
};

export const GetBucketPolicyStatus: Operation<
  GetBucketPolicyStatusRequest,
  GetBucketPolicyStatusOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketPolicyStatus', bucket, ctx)],
  handle(_, _ctx, { Name, policy }) {
    if (policy === undefined) throw bucketPolicies.none(Name);
    return { PolicyStatus: { IsPublic: isPublic(policy) } };
  },
};
