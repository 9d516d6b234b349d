import type { EncryptionAlgorithmSpec, KeySpec, KeyUsageType } from '@aws-sdk/client-kms';
import { invalidKeyUsage } from './errors';
import type { KeyRecord } from './state';

/** What keys of a spec can do. */
export interface KeySpecFacts {
  readonly usages: readonly KeyUsageType[];
  readonly encryptionAlgorithms: readonly EncryptionAlgorithmSpec[];
}

/**
 * The key specs this model creates. Source: AWS KMS Developer Guide, "Key spec reference".
 */
export const keySpecs: Partial<Readonly<Record<KeySpec, KeySpecFacts>>> = {
  SYMMETRIC_DEFAULT: {
    usages: ['ENCRYPT_DECRYPT'],
    encryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
  },
};

/** Throws InvalidKeyUsageException unless the key is made for what the operation does. */
export function requireUsage(key: KeyRecord, usage: KeyUsageType, operation: string): void {
  if (key.KeyUsage !== usage) throw invalidKeyUsage(key.Arn, key.KeyUsage, operation);
}
