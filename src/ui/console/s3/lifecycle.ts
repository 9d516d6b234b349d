import type { LifecycleRule } from '../../../engine/services/s3/lifecycle-rules';
import type { BucketRecord } from '../../../engine/services/s3/state';
import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { givenNumber, textOf, type Values } from '../form/values';
import { s3 } from './request';

const days = (name: string, label: string): Field => ({ kind: 'number', name, label });

export const createLifecycle: Action<BucketRecord> = {
  ...{ id: 'create-lifecycle', title: 'Create lifecycle rule', tab: 'management' },
  submit: 'Create rule',
  steps: () => [
    {
      title: 'Lifecycle rule',
      fields: [
        { kind: 'text', name: 'name', label: 'Lifecycle rule name', required: true },
        {
          ...{ kind: 'text', name: 'prefix', label: 'Prefix' },
          help: 'Empty: the rule is for all objects of the bucket.',
        },
        days(
          'transition',
          'Move current versions to Glacier Flexible Retrieval: days after object creation',
        ),
        days('expire', 'Expire current versions: days after object creation'),
        days(
          'noncurrent',
          'Permanently delete noncurrent versions: days after objects become noncurrent',
        ),
        days('abort', 'Delete incomplete multipart uploads: number of days'),
      ],
    },
  ],
  requests: (values, { Name, lifecycle: kept }) => [
    s3('PutBucketLifecycleConfiguration', {
      ...{ Bucket: Name },
      // The request replaces them all: those that are there go with it.
      LifecycleConfiguration: { Rules: [...(kept?.rules ?? []).map(givenRule), newRule(values)] },
    }),
  ],
};

function newRule(values: Values): object {
  const given = (name: string, rule: (count: number) => object) => {
    const count = givenNumber(values, name);
    return count === undefined ? {} : rule(count);
  };
  return {
    ...{ ID: textOf(values, 'name'), Status: 'Enabled' },
    Filter: { Prefix: textOf(values, 'prefix') },
    ...given('transition', (Days) => ({ Transitions: [{ Days, StorageClass: 'GLACIER' }] })),
    ...given('expire', (Days) => ({ Expiration: { Days } })),
    ...given('noncurrent', (NoncurrentDays) => ({
      NoncurrentVersionExpiration: { NoncurrentDays },
    })),
    ...given('abort', (DaysAfterInitiation) => ({
      AbortIncompleteMultipartUpload: { DaysAfterInitiation },
    })),
  };
}

/** A rule that the bucket has as a request gives it. */
function givenRule(rule: LifecycleRule): object {
  const { isEnabled, daysToAbort, Expiration, Transitions, ...rest } = rule;
  const dated = <Part extends { readonly Date?: number }>({ Date: time, ...part }: Part) =>
    time === undefined ? part : { ...part, Date: new Date(time) };
  return {
    ...{ ...rest, Status: isEnabled ? 'Enabled' : 'Disabled' },
    ...(Expiration === undefined ? {} : { Expiration: dated(Expiration) }),
    ...(Transitions === undefined ? {} : { Transitions: Transitions.map(dated) }),
    ...(daysToAbort === undefined
      ? {}
      : { AbortIncompleteMultipartUpload: { DaysAfterInitiation: daysToAbort } }),
  };
}

export const deleteLifecycle: Action<BucketRecord> = {
  ...{ id: 'delete-lifecycle', title: 'Delete lifecycle rule', tab: 'management' },
  isDangerous: true,
  closed: ({ lifecycle: kept }) =>
    kept === undefined ? 'The bucket has no lifecycle rule.' : undefined,
  steps: (_, { lifecycle: kept }) => [
    {
      title: 'Lifecycle rule',
      fields: [
        {
          ...{ kind: 'select', name: 'name', label: 'Lifecycle rule', required: true },
          options: (kept?.rules ?? []).map(({ ID }) => ({ value: ID, label: ID })),
        },
      ],
    },
  ],
  requests(values, { Name: Bucket, lifecycle: kept }) {
    const rules = (kept?.rules ?? []).filter(({ ID }) => ID !== textOf(values, 'name'));
    if (rules.length === 0) return [s3('DeleteBucketLifecycle', { Bucket })];
    const LifecycleConfiguration = { Rules: rules.map(givenRule) };
    return [s3('PutBucketLifecycleConfiguration', { Bucket, LifecycleConfiguration })];
  },
};

/** Source: Amazon S3 User Guide, "Understanding and managing Amazon S3 storage classes" (from memory). */
const classes: Readonly<Record<string, string>> = {
  STANDARD_IA: 'Standard-IA',
  ONEZONE_IA: 'One Zone-IA',
  INTELLIGENT_TIERING: 'Intelligent-Tiering',
  GLACIER_IR: 'Glacier Instant Retrieval',
  GLACIER: 'Glacier Flexible Retrieval',
  DEEP_ARCHIVE: 'Glacier Deep Archive',
};

/** What a rule does, in words. */
export function actionsOf(rule: LifecycleRule): string {
  const { Expiration, Transitions = [], NoncurrentVersionExpiration, daysToAbort } = rule;
  return [
    ...Transitions.map(
      ({ Days, StorageClass = '' }) =>
        `${classes[StorageClass] ?? StorageClass} after ${Days} days`,
    ),
    ...(Expiration?.Days === undefined ? [] : [`expires after ${Expiration.Days} days`]),
    ...(NoncurrentVersionExpiration === undefined
      ? []
      : [`noncurrent gone after ${NoncurrentVersionExpiration.NoncurrentDays} days`]),
    ...(daysToAbort === undefined ? [] : [`uploads aborted after ${daysToAbort} days`]),
  ].join(', ');
}
