import type {
  DeleteBucketEncryptionRequest,
  EncryptionType,
  GetBucketEncryptionOutput,
  GetBucketEncryptionRequest,
  PutBucketEncryptionRequest,
  ServerSideEncryptionRule,
} from '@aws-sdk/client-s3';
import type { Operation } from '../../operation';
import { isNamedMode } from './encryption-modes';
import { keyIdNotApplicable } from './encryption-errors';
import { malformedXml } from './errors';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { bucketsTable, type BucketRecord, type DefaultEncryption } from './state';

/**
 * Since when new buckets block SSE-C. Source: AWS Storage Blog, "Advanced notice: Amazon S3 to
 * disable the use of SSE-C encryption by default", and Amazon S3 User Guide, "Blocking or unblocking
 * SSE-C for a general purpose bucket" (read 2026-11).
 */
const blockedSince = Date.UTC(2026, 3, 6);

/** The encryption of a bucket of which nobody has said anything. */
export function firstEncryption(now: number): DefaultEncryption {
  return {
    ...{ SSEAlgorithm: 'AES256', BucketKeyEnabled: false },
    ...(now < blockedSince ? {} : { blocked: 'SSE-C' as const }),
  };
}

const target = (input: { Bucket: string | undefined }, ctx: Parameters<typeof findBucket>[0]) =>
  findBucket(ctx, input);

export const PutBucketEncryption: Operation<PutBucketEncryptionRequest, void, BucketRecord> = {
  target,
  permissions: (input, bucket, ctx) => [
    bucketPermission('s3:PutEncryptionConfiguration', bucket, ctx, input),
  ],
  handle({ ServerSideEncryptionConfiguration }, ctx, bucket) {
    const [rule, ...more] = ServerSideEncryptionConfiguration?.Rules ?? [];
    if (rule === undefined || more.length > 0) throw malformedXml();
    ctx.put(bucketsTable, bucket.Name, { ...bucket, encryption: defaultOf(rule, bucket) });
  },
};

/** S3 does not look for the KMS key. A rule that blocks nothing leaves blocked what was. */
function defaultOf(rule: ServerSideEncryptionRule, { encryption }: BucketRecord) {
  const { ApplyServerSideEncryptionByDefault, BucketKeyEnabled = false } = rule;
  const { SSEAlgorithm = 'AES256', KMSMasterKeyID } = ApplyServerSideEncryptionByDefault ?? {};
  if (!isNamedMode(SSEAlgorithm)) throw malformedXml();
  if (SSEAlgorithm === 'AES256' && KMSMasterKeyID !== undefined) throw keyIdNotApplicable();
  const blocked = blockedBy(rule) ?? encryption.blocked;
  return {
    ...{ SSEAlgorithm, BucketKeyEnabled, isConfigured: true as const },
    ...(KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID }),
    ...(blocked === undefined ? {} : { blocked }),
  };
}

function blockedBy({ BlockedEncryptionTypes }: ServerSideEncryptionRule) {
  const [type, ...others] = new Set<EncryptionType>(BlockedEncryptionTypes?.EncryptionType);
  // It cannot be both blocked and not; what AWS says to that is not known here.
  if (others.length > 0) throw malformedXml();
  return type;
}

export const GetBucketEncryption: Operation<
  GetBucketEncryptionRequest,
  GetBucketEncryptionOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetEncryptionConfiguration', bucket, ctx)],
  handle(_, _ctx, { encryption }) {
    const { SSEAlgorithm, KMSMasterKeyID, BucketKeyEnabled, blocked } = encryption;
    const rule = {
      ApplyServerSideEncryptionByDefault: {
        SSEAlgorithm,
        ...(KMSMasterKeyID === undefined ? {} : { KMSMasterKeyID }),
      },
      BucketKeyEnabled,
      ...(blocked === undefined ? {} : { BlockedEncryptionTypes: { EncryptionType: [blocked] } }),
    };
    return { ServerSideEncryptionConfiguration: { Rules: [rule] } };
  },
};

export const DeleteBucketEncryption: Operation<DeleteBucketEncryptionRequest, void, BucketRecord> =
  {
    target,
    permissions: (_, bucket, ctx) => [
      bucketPermission('s3:PutEncryptionConfiguration', bucket, ctx),
    ],
    handle(_, ctx, bucket) {
      const { blocked } = bucket.encryption;
      const { SSEAlgorithm, BucketKeyEnabled } = firstEncryption(ctx.now);
      const encryption = {
        ...{ SSEAlgorithm, BucketKeyEnabled },
        ...(blocked === undefined ? {} : { blocked }),
      };
      ctx.put(bucketsTable, bucket.Name, { ...bucket, encryption });
    },
  };
