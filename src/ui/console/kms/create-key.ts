import { consoleKeyPolicy } from '../../../engine/services/kms/key-policy-documents';
import type { KeyRecord } from '../../../engine/services/kms/state';
import { Kept } from '../../../shell/aws/command-line';
import { principalsOf, tagsField } from '../common';
import type { ConsoleWorld } from '../console-world';
import type { Action } from '../definition';
import type { Field, FormStep, Option } from '../form/fields';
import { givenText, isTicked, pairsOf, textOf, tickedOf, type Values } from '../form/values';

type KeySpec = KeyRecord['KeySpec'];
type KeyUsageType = KeyRecord['KeyUsage'];
type OriginType = KeyRecord['Origin'];

const usages: readonly (Option & { readonly value: KeyUsageType })[] = [
  { value: 'ENCRYPT_DECRYPT', label: 'Encrypt and decrypt' },
  { value: 'SIGN_VERIFY', label: 'Sign and verify' },
  { value: 'GENERATE_VERIFY_MAC', label: 'Generate and verify MAC' },
  { value: 'KEY_AGREEMENT', label: 'Key agreement' },
  { value: 'ENCAPSULATE_DECAPSULATE', label: 'Encapsulate and decapsulate' },
];

const curves: readonly KeySpec[] = ['ECC_NIST_P256', 'ECC_NIST_P384', 'ECC_NIST_P521'];
const rsa: readonly KeySpec[] = ['RSA_2048', 'RSA_3072', 'RSA_4096'];

/** The specs of asymmetric and HMAC keys by what they are for. */
const specs: Readonly<Record<KeyUsageType, readonly KeySpec[]>> = {
  ENCRYPT_DECRYPT: rsa,
  SIGN_VERIFY: [
    ...rsa,
    ...curves,
    ...(['ECC_SECG_P256K1', 'ECC_NIST_EDWARDS25519'] as const),
    ...(['ML_DSA_44', 'ML_DSA_65', 'ML_DSA_87'] as const),
  ],
  GENERATE_VERIFY_MAC: ['HMAC_224', 'HMAC_256', 'HMAC_384', 'HMAC_512'],
  KEY_AGREEMENT: curves,
  ENCAPSULATE_DECAPSULATE: ['ML_KEM_512', 'ML_KEM_768', 'ML_KEM_1024'],
};

const forSymmetric: readonly KeyUsageType[] = ['ENCRYPT_DECRYPT', 'GENERATE_VERIFY_MAC'];

interface Chosen {
  readonly KeySpec: KeySpec;
  readonly KeyUsage: KeyUsageType;
  readonly Origin: OriginType;
  readonly MultiRegion: boolean;
}

function chosen(values: Values): Chosen {
  const isSymmetric = textOf(values, 'type') !== 'asymmetric';
  const usage = textOf(values, 'usage') as KeyUsageType;
  const spec = textOf(values, 'spec') as KeySpec;
  const KeyUsage = fittingUsages(isSymmetric).some(({ value }) => value === usage)
    ? usage
    : isSymmetric
      ? 'ENCRYPT_DECRYPT'
      : 'SIGN_VERIFY';
  const [first = 'SYMMETRIC_DEFAULT'] = specs[KeyUsage];
  return {
    KeyUsage,
    KeySpec:
      isSymmetric && KeyUsage === 'ENCRYPT_DECRYPT'
        ? 'SYMMETRIC_DEFAULT'
        : specs[KeyUsage].includes(spec)
          ? spec
          : first,
    Origin: (textOf(values, 'origin') || 'AWS_KMS') as OriginType,
    MultiRegion: textOf(values, 'regionality') === 'multi',
  };
}

function fittingUsages(isSymmetric: boolean) {
  return usages.filter(({ value }) =>
    isSymmetric ? forSymmetric.includes(value) : value !== 'GENERATE_VERIFY_MAC',
  );
}

/** Source: AWS KMS Developer Guide, "Create a KMS key with imported key material" (from memory). */
const understood: Field = {
  ...{ kind: 'tick', name: 'understood', required: true },
  label: 'I understand the security and durability implications of using an imported key',
};

function configure(values: Values): FormStep {
  const isSymmetric = textOf(values, 'type') !== 'asymmetric';
  const { KeyUsage, KeySpec } = chosen(values);
  const isDefault = KeySpec === 'SYMMETRIC_DEFAULT';
  return {
    title: 'Configure key',
    fields: [
      {
        ...{ kind: 'choice', name: 'type', label: 'Key type', required: true },
        options: [
          { value: 'symmetric', label: 'Symmetric', help: 'One key that never leaves AWS KMS.' },
          { value: 'asymmetric', label: 'Asymmetric', help: 'A pair: the public key is for all.' },
        ],
      },
      {
        ...{ kind: 'choice', name: 'usage', label: 'Key usage', required: true, value: KeyUsage },
        options: fittingUsages(isSymmetric),
      },
      ...(isDefault
        ? []
        : [
            {
              ...({ kind: 'select', name: 'spec', label: 'Key spec', value: KeySpec } as const),
              required: true,
              options: specs[KeyUsage].map((value) => ({ value, label: value })),
            },
          ]),
      {
        ...{ kind: 'choice', name: 'origin', label: 'Key material origin', required: true },
        options: [
          { value: 'AWS_KMS', label: 'KMS', help: 'Recommended: AWS KMS makes the material.' },
          {
            ...{ value: 'EXTERNAL', label: 'External (Import Key material)' },
            help: 'You import the material afterwards.',
          },
          {
            ...{ value: 'AWS_CLOUDHSM', label: 'AWS CloudHSM key store' },
            closed: 'This world has no CloudHSM cluster to keep keys in.',
          },
          {
            ...{ value: 'EXTERNAL_KEY_STORE', label: 'External key store' },
            closed: 'This world has no external key store proxy.',
          },
        ],
      },
      ...(textOf(values, 'origin') === 'EXTERNAL' ? [understood] : []),
      {
        ...{ kind: 'choice', name: 'regionality', label: 'Regionality', required: true },
        options: [
          { value: 'single', label: 'Single-Region key' },
          {
            ...{ value: 'multi', label: 'Multi-Region key' },
            help: 'Can be replicated into other Regions, with the same material and key ID.',
          },
        ],
      },
    ],
  };
}

function policyOf(values: Values, world: ConsoleWorld): string {
  const others = textOf(values, 'accounts').match(/\d{12}/g) ?? [];
  return consoleKeyPolicy({
    account: world.account,
    administrators: tickedOf(values, 'administrators'),
    administratorsMayDelete: isTicked(values, 'mayDelete'),
    users: [...tickedOf(values, 'users'), ...others.map((one) => `arn:aws:iam::${one}:root`)],
    key: chosen(values),
  });
}

/** The wizard that creates a key: its steps are the console's. */
export const createKey: Action<undefined> = {
  id: 'create',
  title: 'Create key',
  submit: 'Finish',
  steps: (values, _, world) => [
    configure(values),
    {
      title: 'Add labels',
      fields: [
        {
          ...{ kind: 'text', name: 'alias', label: 'Alias', required: true },
          help: 'The console wants one; a key that the CLI creates need not have any.',
        },
        { kind: 'text', name: 'description', label: 'Description' },
        tagsField(),
      ],
    },
    {
      title: 'Define key administrative permissions',
      fields: [
        {
          ...{ kind: 'ticks', name: 'administrators', label: 'Key administrators' },
          options: principalsOf(world),
        },
        {
          ...{ kind: 'tick', name: 'mayDelete', value: true },
          label: 'Allow key administrators to delete this key',
        },
      ],
    },
    {
      title: 'Define key usage permissions',
      fields: [
        {
          ...{ kind: 'ticks', name: 'users', label: 'Key users' },
          options: principalsOf(world),
        },
        {
          ...{ kind: 'text', name: 'accounts', label: 'Other AWS accounts' },
          help: 'Account IDs. Their own policies have to let their users use the key, too.',
        },
      ],
    },
    {
      title: 'Edit key policy',
      notes: [
        'The policy is made from the steps before. What you change here stands, and the steps before no longer change it.',
      ],
      fields: [
        {
          ...{ kind: 'policy', name: 'policy', label: 'Key policy', policy: 'key' },
          ...{ required: true, value: policyOf(values, world) },
        },
      ],
    },
    { title: 'Review', fields: [], isReview: true },
  ],
  requests(values) {
    const { KeySpec, KeyUsage, Origin, MultiRegion } = chosen(values);
    const tags = pairsOf(values, 'tags').map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    const isDefault = KeySpec === 'SYMMETRIC_DEFAULT';
    return [
      {
        ...{ service: 'kms', operation: 'CreateKey' },
        input: {
          Policy: givenText(values, 'policy'),
          Description: givenText(values, 'description'),
          ...(isDefault ? {} : { KeyUsage, KeySpec }),
          ...(Origin === 'AWS_KMS' ? {} : { Origin }),
          ...(tags.length === 0 ? {} : { Tags: tags }),
          ...(MultiRegion ? { MultiRegion } : {}),
        },
        keeps: { variable: 'KEY_ID', path: ['KeyMetadata', 'KeyId'] },
      },
      {
        ...{ service: 'kms', operation: 'CreateAlias' },
        input: {
          AliasName: aliasName(textOf(values, 'alias')),
          TargetKeyId: new Kept('KEY_ID'),
        },
      },
    ];
  },
  after: ([output]) => {
    const { KeyMetadata } = output as { readonly KeyMetadata: { readonly KeyId: string } };
    return { resource: KeyMetadata.KeyId };
  },
};

/** An alias with the beginning that all have. */
export function aliasName(text: string): string {
  return text.startsWith('alias/') ? text : `alias/${text}`;
}
