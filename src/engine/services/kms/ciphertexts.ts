import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { Context } from '../../operation';
import {
  decryptWithPrivateKey,
  encryptWithPublicKey,
  refuseEncryptionContext,
  requireRoomFor,
} from './asymmetric-encryption';
import type { CiphertextBlob } from './ciphertext-blob';
import type { EncryptionContext } from './encryption-context';
import { ciphertextRequired, keyIdRequired } from './errors';
import { requireAlgorithm } from './key-specs';
import { findKey, type FoundKey } from './lookup';
import type { KeyRecord } from './state';
import { decryptWith, encryptWith, findCiphertextKey } from './symmetric';

/** The algorithm of requests that name none. */
export const symmetricDefault = 'SYMMETRIC_DEFAULT';

/** What Decrypt and ReEncrypt are given. */
export interface CiphertextRequest {
  readonly algorithm: EncryptionAlgorithmSpec | undefined;
  readonly bytes: Uint8Array | undefined;
  readonly keyId: string | undefined;
  readonly grantTokens: readonly string[] | undefined;
  /** A dry run that looks at permissions alone. */
  readonly ignored: boolean;
}

/** A ciphertext with its key. Without `bytes` nothing is to be decrypted. */
export interface Ciphertext extends FoundKey {
  readonly algorithm: EncryptionAlgorithmSpec;
  readonly bytes?: Uint8Array;
  /** A symmetric ciphertext taken apart. */
  readonly blob?: CiphertextBlob;
}

/**
 * Finds the key of a ciphertext. A symmetric ciphertext names its key, and a KeyId must be that
 * very key; any other says nothing, so the request must.
 */
export function findCiphertext(ctx: Context, request: CiphertextRequest): Ciphertext {
  const { algorithm = symmetricDefault, bytes, keyId, grantTokens, ignored } = request;
  if (!ignored && bytes === undefined) throw ciphertextRequired();
  if (!ignored && algorithm === symmetricDefault) {
    return { ...findCiphertextKey(ctx, bytes, keyId, grantTokens), algorithm, bytes: bytes! };
  }
  if (keyId === undefined) throw keyIdRequired();
  const found = findKey(ctx, keyId, grantTokens);
  return ignored ? { ...found, algorithm } : { ...found, algorithm, bytes: bytes! };
}

/**
 * Decrypts for an operation, whose name errors show. Throws InvalidKeyUsageException,
 * ValidationException for a context that the algorithm has no place for, and
 * InvalidCiphertextException.
 */
export async function decrypt(
  operation: string,
  ciphertext: Ciphertext,
  context: EncryptionContext | undefined,
  ctx: Context,
): Promise<Uint8Array> {
  const { key, algorithm: name, bytes, blob } = ciphertext;
  const encryption = requireAlgorithm(key, 'ENCRYPT_DECRYPT', name, operation);
  if (encryption !== 'symmetric') refuseEncryptionContext(context);
  if (bytes === undefined) return new Uint8Array(0);
  return encryption === 'symmetric'
    ? decryptWith({ key, blob: blob! }, context, ctx)
    : decryptWithPrivateKey(key, { name, encryption }, bytes, ctx);
}

/** An encryption that a request asks for. */
export interface EncryptionWanted {
  readonly algorithm: EncryptionAlgorithmSpec;
  readonly context: EncryptionContext | undefined;
  /** Bytes of the plaintext. */
  readonly length: number;
}

/**
 * Checks an encryption for an operation; what it returns encrypts. Throws
 * InvalidKeyUsageException or ValidationException.
 */
export function prepareEncryption(
  operation: string,
  key: KeyRecord,
  { algorithm: name, context, length }: EncryptionWanted,
): (plaintext: Uint8Array, ctx: Context) => Promise<Uint8Array> {
  const encryption = requireAlgorithm(key, 'ENCRYPT_DECRYPT', name, operation);
  if (encryption === 'symmetric') {
    return (plaintext, ctx) => encryptWith(key, plaintext, context, ctx);
  }
  refuseEncryptionContext(context);
  requireRoomFor(length, { name, encryption }, key);
  return (plaintext, ctx) => encryptWithPublicKey(key, { name, encryption }, plaintext, ctx);
}
