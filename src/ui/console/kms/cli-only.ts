import type { Action } from '../definition';
import type { Field } from '../form/fields';
import { pairsOf, textOf, tickedOf } from '../form/values';
import { principalsOf } from '../common';
import { onKey } from './key-actions';
import { grantsOf, type KeyRow } from './rows';

const utf8 = (text: string) => new TextEncoder().encode(text);

const noConsole = (what: string) => () =>
  `The AWS KMS console ${what}: put the line into the prompt, and run it there.`;

const contextField: Field = {
  ...{ kind: 'pairs', name: 'context', label: 'Encryption context' },
  help: 'Has to be the same to decrypt. It is not secret: CloudTrail shows it.',
};

const encrypt: Action<KeyRow> = {
  ...{ id: 'encrypt', title: 'Encrypt', tab: 'use' },
  closed: noConsole('does not encrypt'),
  steps: () => [
    {
      title: 'Encrypt',
      fields: [{ kind: 'area', name: 'text', label: 'Plaintext', required: true }, contextField],
    },
  ],
  requests: (values, row) => [
    onKey('Encrypt', row, {
      Plaintext: utf8(textOf(values, 'text')),
      EncryptionContext: contextOf(pairsOf(values, 'context')),
    }),
  ],
};

const dataKey: Action<KeyRow> = {
  ...{ id: 'data-key', title: 'Generate data key', tab: 'use' },
  closed: noConsole('gives out no data keys'),
  steps: () => [{ title: 'Data key', fields: [contextField] }],
  requests: (values, row) => [
    onKey('GenerateDataKey', row, {
      KeySpec: 'AES_256',
      EncryptionContext: contextOf(pairsOf(values, 'context')),
    }),
  ],
};

const decrypt: Action<KeyRow> = {
  ...{ id: 'decrypt', title: 'Decrypt', tab: 'use' },
  closed: noConsole('does not decrypt'),
  steps: () => [
    {
      title: 'Decrypt',
      fields: [
        { kind: 'area', name: 'blob', label: 'Ciphertext in base64', required: true },
        contextField,
      ],
    },
  ],
  requests: (values, row) => [
    onKey('Decrypt', row, {
      CiphertextBlob: bytesOf(textOf(values, 'blob')),
      EncryptionContext: contextOf(pairsOf(values, 'context')),
    }),
  ],
};

const createGrant: Action<KeyRow> = {
  ...{ id: 'create-grant', title: 'Create grant', tab: 'grants' },
  closed: noConsole('has no grants'),
  steps: (_, __, world) => [
    {
      title: 'Grant',
      fields: [
        {
          ...{ kind: 'select', name: 'grantee', label: 'Grantee', required: true },
          options: principalsOf(world),
        },
        {
          ...{ kind: 'ticks', name: 'operations', label: 'Operations', required: true },
          options: ['Decrypt', 'Encrypt', 'GenerateDataKey', 'DescribeKey', 'CreateGrant'].map(
            (value) => ({ value, label: value }),
          ),
        },
      ],
    },
  ],
  requests: (values, row) => [
    onKey('CreateGrant', row, {
      GranteePrincipal: textOf(values, 'grantee'),
      Operations: tickedOf(values, 'operations'),
    }),
  ],
};

const revokeGrant: Action<KeyRow> = {
  ...{ id: 'revoke-grant', title: 'Revoke grant', tab: 'grants' },
  closed: noConsole('has no grants'),
  steps: (_, row, world) => [
    {
      title: 'Grant',
      fields: [
        {
          ...{ kind: 'select', name: 'grant', label: 'Grant', required: true },
          options: grantsOf(row, world).map(({ GrantId, grantee, Name }) => ({
            ...{ value: GrantId, label: `${Name || GrantId.slice(0, 12)} to ${grantee.name}` },
          })),
        },
      ],
    },
  ],
  requests: (values, row) => [onKey('RevokeGrant', row, { GrantId: textOf(values, 'grant') })],
};

function contextOf(pairs: readonly (readonly [string, string])[]) {
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function bytesOf(base64: string): Uint8Array | string {
  try {
    return Uint8Array.from(atob(base64.trim()), (letter) => letter.charCodeAt(0));
  } catch {
    return base64;
  }
}

/** What the real console cannot do with a key: its pages say so, and have the line that does. */
export const cliOnly: readonly Action<KeyRow>[] = [
  ...[encrypt, decrypt, dataKey, createGrant, revokeGrant],
];
