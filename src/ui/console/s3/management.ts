import type { LifecycleRule } from '../../../engine/services/s3/lifecycle-rules';
import type { ReplicationRule } from '../../../engine/services/s3/replication-rules';
import type { BucketRecord, StandardRetention } from '../../../engine/services/s3/state';
import type { RoleRecord } from '../../../engine/services/iam/state';
import type { ConsoleWorld } from '../console-world';
import { subList, type Action, type Tab } from '../definition';
import type { Field } from '../form/fields';
import { givenNumber, givenText, isTicked, textOf, type Values } from '../form/values';
import { s3 } from './request';

type BucketAction = Action<BucketRecord>;

/** CORS rules as the console shows and takes them: a JSON array. */
export function corsText(cors: BucketRecord['cors']): string {
  return cors === undefined ? '' : JSON.stringify(cors, null, 2);
}

/** How long new versions are kept from being deleted. */
export function retentionText(retention: StandardRetention | undefined): string {
  if (retention === undefined) return 'Disabled';
  const { Mode, Days, Years } = retention;
  return `${Mode}, ${Days === undefined ? `${Years} years` : `${Days} days`}`;
}

const days = (name: string, label: string): Field => ({ kind: 'number', name, label });

const lifecycle: BucketAction = {
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
        days('transition', 'Move current versions to Glacier Flexible Retrieval after (days)'),
        days('expire', 'Expire current versions after (days)'),
        days('noncurrent', 'Delete noncurrent versions for good after (days)'),
        days('abort', 'Delete incomplete multipart uploads after (days)'),
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

const deleteLifecycle: BucketAction = {
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

const rolesForS3 = (world: ConsoleWorld) =>
  world
    .all<RoleRecord>('iam.roles', `${world.account}/`)
    .filter(({ trustPolicy }) => trustPolicy.document.includes('s3.amazonaws.com'))
    .map(({ Arn, RoleName }) => ({ value: Arn, label: RoleName }));

const replication: BucketAction = {
  ...{ id: 'create-replication', title: 'Create replication rule', tab: 'management' },
  submit: 'Save',
  closed: ({ versioning }) =>
    versioning === 'Enabled' ? undefined : 'Replication needs versioning: switch it on first.',
  steps: (values, { Name }, world) => [
    {
      title: 'Replication rule',
      fields: [
        { kind: 'text', name: 'name', label: 'Replication rule name', required: true },
        {
          ...{ kind: 'text', name: 'prefix', label: 'Prefix' },
          help: 'Empty: the rule is for all objects of the bucket.',
        },
        {
          ...{ kind: 'select', name: 'destination', label: 'Destination bucket', required: true },
          options: world
            .all<BucketRecord>('s3.buckets')
            .filter((bucket) => bucket.Name !== Name && bucket.versioning === 'Enabled')
            .map((bucket) => ({ value: bucket.Name, label: `${bucket.Name} (${bucket.region})` })),
          help: 'Buckets with versioning.',
        },
        {
          ...{ kind: 'select', name: 'role', label: 'IAM role', required: true },
          options: rolesForS3(world),
          help: 'Roles that trust s3.amazonaws.com. The real console can create one.',
        },
        {
          ...{ kind: 'tick', name: 'kms', label: 'Replicate objects encrypted with AWS KMS' },
          help: 'The role decrypts with the key here and encrypts with the one there.',
        },
        ...(isTicked(values, 'kms')
          ? [
              {
                ...({ kind: 'text', name: 'key', label: 'AWS KMS key for the replicas' } as const),
                ...{ required: true, placeholder: 'its ARN, in the destination’s Region' },
              },
            ]
          : []),
        {
          ...{ kind: 'tick', name: 'markers', label: 'Delete marker replication' },
        },
      ],
    },
  ],
  requests: (values, { Name: Bucket, replication: kept }) => [
    s3('PutBucketReplication', {
      Bucket,
      ReplicationConfiguration: {
        Role: textOf(values, 'role'),
        Rules: [...(kept?.rules ?? []), replicationRule(values, kept?.rules ?? [])],
      },
    }),
  ],
};

function replicationRule(values: Values, others: readonly ReplicationRule[]): object {
  const isKms = isTicked(values, 'kms');
  const key = isKms ? givenText(values, 'key') : undefined;
  return {
    ...{ ID: textOf(values, 'name'), Status: 'Enabled' },
    Priority: Math.max(-1, ...others.map(({ Priority = 0 }) => Priority)) + 1,
    Filter: { Prefix: textOf(values, 'prefix') },
    Destination: {
      Bucket: `arn:aws:s3:::${textOf(values, 'destination')}`,
      ...(key === undefined ? {} : { EncryptionConfiguration: { ReplicaKmsKeyID: key } }),
    },
    ...(isKms
      ? { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } }
      : {}),
    DeleteMarkerReplication: { Status: isTicked(values, 'markers') ? 'Enabled' : 'Disabled' },
  };
}

const deleteReplication: BucketAction = {
  ...{ id: 'delete-replication', title: 'Delete replication', tab: 'management' },
  isDangerous: true,
  closed: ({ replication: kept }) =>
    kept === undefined ? 'The bucket is not replicated.' : undefined,
  steps: () => [],
  requests: (_, { Name: Bucket }) => [s3('DeleteBucketReplication', { Bucket })],
};

const cors: BucketAction = {
  ...{ id: 'cors', title: 'Edit CORS', tab: 'permissions', submit: 'Save changes' },
  steps: (_, bucket) => [
    {
      title: 'Cross-origin resource sharing',
      fields: [
        {
          ...{ kind: 'code', name: 'cors', label: 'CORS rules' },
          help: 'A JSON array of rules; empty takes them away.',
          value: corsText(bucket.cors),
          placeholder: '[{ "AllowedOrigins": ["https://example.com"], "AllowedMethods": ["GET"] }]',
        },
      ],
    },
  ],
  requests(values, { Name: Bucket }) {
    const text = textOf(values, 'cors').trim();
    if (text === '') return [s3('DeleteBucketCors', { Bucket })];
    return [s3('PutBucketCors', { Bucket, CORSConfiguration: { CORSRules: rulesIn(text) } })];
  },
};

/** The rules of a text; what is no JSON goes as it is, for the service to refuse. */
function rulesIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

const objectLock: BucketAction = {
  ...{ id: 'object-lock', title: 'Edit Object Lock', tab: 'properties', submit: 'Save changes' },
  closed: ({ versioning }) =>
    versioning === 'Enabled' ? undefined : 'Object Lock needs versioning: switch it on first.',
  steps: (values, bucket) => {
    const kept = bucket.objectLock?.defaultRetention;
    const mode = 'mode' in values ? textOf(values, 'mode') : (kept?.Mode ?? '');
    return [
      {
        title: 'Object Lock',
        notes: bucket.objectLock === undefined ? ['Once enabled, it stays for good.'] : undefined,
        fields: [
          {
            ...{
              kind: 'choice',
              name: 'mode',
              label: 'Default retention',
              value: kept?.Mode ?? '',
            },
            options: [
              { value: '', label: 'Disabled' },
              {
                ...{ value: 'GOVERNANCE', label: 'Governance' },
                help: 'Who may s3:BypassGovernanceRetention can delete all the same.',
              },
              { value: 'COMPLIANCE', label: 'Compliance', help: 'Nobody can, not the root user.' },
            ],
          },
          ...(mode === ''
            ? []
            : [
                {
                  ...({ kind: 'number', name: 'days', label: 'Retention (days)' } as const),
                  ...{ required: true, value: String(kept?.Days ?? 30) },
                },
              ]),
        ],
      },
    ];
  },
  requests(values, { Name: Bucket }) {
    const Mode = textOf(values, 'mode');
    const DefaultRetention = { Mode, Days: givenNumber(values, 'days') };
    return [
      s3('PutObjectLockConfiguration', {
        Bucket,
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          ...(Mode === '' ? {} : { Rule: { DefaultRetention } }),
        },
      }),
    ];
  },
};

/** What may be done with what becomes of a bucket's objects, and with who may read it from where. */
export const managementActions: readonly BucketAction[] = [
  ...[lifecycle, deleteLifecycle, replication, deleteReplication],
  ...[cors, objectLock],
];

function actionsOf(rule: LifecycleRule): string {
  const { Expiration, Transitions = [], NoncurrentVersionExpiration, daysToAbort } = rule;
  return [
    ...Transitions.map(({ Days, StorageClass }) => `${StorageClass} after ${Days} days`),
    ...(Expiration?.Days === undefined ? [] : [`expires after ${Expiration.Days} days`]),
    ...(NoncurrentVersionExpiration === undefined
      ? []
      : [`noncurrent gone after ${NoncurrentVersionExpiration.NoncurrentDays} days`]),
    ...(daysToAbort === undefined ? [] : [`uploads aborted after ${daysToAbort} days`]),
  ].join(', ');
}

interface ManagementRow {
  readonly kind: 'Lifecycle' | 'Replication';
  readonly id: string;
  readonly status: string;
  readonly scope: string;
  readonly what: string;
}

const scopeOf = (filter: object | undefined, prefix = '') => {
  const { Prefix = prefix } = (filter ?? {}) as { readonly Prefix?: string };
  return Prefix === '' ? 'whole bucket' : `${Prefix}*`;
};

/** The tab of a bucket's rules: one table, as both say what happens to which objects. */
export const managementTabs: readonly Tab<BucketRecord>[] = [
  {
    ...{ id: 'management', title: 'Management', kind: 'table' },
    table: subList<BucketRecord, ManagementRow>({
      rows: ({ lifecycle: kept, replication: copied }) => [
        ...(kept?.rules ?? []).map((rule) => ({
          ...{ kind: 'Lifecycle' as const, id: rule.ID, what: actionsOf(rule) },
          status: rule.isEnabled ? 'Enabled' : 'Disabled',
          scope: scopeOf(rule.Filter, rule.Prefix),
        })),
        ...(copied?.rules ?? []).map((rule) => ({
          ...{ kind: 'Replication' as const, id: rule.ID, status: rule.Status ?? '' },
          scope: scopeOf(rule.Filter, rule.Prefix),
          what: `to ${rule.Destination?.Bucket?.split(':').at(-1) ?? ''}${
            rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status === 'Enabled'
              ? ', with KMS'
              : ''
          }`,
        })),
      ],
      columns: [
        { title: 'Rule', text: ({ id }) => id },
        { title: 'Kind', text: ({ kind }) => kind },
        { title: 'Status', text: ({ status }) => status },
        { title: 'Scope', text: ({ scope }) => scope },
        { title: 'Does', text: ({ what }) => what },
      ],
      idOf: ({ kind, id }) => `${kind} ${id}`,
      empty: 'The bucket has no lifecycle rule and no replication rule.',
    }),
  },
];
