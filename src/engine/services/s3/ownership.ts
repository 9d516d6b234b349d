import type {
  DeleteBucketOwnershipControlsRequest,
  GetBucketAclOutput,
  GetBucketAclRequest,
  GetBucketOwnershipControlsOutput,
  GetBucketOwnershipControlsRequest,
  PutBucketAclRequest,
  PutBucketOwnershipControlsRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { ownershipControlsNotFound } from './bucket-errors';
import { malformedXml, notImplemented } from './errors';
import { findBucket } from './lookup';
import { checkAcl, ownerAcl, requireAcl } from './object-acl';
import { bucketPermission } from './permissions';
import { bucketsTable, without, type BucketRecord } from './state';

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

export const PutBucketOwnershipControls: Operation<
  PutBucketOwnershipControlsRequest,
  void,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketOwnershipControls', bucket, ctx)],
  handle({ OwnershipControls }, ctx, bucket) {
    const [rule, ...more] = OwnershipControls?.Rules ?? [];
    if (rule?.ObjectOwnership === undefined || more.length > 0) throw malformedXml();
    const { ObjectOwnership } = rule;
    if (ObjectOwnership !== 'BucketOwnerEnforced') {
      if (ObjectOwnership !== 'BucketOwnerPreferred' && ObjectOwnership !== 'ObjectWriter') {
        throw malformedXml();
      }
      throw notImplemented('access control lists, which this would switch on, are left out');
    }
    ctx.put(bucketsTable, bucket.Name, { ...bucket, ObjectOwnership });
  },
};

export const GetBucketOwnershipControls: Operation<
  GetBucketOwnershipControlsRequest,
  GetBucketOwnershipControlsOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketOwnershipControls', bucket, ctx)],
  handle(_, _ctx, { Name, ObjectOwnership }) {
    if (ObjectOwnership === undefined) throw ownershipControlsNotFound(Name);
    return { OwnershipControls: { Rules: [{ ObjectOwnership }] } };
  },
};

/** Access control lists, which AWS would switch on by this, stay off here. */
export const DeleteBucketOwnershipControls: Operation<
  DeleteBucketOwnershipControlsRequest,
  void,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutBucketOwnershipControls', bucket, ctx)],
  handle(_, ctx, bucket) {
    ctx.put(bucketsTable, bucket.Name, without(bucket, 'ObjectOwnership'));
  },
};

export const GetBucketAcl: Operation<GetBucketAclRequest, GetBucketAclOutput, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketAcl', bucket, ctx)],
  handle: (_, _ctx, { account }) => ownerAcl(account),
};

export const PutBucketAcl: Operation<PutBucketAclRequest, void, BucketRecord> = {
  target,
  permissions: (input, bucket, ctx) => [bucketPermission('s3:PutBucketAcl', bucket, ctx, input)],
  handle(input) {
    requireAcl(input);
    // A bucket that only its owner may use is what it is already.
    if (input.ACL !== 'private') checkAcl(input);
  },
};
