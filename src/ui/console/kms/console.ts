import { dateText, keysOf } from '../common';
import type { ConsoleDefinition, Detail, ListDefinition } from '../definition';
import { cliOnly } from './cli-only';
import { createKey } from './create-key';
import { customKeyStores } from './custom-key-stores';
import { importActions } from './import-actions';
import { keyActions } from './key-actions';
import { keyTabs, keyTone } from './key-tabs';
import type { KeyRow } from './rows';

const detail: Detail<KeyRow> = {
  title: ({ key, aliases }) => aliases[0] ?? key.KeyId,
  facts: (row) => [
    { label: 'Status', value: row.key.KeyState, tone: keyTone(row) },
    { label: 'Key ID', value: row.key.KeyId, mono: true },
    { label: 'ARN', value: row.key.Arn, mono: true },
    { label: 'Description', value: row.key.Description || '–' },
    { label: 'Created', value: dateText(row.key.CreationDate) },
    ...(row.key.DeletionDate === undefined
      ? []
      : [{ label: 'Deletion date', value: dateText(row.key.DeletionDate) }]),
  ],
  tabs: keyTabs,
  actions: [...keyActions, ...importActions, ...cliOnly],
};

const columns: ListDefinition<KeyRow>['columns'] = [
  { title: 'Alias', share: 1.4, text: ({ aliases }) => aliases.join(', ') || '–' },
  { title: 'Key ID', share: 2, text: ({ key }) => key.KeyId },
  { title: 'Status', text: ({ key }) => key.KeyState, tone: keyTone },
  { title: 'Key spec', narrow: false, share: 1.2, text: ({ key }) => key.KeySpec },
  { title: 'Key usage', narrow: false, share: 1.2, text: ({ key }) => key.KeyUsage },
];

const customerKeys: ListDefinition<KeyRow> = {
  ...{ id: 'keys', title: 'Customer managed keys', one: 'key', columns, detail },
  rows: (world) => keysOf(world).filter(({ key }) => key.KeyManager === 'CUSTOMER'),
  idOf: ({ key }) => key.KeyId,
  empty:
    'There is no customer managed key in this Region yet. Create one to decide yourself who may use it, when it is rotated and when it is deleted.',
  actions: [createKey],
};

const awsKeys: ListDefinition<KeyRow> = {
  ...{ id: 'aws-managed', title: 'AWS managed keys', one: 'key', columns, detail },
  rows: (world) => keysOf(world).filter(({ key }) => key.KeyManager === 'AWS'),
  idOf: ({ key }) => key.KeyId,
  note: 'A service makes its key when it first encrypts for you without another one. You see its policy and its use; only AWS changes it, and rotates it every year.',
  empty: 'No service has encrypted with a key of its own for this account in this Region yet.',
  actions: [],
};

/** The console of AWS KMS. */
export const kmsConsole: ConsoleDefinition = {
  service: 'kms',
  title: 'Key Management Service',
  lists: [customerKeys, awsKeys, customKeyStores],
};
