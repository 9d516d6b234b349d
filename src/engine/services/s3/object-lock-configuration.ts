import type {
  DefaultRetention,
  GetObjectLockConfigurationOutput,
  GetObjectLockConfigurationRequest,
  PutObjectLockConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { malformedXml, noBody } from './errors';
import { findBucket } from './lookup';
import { isLockMode } from './object-lock';
import { lockWithoutVersioning, noLockOfBucket, retention as errors } from './object-lock-errors';
import { bucketPermission } from './permissions';
import { bucketsTable, type BucketRecord, type StandardRetention } from './state';

/** The longest default retention. Source: Amazon S3 User Guide, "Object Lock considerations". */
const longest = { Days: 36_500, Years: 100 };

/** The default retention of a request: a mode, and days or years. Throws what is wrong with it. */
function standardRetention({ Mode, Days, Years }: DefaultRetention): StandardRetention {
  const unit = Days === undefined ? 'Years' : 'Days';
  const period = Days ?? Years;
  const isWhole = period !== undefined && (Days === undefined || Years === undefined);
  if (Mode === undefined || !isLockMode(Mode) || !isWhole) throw malformedXml();
  if (period <= 0) throw errors.periodNotPositive(unit);
  if (period > longest[unit]) throw errors.periodTooLong(unit);
  return { Mode, [unit]: period };
}

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

export const PutObjectLockConfiguration: Operation<
  PutObjectLockConfigurationRequest,
  object,
  BucketRecord
> = {
  target,
  permissions: (input, bucket, ctx) => [
    bucketPermission('s3:PutBucketObjectLockConfiguration', bucket, ctx, input),
  ],
  handle({ ObjectLockConfiguration: given }, ctx, bucket) {
    // The one part of the request that the API model lets be absent, and AWS does not.
    if (given === undefined) throw noBody();
    const { ObjectLockEnabled, Rule } = given;
    if (ObjectLockEnabled !== 'Enabled') throw malformedXml();
    const defaultRetention = Rule && standardRetention(Rule.DefaultRetention ?? {});
    if (bucket.versioning !== 'Enabled') throw lockWithoutVersioning();
    const objectLock = defaultRetention === undefined ? {} : { defaultRetention };
    ctx.put(bucketsTable, bucket.Name, { ...bucket, objectLock });
    return {};
  },
};

export const GetObjectLockConfiguration: Operation<
  GetObjectLockConfigurationRequest,
  GetObjectLockConfigurationOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [
    bucketPermission('s3:GetBucketObjectLockConfiguration', bucket, ctx),
  ],
  handle(_, _ctx, { Name, objectLock }) {
    if (objectLock === undefined) throw noLockOfBucket(Name);
    const { defaultRetention: DefaultRetention } = objectLock;
    return {
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        ...(DefaultRetention === undefined ? {} : { Rule: { DefaultRetention } }),
      },
    };
  },
};
