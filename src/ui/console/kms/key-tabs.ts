import { dateText, prettyJson, stateTone, tagsOf } from '../common';
import { subList, type Tab } from '../definition';
import type { GrantRecord } from '../../../engine/services/kms/grant-state';
import { canRotate, grantsOf, materialsOf, regionsOf, type KeyRow, type MaterialRow } from './rows';

/** What the pages of a key say beyond its head. */
export const keyTabs: readonly Tab<KeyRow>[] = [
  {
    ...{ id: 'policy', title: 'Key policy', kind: 'text' },
    text: ({ key }) => prettyJson(key.policy.document),
    empty: 'The key has no policy.',
  },
  {
    ...{ id: 'cryptography', title: 'Cryptographic configuration', kind: 'facts' },
    facts: ({ key }) => [
      {
        label: 'Key type',
        value: /^(SYMMETRIC|HMAC)/.test(key.KeySpec) ? 'Symmetric' : 'Asymmetric',
      },
      { label: 'Key spec', value: key.KeySpec },
      { label: 'Key usage', value: key.KeyUsage },
      { label: 'Origin', value: key.Origin },
    ],
  },
  {
    ...{ id: 'aliases', title: 'Aliases', kind: 'table' },
    table: subList<KeyRow, { readonly name: string }>({
      rows: ({ aliases }) => aliases.map((name) => ({ name })),
      columns: [{ title: 'Alias', text: ({ name }) => name }],
      idOf: ({ name }) => name,
      buttons: [
        { label: 'Delete', action: 'delete-alias', values: ({ name }) => ({ alias: name }) },
      ],
      empty: 'No alias names this key yet. An alias can be moved to another key later.',
    }),
  },
  {
    ...{ id: 'tags', title: 'Tags', kind: 'table' },
    table: subList<KeyRow, { readonly Key: string; readonly Value: string }>({
      rows: ({ key }) => tagsOf(key.tags),
      columns: [
        { title: 'Key', text: ({ Key }) => Key },
        { title: 'Value', text: ({ Value }) => Value },
      ],
      idOf: ({ Key }) => Key,
      empty: 'The key has no tags.',
    }),
  },
  {
    ...{ id: 'rotation', title: 'Key rotation', kind: 'facts' },
    facts: (row) => {
      const { rotation, onDemandRotation } = row.key;
      if (!canRotate(row) && row.key.KeyManager === 'CUSTOMER' && rotation === undefined) {
        const value = row.key.KeySpec === 'SYMMETRIC_DEFAULT' ? 'On demand only' : 'Not possible';
        const note =
          'AWS KMS rotates by itself only material that it made, of symmetric encryption keys.';
        return [{ label: 'Automatic rotation', value, note }];
      }
      return [
        {
          ...{
            label: 'Automatic rotation',
            value: rotation === undefined ? 'Disabled' : 'Enabled',
          },
          tone: rotation === undefined ? 'neutral' : 'ok',
        },
        {
          label: 'Rotation period',
          value: rotation === undefined ? '–' : `${rotation.RotationPeriodInDays} days`,
        },
        { label: 'Next rotation', value: dateText(rotation?.NextRotationDate) },
        { label: 'On-demand rotations', value: String(onDemandRotation?.rotations ?? 0) },
      ];
    },
  },
  {
    ...{ id: 'material', title: 'Key material', kind: 'table' },
    table: subList<KeyRow, MaterialRow>({
      rows: materialsOf,
      columns: [
        { title: 'Key material ID', text: ({ id }) => id },
        {
          title: 'State',
          text: ({ isCurrent, record }) =>
            record.material === undefined ? 'Missing' : isCurrent ? 'Current' : 'Non-current',
          tone: ({ isCurrent, record }) =>
            record.material === undefined ? 'bad' : isCurrent ? 'ok' : 'neutral',
        },
        { title: 'Rotated', text: ({ record }) => dateText(record.RotationDate) },
        { title: 'By', text: ({ record }) => record.RotationType ?? '–' },
        { title: 'Expires', text: ({ record }) => dateText(record.imported?.ValidTo) },
      ],
      idOf: ({ id }) => id,
      empty:
        'The key waits for its material: get a wrapping key, wrap the material with it, import it.',
    }),
  },
  {
    ...{ id: 'grants', title: 'Grants', kind: 'table' },
    table: subList<KeyRow, GrantRecord>({
      rows: grantsOf,
      columns: [
        { title: 'Grant', text: ({ GrantId, Name }) => Name || `${GrantId.slice(0, 12)}…` },
        { title: 'Grantee', text: ({ grantee }) => grantee.name },
        { title: 'Operations', text: ({ Operations }) => Operations.join(', ') },
        {
          title: 'Constraints',
          text: ({ Constraints }) => (Constraints ? JSON.stringify(Constraints) : '–'),
        },
        { title: 'Created', text: ({ CreationDate }) => dateText(CreationDate) },
      ],
      idOf: ({ GrantId }) => GrantId,
      buttons: [
        { label: 'Revoke', action: 'revoke-grant', values: ({ GrantId }) => ({ grant: GrantId }) },
      ],
      empty:
        'Nobody has a grant on this key. AWS services make them for the resources that they encrypt; the AWS KMS console does not show them, ListGrants does.',
    }),
  },
  {
    ...{ id: 'regions', title: 'Regionality', kind: 'facts' },
    facts: (row, world) => {
      const regions = regionsOf(row, world);
      if (regions === undefined) return [{ label: 'Regionality', value: 'Single Region' }];
      const { PrimaryRegion, ReplicaRegions } = regions;
      return [
        { label: 'Regionality', value: 'Multi-Region' },
        { label: 'Primary Region', value: PrimaryRegion },
        { label: 'Replica Regions', value: ReplicaRegions.join(', ') || '–' },
      ];
    },
  },
  {
    ...{ id: 'use', title: 'Use', kind: 'facts' },
    facts: ({ key }, world) => {
      const usage = world.one<{ Operation: string; Timestamp: number }>('kms.key-usage', key.Arn);
      return [
        {
          ...{ label: 'Last used', value: dateText(usage?.Timestamp) },
          ...(usage === undefined ? {} : { note: usage.Operation }),
        },
      ];
    },
  },
];

/** The tone of a key's state. */
export const keyTone = ({ key }: KeyRow) => stateTone(key.KeyState);
