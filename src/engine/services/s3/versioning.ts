import type {
  GetBucketVersioningOutput,
  GetBucketVersioningRequest,
  PutBucketVersioningRequest,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../operation';
import { versioningRequired } from './bucket-errors';
import { malformedXml, notImplemented } from './errors';
import { findBucket } from './lookup';
import { versioningIsLocked } from './object-lock-errors';
import { bucketPermission } from './permissions';
import { replication } from './replication-errors';
import { bucketsTable, type BucketRecord } from './state';

export const PutBucketVersioning: Operation<PutBucketVersioningRequest, void, BucketRecord> = {
  target: (input, ctx) => findBucket(ctx, input),
  permissions: (input, bucket, ctx) => [
    bucketPermission('s3:PutBucketVersioning', bucket, ctx, input),
  ],
  handle({ VersioningConfiguration: { Status, MFADelete } = {} }, ctx, bucket) {
    if (Status === undefined) throw versioningRequired();
    if (Status !== 'Enabled' && Status !== 'Suspended') throw malformedXml();
    if (MFADelete === 'Enabled') throw notImplemented('nobody here has an MFA device');
    if (bucket.objectLock !== undefined && Status !== 'Enabled') throw versioningIsLocked();
    if (bucket.replication !== undefined && Status !== 'Enabled') {
      throw replication.versioningIsNeeded();
    }
    ctx.put(bucketsTable, bucket.Name, { ...bucket, versioning: Status });
  },
};

export const GetBucketVersioning: Operation<
  GetBucketVersioningRequest,
  GetBucketVersioningOutput,
  BucketRecord
> = {
  target: (input, ctx) => findBucket(ctx, input),
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetBucketVersioning', bucket, ctx)],
  handle: (_, _ctx, { versioning }) => (versioning === undefined ? {} : { Status: versioning }),
};
