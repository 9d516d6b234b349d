import type {
  DeleteBucketLifecycleRequest,
  GetBucketLifecycleConfigurationOutput,
  GetBucketLifecycleConfigurationRequest,
  LifecycleRule as GivenRule,
  PutBucketLifecycleConfigurationOutput,
  PutBucketLifecycleConfigurationRequest,
} from '@aws-sdk/client-s3';
import type { Context, Operation } from '../../operation';
import { malformedXml } from './errors';
import { lifecycle as errors } from './lifecycle-errors';
import type { Lifecycle, LifecycleRule } from './lifecycle-rules';
import { planRun } from './lifecycle-run';
import { checkRules } from './lifecycle-validation';
import { findBucket } from './lookup';
import { bucketPermission } from './permissions';
import { bucketsTable, without, type BucketRecord } from './state';
import { newId } from './versions';

const target = (input: { Bucket: string | undefined }, ctx: Context) => findBucket(ctx, input);

/** Characters of an id that S3 gives a rule without one. */
const idLength = 48;

/** A rule of a request as the bucket keeps it: without what it does not have, dates in ms. */
function keptRule(ctx: Context, rule: GivenRule): LifecycleRule {
  const { ID = newId(ctx, idLength), Status, Filter, Prefix, Transitions } = rule;
  const { NoncurrentVersionExpiration, NoncurrentVersionTransitions } = rule;
  const days = rule.AbortIncompleteMultipartUpload?.DaysAfterInitiation;
  const kept = {
    ...{ ID, isEnabled: Status === 'Enabled', Filter, Prefix, daysToAbort: days },
    Expiration: rule.Expiration && inMs(rule.Expiration),
    Transitions: Transitions?.map(inMs),
    ...{ NoncurrentVersionExpiration, NoncurrentVersionTransitions },
  };
  return Object.fromEntries(
    Object.entries(kept).filter(([, value]) => value !== undefined),
  ) as unknown as LifecycleRule;
}

function inMs<Action extends { readonly Date?: Date | undefined }>({
  Date: date,
  ...rest
}: Action) {
  return date === undefined ? rest : { ...rest, Date: date.getTime() };
}

function asDate<Action extends { readonly Date?: number }>({ Date: time, ...rest }: Action) {
  return time === undefined ? rest : { ...rest, Date: new Date(time) };
}

/** A rule as answers have it. */
function shownRule({ isEnabled, daysToAbort, Expiration, Transitions, ...rule }: LifecycleRule) {
  return {
    ...{ ...rule, Status: isEnabled ? 'Enabled' : 'Disabled' },
    ...(Expiration === undefined ? {} : { Expiration: asDate(Expiration) }),
    ...(Transitions === undefined ? {} : { Transitions: Transitions.map(asDate) }),
    ...(daysToAbort === undefined
      ? {}
      : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: daysToAbort } }),
  } as GivenRule;
}

/** Objects below which size transitions leave alone. Throws InvalidRequest. */
function minimumOf(wanted: string | undefined): Lifecycle['minimum'] {
  if (wanted === undefined || wanted === 'all_storage_classes_128K') {
    return 'all_storage_classes_128K';
  }
  if (wanted !== 'varies_by_storage_class') throw errors.unknownMinimum(wanted);
  return wanted;
}

export const PutBucketLifecycleConfiguration: Operation<
  PutBucketLifecycleConfigurationRequest,
  PutBucketLifecycleConfigurationOutput,
  BucketRecord
> = {
  target,
  permissions: (input, bucket, ctx) => [
    bucketPermission('s3:PutLifecycleConfiguration', bucket, ctx, input),
  ],
  handle({ LifecycleConfiguration, TransitionDefaultMinimumObjectSize }, ctx, bucket) {
    const given = LifecycleConfiguration?.Rules ?? [];
    if (given.length === 0) throw malformedXml();
    const minimum = minimumOf(TransitionDefaultMinimumObjectSize);
    checkRules(given);
    const rules = given.map((rule) => keptRule(ctx, rule));
    const changed = { ...bucket, lifecycle: { rules, minimum } };
    ctx.put(bucketsTable, bucket.Name, changed);
    planRun(ctx, changed);
    return { TransitionDefaultMinimumObjectSize: minimum };
  },
};

export const GetBucketLifecycleConfiguration: Operation<
  GetBucketLifecycleConfigurationRequest,
  GetBucketLifecycleConfigurationOutput,
  BucketRecord
> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:GetLifecycleConfiguration', bucket, ctx)],
  handle(_, _ctx, { Name, lifecycle }) {
    if (lifecycle === undefined) throw errors.none(Name);
    const { rules, minimum: TransitionDefaultMinimumObjectSize } = lifecycle;
    return { Rules: rules.map(shownRule), TransitionDefaultMinimumObjectSize };
  },
};

export const DeleteBucketLifecycle: Operation<DeleteBucketLifecycleRequest, void, BucketRecord> = {
  target,
  permissions: (_, bucket, ctx) => [bucketPermission('s3:PutLifecycleConfiguration', bucket, ctx)],
  handle(_, ctx, bucket) {
    const rest = without(bucket, 'lifecycle');
    ctx.put(bucketsTable, bucket.Name, rest);
    planRun(ctx, rest);
  },
};
