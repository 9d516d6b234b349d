import { describe, expect, it } from 'vitest';
import { refusalText, testWorld } from '../world';

const rsaSigning = [
  ...['RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_384', 'RSASSA_PKCS1_V1_5_SHA_512'],
  ...['RSASSA_PSS_SHA_256', 'RSASSA_PSS_SHA_384', 'RSASSA_PSS_SHA_512'],
];

/**
 * What DescribeKey shows. Sources: AWS KMS Developer Guide, "Key spec reference"; AWS KMS API
 * Reference, CreateKey; Ed25519 and ML-DSA as measured in floci's issues 2924 and 3025.
 */
const keyTypes: [spec: string, usage: string, list: string, algorithms: string[]][] = [
  ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms', ['SYMMETRIC_DEFAULT']],
  ...[
    ['RSA_2048', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms'] as const,
    ['RSA_3072', 'ENCRYPT_DECRYPT', 'EncryptionAlgorithms'] as const,
  ].map((row): [string, string, string, string[]] => [
    ...row,
    ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  ]),
  ['RSA_2048', 'SIGN_VERIFY', 'SigningAlgorithms', rsaSigning],
  ['ECC_NIST_P256', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_256']],
  ['ECC_NIST_P384', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_384']],
  ['ECC_NIST_P521', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_512']],
  ['ECC_SECG_P256K1', 'SIGN_VERIFY', 'SigningAlgorithms', ['ECDSA_SHA_256']],
  ['ECC_NIST_P256', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', ['ECDH']],
  ['ECC_NIST_P384', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', ['ECDH']],
  ['ECC_NIST_P521', 'KEY_AGREEMENT', 'KeyAgreementAlgorithms', ['ECDH']],
  [
    ...(['ECC_NIST_EDWARDS25519', 'SIGN_VERIFY', 'SigningAlgorithms'] as const),
    ['ED25519_SHA_512', 'ED25519_PH_SHA_512'],
  ],
  ['HMAC_224', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_224']],
  ['HMAC_256', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_256']],
  ['HMAC_384', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_384']],
  ['HMAC_512', 'GENERATE_VERIFY_MAC', 'MacAlgorithms', ['HMAC_SHA_512']],
  ['ML_DSA_44', 'SIGN_VERIFY', 'SigningAlgorithms', ['ML_DSA_SHAKE_256']],
  ['ML_DSA_65', 'SIGN_VERIFY', 'SigningAlgorithms', ['ML_DSA_SHAKE_256']],
  ['ML_DSA_87', 'SIGN_VERIFY', 'SigningAlgorithms', ['ML_DSA_SHAKE_256']],
  ['ML_KEM_512', 'ENCAPSULATE_DECAPSULATE', 'EncapsulationAlgorithms', ['ML_KEM']],
  ['ML_KEM_768', 'ENCAPSULATE_DECAPSULATE', 'EncapsulationAlgorithms', ['ML_KEM']],
  ['ML_KEM_1024', 'ENCAPSULATE_DECAPSULATE', 'EncapsulationAlgorithms', ['ML_KEM']],
];

describe('CreateKey', () => {
  it.each(keyTypes)('makes a %s key to %s and lists its %s', async (...row) => {
    const [KeySpec, KeyUsage, list, algorithms] = row;
    const { kms } = testWorld();
    const { KeyMetadata } = await kms<{ KeyMetadata: Record<string, unknown> }>('CreateKey', {
      ...{ KeySpec, KeyUsage },
    });
    expect(KeyMetadata).toMatchObject({ KeySpec, KeyUsage, CustomerMasterKeySpec: KeySpec });
    const lists = Object.keys(KeyMetadata).filter((name) => name.endsWith('Algorithms'));
    expect(lists).toEqual([list]);
    expect(KeyMetadata[list]).toEqual(algorithms);
  });

  // Recorded against AWS: LocalStack snapshots test_hmac_create_key_invalid_operations and
  // test_derive_shared_secret. That of SM2 was measured in us-east-1: floci issue 3026.
  it.each([
    [
      { KeySpec: 'HMAC_256' },
      'ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    ],
    [
      { KeySpec: 'ECC_SECG_P256K1' },
      'ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    ],
    [
      { KeySpec: 'RSA_2048', KeyUsage: 'KEY_AGREEMENT' },
      'ValidationException: KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048',
    ],
    [
      { KeySpec: 'SM2', KeyUsage: 'SIGN_VERIFY' },
      'UnsupportedOperationException: KeySpec SM2 is not supported in this Region',
    ],
  ])('refuses %o', async (input, text) => {
    const { kms } = testWorld();
    expect(await refusalText(kms('CreateKey', input))).toBe(text);
  });
});
