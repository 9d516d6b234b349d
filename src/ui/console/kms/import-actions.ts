import type { Action, Fact } from '../definition';
import { decodeBase64, encodeBase64 } from '../../../engine/base64';
import { textOf } from '../form/values';
import { onKey } from './key-actions';
import type { KeyRow } from './rows';

const unlessExternal = ({ key }: KeyRow) =>
  key.Origin === 'EXTERNAL' ? undefined : 'AWS KMS made this key’s material itself.';

const parameters: Action<KeyRow> = {
  ...{ id: 'import-parameters', title: 'Get wrapping key and import token', tab: 'material' },
  submit: 'Get them',
  closed: unlessExternal,
  steps: () => [
    {
      title: 'Wrapping key',
      fields: [
        {
          ...{ kind: 'select', name: 'spec', label: 'Wrapping key spec', value: 'RSA_4096' },
          options: ['RSA_2048', 'RSA_3072', 'RSA_4096'].map((value) => ({ value, label: value })),
        },
        {
          ...{ kind: 'select', name: 'algorithm', label: 'Wrapping algorithm' },
          options: [
            ...['RSAES_OAEP_SHA_256', 'RSAES_OAEP_SHA_1'],
            ...['RSA_AES_KEY_WRAP_SHA_256', 'RSA_AES_KEY_WRAP_SHA_1'],
          ].map((value) => ({ value, label: value })),
        },
      ],
    },
  ],
  requests: (values, row) => [
    onKey('GetParametersForImport', row, {
      WrappingAlgorithm: textOf(values, 'algorithm'),
      WrappingKeySpec: textOf(values, 'spec'),
    }),
  ],
  shows([output]): Fact[] {
    const { PublicKey, ImportToken } = output as Record<string, Uint8Array>;
    return [
      { label: 'Wrapping public key (base64)', value: text(PublicKey), mono: true },
      { label: 'Import token (base64)', value: text(ImportToken), mono: true },
    ];
  },
};

const importMaterial: Action<KeyRow> = {
  ...{ id: 'import', title: 'Import key material', tab: 'material' },
  submit: 'Upload key material',
  closed: unlessExternal,
  steps: () => [
    {
      title: 'Key material',
      fields: [
        {
          ...{ kind: 'code', name: 'material', label: 'Wrapped key material (base64)' },
          required: true,
        },
        { kind: 'code', name: 'token', label: 'Import token (base64)', required: true },
        {
          ...{ kind: 'text', name: 'expires', label: 'Expires', placeholder: '2027-01-01' },
          help: 'A date, after which AWS KMS forgets the material; empty for no expiration.',
        },
      ],
    },
  ],
  requests(values, row) {
    const expires = textOf(values, 'expires');
    const date = new Date(expires);
    return [
      onKey('ImportKeyMaterial', row, {
        ImportToken: bytes(textOf(values, 'token')),
        EncryptedKeyMaterial: bytes(textOf(values, 'material')),
        ...(expires === '' || Number.isNaN(date.getTime())
          ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' }
          : { ValidTo: date, ExpirationModel: 'KEY_MATERIAL_EXPIRES' }),
      }),
    ];
  },
};

const deleteMaterial: Action<KeyRow> = {
  ...{ id: 'delete-material', title: 'Delete key material', tab: 'material', isDangerous: true },
  closed: unlessExternal,
  steps: () => [
    {
      title: 'Delete key material',
      notes: ['The key cannot be used until the same material is imported again.'],
      fields: [],
    },
  ],
  requests: (_, row) => [onKey('DeleteImportedKeyMaterial', row)],
};

const text = (value: Uint8Array | undefined) => (value === undefined ? '' : encodeBase64(value));

const bytes = (base64: string) => decodeBase64(base64.replace(/\s/g, '')) ?? new Uint8Array(0);

/** What may be done with a key whose material is imported. */
export const importActions: readonly Action<KeyRow>[] = [
  parameters,
  importMaterial,
  deleteMaterial,
];
