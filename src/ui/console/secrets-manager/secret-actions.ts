import { limits } from '../../../engine/services/secrets-manager/limits';
import { keyField, prettyJson, tagChange, tagsField } from '../common';
import type { Action, Fact } from '../definition';
import { givenNumber, givenText, isTicked, pairsOf, textOf } from '../form/values';
import type { SecretRow } from './rows';
import { secretsManager } from './request';
import { rotationBefore, rotationFields, rotationRequests } from './rotation';
import { secretString, valueFields } from './store-secret';
import { versionsOf } from './rows';

type SecretAction = Action<SecretRow>;

const { least, most, usual } = limits.recoveryWindow;

const unlessDeleted = ({ record }: SecretRow) =>
  record.DeletedDate === undefined
    ? undefined
    : 'The secret is scheduled for deletion: cancel that first.';

const unlessManaged = (row: SecretRow) =>
  row.record.OwningService === undefined
    ? unlessDeleted(row)
    : `The service ${row.record.OwningService} manages this secret.`;

const unlessReplica = (row: SecretRow, region: string) =>
  row.record.PrimaryRegion !== undefined && row.record.PrimaryRegion !== region
    ? `A replica follows its primary secret in ${row.record.PrimaryRegion}.`
    : undefined;

const retrieve: SecretAction = {
  ...{ id: 'retrieve', title: 'Retrieve secret value', submit: 'Retrieve', closed: unlessDeleted },
  steps: (_, row, world) => [
    {
      title: 'Secret value',
      fields: [
        {
          ...{ kind: 'select', name: 'version', label: 'Version' },
          options: [
            { value: '', label: 'AWSCURRENT' },
            ...versionsOf(row, world).map(({ VersionId, stages }) => ({
              ...{ value: VersionId, label: `${VersionId} ${stages.join(', ')}` },
            })),
          ],
        },
      ],
    },
  ],
  requests: (values, { record }) => [
    secretsManager('GetSecretValue', {
      ...{ SecretId: record.Name, VersionId: givenText(values, 'version') },
    }),
  ],
  shows([output]): Fact[] {
    const { SecretString, VersionStages = [] } = output as {
      readonly SecretString?: string;
      readonly VersionStages?: readonly string[];
    };
    const note = VersionStages.join(', ');
    return [{ label: 'Secret value', value: SecretString ?? '(binary)', mono: true, note }];
  },
};

const edit: SecretAction = {
  ...{ id: 'edit', title: 'Edit secret value', submit: 'Save', closed: unlessManaged },
  steps: (values) => [
    {
      title: 'Secret value',
      notes: ['A new version becomes AWSCURRENT; the one before it is AWSPREVIOUS.'],
      fields: valueFields(values),
    },
  ],
  requests: (values, { record }) => [
    secretsManager('PutSecretValue', {
      ...{ SecretId: record.Name, SecretString: secretString(values) },
    }),
  ],
};

const editKey: SecretAction = {
  ...{ id: 'key', title: 'Edit encryption key', submit: 'Save', closed: unlessManaged },
  steps: (_, { record }, world) => [
    {
      title: 'Encryption key',
      fields: [
        keyField(world, {
          ...{ label: 'Encryption key', own: 'aws/secretsmanager' },
          ...(record.KmsKeyId === undefined ? {} : { value: record.KmsKeyId }),
        }),
      ],
    },
  ],
  requests: (values, { record }) => [
    secretsManager('UpdateSecret', {
      ...{
        SecretId: record.Name,
        KmsKeyId: givenText(values, 'key') ?? 'alias/aws/secretsmanager',
      },
    }),
  ],
};

const rotation: SecretAction = {
  ...{ id: 'rotation', title: 'Edit rotation', tab: 'rotation', submit: 'Save' },
  closed: (row, world) => unlessReplica(row, world.region) ?? unlessDeleted(row),
  steps: (values, { record }, world) => [
    {
      title: 'Rotation',
      fields: rotationFields(values, world, record),
    },
  ],
  requests: (values, { record: { Name, ARN, KmsKeyId, rotation: current } }, world) =>
    isTicked(values, 'rotate')
      ? rotationRequests(values, world, { id: Name, arn: ARN, key: KmsKeyId })
      : current?.enabled === true
        ? [secretsManager('CancelRotateSecret', { SecretId: Name })]
        : [],
  before: rotationBefore,
};

const rotateNow: SecretAction = {
  ...{ id: 'rotate-now', title: 'Rotate secret immediately', tab: 'rotation', submit: 'Rotate' },
  closed: (row, world) =>
    unlessReplica(row, world.region) ??
    unlessDeleted(row) ??
    (row.record.rotation === undefined ? 'Rotation is not set up: edit it first.' : undefined),
  steps: () => [],
  requests: (_, { record }) => [secretsManager('RotateSecret', { SecretId: record.Name })],
};

const replicate: SecretAction = {
  ...{ id: 'replicate', title: 'Replicate secret', tab: 'replication', submit: 'Replicate' },
  closed: (row, world) => unlessReplica(row, world.region) ?? unlessDeleted(row),
  steps: () => [
    {
      title: 'Replica',
      fields: [
        {
          ...{ kind: 'text', name: 'region', label: 'AWS Region', required: true },
          placeholder: 'eu-west-1',
        },
        {
          ...{ kind: 'text', name: 'key', label: 'Encryption key in that Region' },
          placeholder: 'aws/secretsmanager',
        },
      ],
    },
  ],
  requests: (values, { record }) => [
    secretsManager('ReplicateSecretToRegions', {
      SecretId: record.Name,
      AddReplicaRegions: [{ Region: textOf(values, 'region'), KmsKeyId: givenText(values, 'key') }],
    }),
  ],
};

const policy: SecretAction = {
  ...{ id: 'policy', title: 'Edit permissions', tab: 'policy', submit: 'Save' },
  closed: unlessDeleted,
  steps: (_, { record }) => [
    {
      title: 'Resource permissions',
      fields: [
        {
          ...{ kind: 'policy', name: 'policy', label: 'Resource policy', policy: 'secret' },
          value: prettyJson(record.policy?.document),
        },
      ],
    },
  ],
  edits: (values, { record }) => ({
    arn: record.ARN,
    document: textOf(values, 'policy').trim(),
  }),
  requests(values, { record }) {
    const ResourcePolicy = textOf(values, 'policy');
    const on = { SecretId: record.Name };
    if (ResourcePolicy.trim() === '') return [secretsManager('DeleteResourcePolicy', on)];
    return [secretsManager('PutResourcePolicy', { ...on, ResourcePolicy })];
  },
};

const tags: SecretAction = {
  ...{ id: 'tags', title: 'Edit tags', tab: 'tags', submit: 'Save', closed: unlessDeleted },
  steps: (_, { record }) => [{ title: 'Tags', fields: [tagsField(record.tags)] }],
  requests(values, { record }) {
    const { set, remove } = tagChange(record.tags, pairsOf(values, 'tags'));
    const SecretId = record.Name;
    const Tags = set.map(([Key, Value]) => ({ Key, Value }));
    return [
      ...(remove.length === 0
        ? []
        : [secretsManager('UntagResource', { SecretId, TagKeys: remove })]),
      ...(Tags.length === 0 ? [] : [secretsManager('TagResource', { SecretId, Tags })]),
    ];
  },
};

const remove: SecretAction = {
  ...{ id: 'delete', title: 'Delete secret', isDangerous: true, submit: 'Schedule deletion' },
  closed: unlessManaged,
  steps: () => [
    {
      title: 'Delete secret',
      notes: [
        'The console always leaves a waiting period. At once, without recovery, only the CLI and the SDKs delete: --force-delete-without-recovery.',
      ],
      fields: [
        {
          ...{
            kind: 'number',
            name: 'days',
            label: 'Waiting period (in days)',
            value: String(usual),
          },
          ...{ required: true, help: `${least} to ${most} days.` },
        },
      ],
    },
  ],
  requests: (values, { record }) => [
    secretsManager('DeleteSecret', {
      ...{ SecretId: record.Name, RecoveryWindowInDays: givenNumber(values, 'days') },
    }),
  ],
};

const restore: SecretAction = {
  ...{ id: 'restore', title: 'Cancel deletion' },
  closed: ({ record }) =>
    record.DeletedDate === undefined ? 'No deletion of this secret is scheduled.' : undefined,
  steps: () => [],
  requests: (_, { record }) => [secretsManager('RestoreSecret', { SecretId: record.Name })],
};

/** What may be done with a secret. */
export const secretActions: readonly SecretAction[] = [
  ...[retrieve, edit, editKey, remove, restore],
  ...[rotation, rotateNow, replicate, policy, tags],
];
