import type { GrantOperation } from '@aws-sdk/client-kms';
import type { KeyRecord } from './state';

/**
 * How long after CreateGrant all of AWS KMS knows a grant, and after RetireGrant or RevokeGrant none
 * of it does: "typically takes less than a few seconds". In ms. Source: AWS KMS Developer Guide,
 * "Using a grant token" (read 2026-11); the API Reference speaks of "usually less than five minutes".
 */
export const grantPropagation = 3000;

/** Source: AWS KMS API Reference, CreateGrant, Constraints (read 2026-11). */
export const constraintLimits = { pairs: 8, valueLength: 384 } as const;

const forEveryKey: readonly GrantOperation[] = ['CreateGrant', 'DescribeKey', 'RetireGrant'];
const asymmetric: readonly GrantOperation[] = [...forEveryKey, 'GetPublicKey'];
const encrypting: readonly GrantOperation[] = [
  'Decrypt',
  'Encrypt',
  'ReEncryptFrom',
  'ReEncryptTo',
];

/** Operations with an EncryptionContext, for keys that bind ciphertexts to one. */
const withEncryptionContext: readonly GrantOperation[] = [
  ...encrypting,
  ...(['GenerateDataKey', 'GenerateDataKeyWithoutPlaintext'] as const),
  ...(['GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext'] as const),
];

const byUsage: Readonly<Record<KeyRecord['KeyUsage'], readonly GrantOperation[]>> = {
  ENCRYPT_DECRYPT: [...asymmetric, ...encrypting],
  SIGN_VERIFY: [...asymmetric, 'Sign', 'Verify'],
  KEY_AGREEMENT: [...asymmetric, 'DeriveSharedSecret'],
  ENCAPSULATE_DECAPSULATE: [...asymmetric, 'Encapsulate', 'Decapsulate'],
  GENERATE_VERIFY_MAC: [...forEveryKey, 'GenerateMac', 'VerifyMac'],
};

const symmetric = [...forEveryKey, ...withEncryptionContext];

/** Whether operations with the key take an encryption context. */
export function takesEncryptionContext({ KeySpec }: Pick<KeyRecord, 'KeySpec'>): boolean {
  return KeySpec === 'SYMMETRIC_DEFAULT';
}

/**
 * The operations a grant for the key may allow. Source: AWS KMS Developer Guide, "Grants in AWS KMS",
 * grant operations.
 */
export function grantOperations(
  key: Pick<KeyRecord, 'KeySpec' | 'KeyUsage'>,
): readonly GrantOperation[] {
  return takesEncryptionContext(key) ? symmetric : byUsage[key.KeyUsage];
}
