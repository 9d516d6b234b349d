import type { EncryptionAlgorithmSpec } from '@aws-sdk/client-kms';
import type { Context } from '../../operation';
import { cryptoStep } from './crypto-step';
import type { EncryptionContext } from './encryption-context';
import { encryptionContextUnsupported, invalidCiphertext, plaintextTooLong } from './errors';
import type { Bytes, PublicKeyEncryption } from './hsm/index';
import { currentMaterial } from './materials';
import type { KeyRecord } from './state';

/** How a request names the encryption: the algorithm's name, and what it stands for. */
export interface NamedEncryption {
  readonly name: EncryptionAlgorithmSpec;
  readonly encryption: PublicKeyEncryption;
}

/** Throws ValidationException for an encryption context: no asymmetric algorithm binds one. */
export function refuseEncryptionContext(context: EncryptionContext | undefined): void {
  if (Object.keys(context ?? {}).length > 0) throw encryptionContextUnsupported();
}

/** Throws ValidationException for more bytes than the algorithm takes at once. */
export function requireRoomFor(
  length: number,
  { name, encryption }: NamedEncryption,
  key: KeyRecord,
): void {
  const { plaintextLimit } = encryption;
  if (length > plaintextLimit) throw plaintextTooLong(name, key.KeySpec, plaintextLimit);
}

/** Encrypts with the public key; the ciphertext says nothing about the key. */
export async function encryptWithPublicKey(
  key: KeyRecord,
  { name, encryption }: NamedEncryption,
  plaintext: Uint8Array,
  ctx: Context,
): Promise<Uint8Array> {
  const ciphertext = await encryption.encrypt(currentMaterial(key).publicKey!, plaintext as Bytes);
  cryptoStep(ctx, {
    ...{ action: 'encrypt', algorithm: name, detail: key.Arn, exposes: ['plaintext'] },
    ...{ bytesIn: plaintext.length, bytesOut: ciphertext.length },
  });
  return ciphertext;
}

/** Decrypts with the private key. Throws InvalidCiphertextException for what is not encrypted with it. */
export async function decryptWithPrivateKey(
  key: KeyRecord,
  { name, encryption }: NamedEncryption,
  ciphertext: Uint8Array,
  ctx: Context,
): Promise<Uint8Array> {
  const plaintext = await encryption.decrypt(currentMaterial(key), ciphertext as Bytes);
  if (plaintext === undefined) throw invalidCiphertext();
  cryptoStep(ctx, {
    ...{ action: 'decrypt', algorithm: name, detail: key.Arn, exposes: ['plaintext'] },
    ...{ bytesIn: ciphertext.length, bytesOut: plaintext.length },
  });
  return plaintext;
}
