import { limits } from '../../../engine/services/kms/limits';
import { prettyJson, tagChange, tagsField } from '../common';
import type { Action } from '../definition';
import { givenNumber, givenText, pairsOf, textOf } from '../form/values';
import type { PlannedRequest } from '../requests';
import { aliasName } from './create-key';
import { canRotate, regionsOf, type KeyRow } from './rows';

type KeyAction = Action<KeyRow>;

const { waitingPeriod } = limits;

/** One request of AWS KMS about a key. */
export const onKey = (
  operation: string,
  { key }: KeyRow,
  input: PlannedRequest['input'] = {},
): PlannedRequest => ({ service: 'kms', operation, input: { KeyId: key.KeyId, ...input } });

const unlessCustomer = ({ key }: KeyRow) =>
  key.KeyManager === 'AWS'
    ? 'An AWS managed key is managed by the service that uses it: only AWS changes it.'
    : undefined;

/** An action without a form: its page asks once more and shows the code. */
const plain = (
  action: Pick<KeyAction, 'id' | 'title'> & Partial<KeyAction>,
  operation: string,
): KeyAction => ({
  steps: () => [],
  requests: (_, row) => [onKey(operation, row)],
  ...action,
});

const enable = plain(
  {
    ...{ id: 'enable', title: 'Enable' },
    closed: (row) =>
      unlessCustomer(row) ?? (row.key.KeyState === 'Enabled' ? 'The key is enabled.' : undefined),
  },
  'EnableKey',
);

const disable = plain(
  {
    ...{ id: 'disable', title: 'Disable' },
    closed: (row) =>
      unlessCustomer(row) ?? (row.key.KeyState === 'Disabled' ? 'The key is disabled.' : undefined),
    beside: () => import('./LostWithKey.svelte'),
  },
  'DisableKey',
);

const scheduleDeletion: KeyAction = {
  id: 'schedule-deletion',
  title: 'Schedule deletion',
  isDangerous: true,
  closed: (row) =>
    unlessCustomer(row) ??
    (row.key.DeletionDate === undefined ? undefined : 'Its deletion is scheduled already.'),
  steps: () => [
    {
      title: 'Schedule deletion',
      notes: [
        'Once the waiting period is over the key is gone, and with it everything that is encrypted under it. A disabled key can be enabled again.',
      ],
      fields: [
        {
          ...{
            kind: 'number',
            name: 'days',
            label: 'Waiting period (in days)',
            value: String(waitingPeriod.default),
          },
          ...{ required: true, help: `${waitingPeriod.min} to ${waitingPeriod.max} days.` },
        },
        {
          ...{ kind: 'tick', name: 'confirm', required: true },
          label: 'I confirm that I want to delete this key after the waiting period',
        },
      ],
    },
  ],
  requests: (values, row) => [
    onKey('ScheduleKeyDeletion', row, { PendingWindowInDays: givenNumber(values, 'days') }),
  ],
  beside: () => import('./LostWithKey.svelte'),
};

const cancelDeletion = plain(
  {
    ...{ id: 'cancel-deletion', title: 'Cancel deletion' },
    closed: ({ key }) =>
      key.DeletionDate === undefined ? 'No deletion of this key is scheduled.' : undefined,
    steps: () => [
      {
        title: 'Cancel deletion',
        notes: ['The key is disabled afterwards: enable it to use it again.'],
        fields: [],
      },
    ],
  },
  'CancelKeyDeletion',
);

const describe: KeyAction = {
  ...{ id: 'description', title: 'Edit description', closed: unlessCustomer },
  submit: 'Save',
  steps: (_, { key }) => [
    {
      title: 'Description',
      fields: [{ kind: 'text', name: 'description', label: 'Description', value: key.Description }],
    },
  ],
  requests: (values, row) => [
    onKey('UpdateKeyDescription', row, { Description: textOf(values, 'description') }),
  ],
};

const policy: KeyAction = {
  ...{ id: 'policy', title: 'Edit policy', tab: 'policy', closed: unlessCustomer },
  submit: 'Save changes',
  edits: (values, { key }) => ({ arn: key.Arn, document: textOf(values, 'policy') }),
  steps: (_, { key }) => [
    {
      title: 'Key policy',
      fields: [
        {
          ...{ kind: 'policy', name: 'policy', label: 'Key policy', policy: 'key' },
          ...{ required: true, value: prettyJson(key.policy.document) },
        },
      ],
    },
  ],
  requests: (values, row) => [onKey('PutKeyPolicy', row, { Policy: textOf(values, 'policy') })],
};

const tags: KeyAction = {
  ...{ id: 'tags', title: 'Edit tags', tab: 'tags', closed: unlessCustomer },
  submit: 'Save changes',
  steps: (_, { key }) => [{ title: 'Tags', fields: [tagsField(key.tags)] }],
  requests(values, row) {
    const { set, remove } = tagChange(row.key.tags, pairsOf(values, 'tags'));
    const Tags = set.map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    return [
      ...(remove.length === 0 ? [] : [onKey('UntagResource', row, { TagKeys: remove })]),
      ...(Tags.length === 0 ? [] : [onKey('TagResource', row, { Tags })]),
    ];
  },
};

const createAlias: KeyAction = {
  ...{ id: 'create-alias', title: 'Create alias', tab: 'aliases', closed: unlessCustomer },
  steps: () => [
    {
      title: 'Alias',
      fields: [
        { kind: 'text', name: 'alias', label: 'Alias', required: true, placeholder: 'alias/' },
      ],
    },
  ],
  requests: (values, { key }) => [
    {
      ...{ service: 'kms', operation: 'CreateAlias' },
      input: { AliasName: aliasName(textOf(values, 'alias')), TargetKeyId: key.KeyId },
    },
  ],
};

const deleteAlias: KeyAction = {
  ...{ id: 'delete-alias', title: 'Delete alias', tab: 'aliases', isDangerous: true },
  closed: (row) =>
    unlessCustomer(row) ?? (row.aliases.length === 0 ? 'The key has no alias.' : undefined),
  steps: (_, { aliases }) => [
    {
      title: 'Alias',
      notes: ['The key stays as it is; requests that name the alias fail.'],
      fields: [
        {
          ...{ kind: 'select', name: 'alias', label: 'Alias', required: true },
          options: aliases.map((value) => ({ value, label: value })),
        },
      ],
    },
  ],
  requests: (values) => [
    {
      ...{ service: 'kms', operation: 'DeleteAlias' },
      input: { AliasName: textOf(values, 'alias') },
    },
  ],
};

const noRotation = (row: KeyRow) =>
  unlessCustomer(row) ??
  (canRotate(row)
    ? undefined
    : 'AWS KMS rotates only symmetric encryption keys whose material it made itself.');

const rotation: KeyAction = {
  ...{ id: 'rotation', title: 'Edit automatic rotation', tab: 'rotation', closed: noRotation },
  submit: 'Save',
  steps: (values, { key }) => [
    {
      title: 'Automatic key rotation',
      fields: [
        {
          ...{ kind: 'choice', name: 'on', label: 'Automatic key rotation', required: true },
          value: key.rotation === undefined ? 'disable' : 'enable',
          options: [
            { value: 'enable', label: 'Enable' },
            { value: 'disable', label: 'Disable' },
          ],
        },
        ...(textOf(values, 'on') === 'enable'
          ? [
              {
                ...({ kind: 'number', name: 'period', required: true } as const),
                label: 'Rotation period (in days)',
                value: String(key.rotation?.RotationPeriodInDays ?? limits.rotationPeriod),
                help: '90 to 2560 days.',
              },
            ]
          : []),
      ],
    },
  ],
  requests: (values, row) =>
    textOf(values, 'on') === 'enable'
      ? [onKey('EnableKeyRotation', row, { RotationPeriodInDays: givenNumber(values, 'period') })]
      : [onKey('DisableKeyRotation', row)],
};

const rotateNow = plain(
  {
    ...{ id: 'rotate-now', title: 'Rotate now', tab: 'rotation' },
    closed: (row) =>
      unlessCustomer(row) ??
      (row.key.KeySpec === 'SYMMETRIC_DEFAULT' ? undefined : noRotation(row)),
  },
  'RotateKeyOnDemand',
);

const replicate: KeyAction = {
  ...{ id: 'replicate', title: 'Create replica key', tab: 'regions' },
  closed: (row, world) =>
    !row.key.MultiRegion
      ? 'A single-Region key cannot be made a multi-Region key: create one instead.'
      : regionsOf(row, world)?.PrimaryRegion === world.region
        ? undefined
        : 'Replicas are made of the primary key, in its Region.',
  steps: () => [
    {
      title: 'Replica',
      fields: [
        {
          ...{ kind: 'text', name: 'region', label: 'Replica Region', required: true },
          placeholder: 'eu-west-1',
        },
        { kind: 'text', name: 'description', label: 'Description' },
      ],
    },
  ],
  requests: (values, row) => [
    onKey('ReplicateKey', row, {
      ReplicaRegion: textOf(values, 'region'),
      Description: givenText(values, 'description'),
    }),
  ],
};

/** What may be done with a key. */
export const keyActions: readonly KeyAction[] = [
  ...[enable, disable, scheduleDeletion, cancelDeletion, describe, policy, tags],
  ...[createAlias, deleteAlias, rotation, rotateNow, replicate],
];
