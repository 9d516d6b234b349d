import type { Quota, RequestQuota } from './quota';

// Source of codes, names, values and descriptions: AWS General Reference, "AWS Key Management
// Service endpoints and quotas" (read 2026-11); of GetKeyLastUsage, whose code is not there, AWS KMS
// Developer Guide, "Request quotas". Quotas of custom key stores are left out with the stores.

const serviceCode = 'kms';

function perOperation(
  code: string | null,
  operation: string,
  value: number,
  adjustable = true,
): RequestQuota {
  return {
    ...{ serviceCode, code, value, adjustable, perSecond: true },
    name: `${operation} request rate`,
    description: `Maximum ${operation} requests per second. When you reach this quota, KMS rejects requests for this operation for the remainder of the interval.`,
  };
}

function shared(
  code: string,
  what: string,
  value: number,
  description: string,
  valueIn?: Readonly<Record<string, number>>,
): RequestQuota {
  return {
    ...{ serviceCode, code, value, adjustable: true, perSecond: true },
    name: `${what} request rate`,
    description: `${description} When you reach this quota, KMS rejects this type of request for the remainder of the interval.`,
    ...(valueIn === undefined ? {} : { valueIn }),
  };
}

/** Cryptographic operations share a quota by the type of key they use. */
export const cryptographic = {
  symmetric: shared(
    'L-6E3AF000',
    'Cryptographic operations (symmetric)',
    10_000,
    'Maximum requests for cryptographic operations with a symmetric CMK per second. This shared quota applies to Decrypt, Encrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext, GenerateMac, GenerateRandom, ReEncrypt, and VerifyMac requests.',
    {
      ...{ 'us-east-1': 100_000, 'us-west-2': 100_000, 'eu-west-1': 100_000 },
      ...{ 'us-east-2': 20_000, 'ap-northeast-1': 20_000, 'ap-southeast-1': 20_000 },
      ...{ 'ap-southeast-2': 20_000, 'eu-central-1': 20_000, 'eu-south-2': 20_000 },
      'eu-west-2': 20_000,
    },
  ),
  rsa: shared(
    'L-2AC98190',
    'Cryptographic operations (RSA)',
    1000,
    'Maximum requests for cryptographic operations with RSA CMKs per second. This shared quota applies to Encrypt, Decrypt, ReEncrypt, Sign, and Verify requests using RSA CMKs.',
  ),
  ecc: shared(
    'L-DC14942D',
    'Cryptographic operations (ECC & SM2)',
    1000,
    'Maximum DeriveSharedSecret, Sign, and Verify requests with ECC KMS keys and Decrypt, DeriveSharedSecret, Encrypt, Sign, and Verify requests with SM2 (China Regions only) KMS keys per second.',
  ),
  mlDsa: shared(
    'L-3C995F2B',
    'Cryptographic operations (ML-DSA)',
    1000,
    'Maximum requests for cryptographic operations with ML-DSA CMKs per second. This shared quota applies to Sign and Verify requests using ML-DSA CMKs.',
  ),
} as const;

function keyPairs(code: string, spec: string, value: number): RequestQuota {
  return shared(
    code,
    `GenerateDataKeyPair (${spec})`,
    value,
    `Maximum requests per second to generate ${spec} data key pairs. This shared quota applies to GenerateDataKeyPair and GenerateDataKeyPairWithoutPlaintext requests for ${spec} data key pairs.`,
  );
}

/** Data key pairs have a quota by their own spec. */
export const dataKeyPairs: Readonly<Record<string, RequestQuota>> = {
  ECC_NIST_EDWARDS25519: keyPairs('L-7851D255', 'ECC_NIST_EDWARDS25519', 100),
  ECC_NIST_P256: keyPairs('L-D2EEB5E0', 'ECC_NIST_P256', 100),
  ECC_NIST_P384: keyPairs('L-16B46EF0', 'ECC_NIST_P384', 100),
  ECC_NIST_P521: keyPairs('L-1D966DA0', 'ECC_NIST_P521', 100),
  ECC_SECG_P256K1: keyPairs('L-3B372FA9', 'ECC_SECG_P256K1', 100),
  RSA_2048: keyPairs('L-77042783', 'RSA_2048', 20),
  RSA_3072: keyPairs('L-AE57B391', 'RSA_3072', 4),
  RSA_4096: keyPairs('L-FCE4492D', 'RSA_4096', 1),
};

/** Every other operation has a quota of its own. */
export const perOperationQuotas: Readonly<Record<string, RequestQuota>> = Object.fromEntries(
  (
    [
      ['CancelKeyDeletion', 'L-635264CC', 5],
      ['ConnectCustomKeyStore', 'L-705B9E79', 5],
      ['CreateAlias', 'L-F7504F73', 5],
      ['CreateCustomKeyStore', 'L-08932E37', 5],
      ['CreateGrant', 'L-0428A42E', 50],
      ['CreateKey', 'L-32B67F4A', 5],
      ['DeleteAlias', 'L-1F75ADD1', 15],
      ['DeleteCustomKeyStore', 'L-E99520CB', 5],
      ['DeleteImportedKeyMaterial', 'L-1233BF9B', 15],
      ['DescribeCustomKeyStores', 'L-E20AA94C', 5],
      ['DescribeKey', 'L-FAE8F084', 2000],
      ['DisableKey', 'L-6B8C93BD', 5],
      ['DisableKeyRotation', 'L-CE1DB614', 5],
      ['DisconnectCustomKeyStore', 'L-9F1FCF6D', 5],
      ['EnableKey', 'L-BD96F100', 5],
      ['EnableKeyRotation', 'L-BE799B67', 15],
      ['GetKeyLastUsage', null, 5],
      ['GetKeyPolicy', 'L-A2A30EC6', 1000],
      ['GetKeyRotationStatus', 'L-D7711EF4', 1000],
      ['GetParametersForImport', 'L-515A0541', 1],
      ['GetPublicKey', 'L-E4FBCA5E', 2000],
      ['ImportKeyMaterial', 'L-99631835', 15],
      ['ListAliases', 'L-BF3F8F1D', 500],
      ['ListGrants', 'L-D39AB822', 100],
      ['ListKeyPolicies', 'L-79E0D0AB', 100],
      ['ListKeyRotations', 'L-171660E4', 100],
      ['ListKeys', 'L-8A08DAEA', 500],
      ['ListResourceTags', 'L-FB6513A2', 2000],
      ['ListRetirableGrants', 'L-161E93A6', 100],
      ['PutKeyPolicy', 'L-9DDDE6CA', 15],
      ['ReplicateKey', 'L-E1C93865', 5],
      ['RetireGrant', 'L-74021A59', 50],
      ['RevokeGrant', 'L-F20EBCB7', 50],
      ['RotateKeyOnDemand', null, 5, false],
      ['ScheduleKeyDeletion', 'L-88313D4A', 15],
      ['TagResource', 'L-7D6DE447', 10],
      ['UntagResource', 'L-6375F442', 5],
      ['UpdateAlias', 'L-DB3BF542', 5],
      ['UpdateCustomKeyStore', 'L-275D92F3', 5],
      ['UpdateKeyDescription', 'L-A3828E1F', 5],
      ['UpdatePrimaryRegion', 'L-F83AC7F7', 5],
    ] as const
  ).map(([operation, code, value, adjustable]) => [
    operation,
    perOperation(code, operation, value, adjustable),
  ]),
);

/** Limits on what an account may have. */
export const kmsResourceQuotas = {
  keys: {
    ...{ serviceCode, code: 'L-C2F1777E', value: 100_000, adjustable: true },
    name: 'Customer Master Keys (CMKs)',
    description:
      'The maximum number of customer managed CMKs permitted in each AWS Region of this AWS account. This quota does not apply to AWS managed CMKs.',
  },
  aliasesPerKey: {
    ...{ serviceCode, code: 'L-340F62FB', value: 50, adjustable: true },
    name: 'Aliases per CMK',
    description:
      'The maximum number of customer-created aliases per CMK permitted in each AWS Region of this AWS account. Aliases that AWS creates in your account with the aws/ prefix do not count against this quota.',
  },
  grantsPerKey: {
    ...{ serviceCode, code: 'L-D594A657', value: 50_000, adjustable: true },
    name: 'Grants per CMK',
    description:
      'The maximum number of grants permitted for each customer managed CMK. This quota includes grants created by AWS services, but it does not apply to AWS managed CMKs.',
  },
  customKeyStores: {
    ...{ serviceCode, code: 'L-F33DCFEB', value: 10, adjustable: true },
    name: 'Custom Key Stores',
    description:
      'The maximum number of custom key stores permitted in each AWS Region of this AWS account. This quota applies to the total number of custom key stores, including AWS CloudHSM key stores and external key stores, regardless of their connection state.',
  },
  onDemandRotationsPerKey: {
    ...{ serviceCode, code: null, value: 25, adjustable: false },
    name: 'On-demand rotations per CMK',
    description:
      'The maximum number of on-demand rotations permitted for each customer managed key. This quota does not apply to AWS managed keys.',
  },
} as const satisfies Readonly<Record<string, Quota>>;

/** Every quota of KMS. */
export const kmsQuotas: readonly Quota[] = [
  ...Object.values(cryptographic),
  ...Object.values(dataKeyPairs),
  ...Object.values(perOperationQuotas),
  ...Object.values(kmsResourceQuotas),
];
