import type {
  GetBucketAccelerateConfigurationOutput,
  GetBucketAccelerateConfigurationRequest,
  PutBucketAccelerateConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { invalidRequest, malformedXml } from './errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { bucketsTable, type BucketRecord } from './state';

// Transfer Acceleration is a switch of a bucket's: requests to the endpoint that it opens take a
// faster way, and are the same requests. That endpoint is not modelled. Texts: recorded against AWS.

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

export const PutBucketAccelerateConfiguration: Operation<
  PutBucketAccelerateConfigurationRequest,
  void,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutAccelerateConfiguration', bucket, ctx)],
  handle({ AccelerateConfiguration }, ctx, bucket) {
    if (bucket.Name.includes('.')) {
      throw invalidRequest(
        'S3 Transfer Acceleration is not supported for buckets with periods (.) in their names',
      );
    }
    const acceleration = AccelerateConfiguration?.Status;
    if (acceleration !== 'Enabled' && acceleration !== 'Suspended') throw malformedXml();
    // What was never on cannot be suspended.
    if (acceleration === 'Suspended' && bucket.acceleration === undefined) return;
    ctx.put(bucketsTable, bucket.Name, { ...bucket, acceleration });
  },
};

export const GetBucketAccelerateConfiguration: Operation<
  GetBucketAccelerateConfigurationRequest,
  GetBucketAccelerateConfigurationOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetAccelerateConfiguration', bucket, ctx)],
  handle: (_, _ctx, { acceleration }) =>
    acceleration === undefined ? {} : { Status: acceleration },
};
