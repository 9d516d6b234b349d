import type { Context } from '../../operation';
import {
  blobHeader,
  formatBlob,
  headerLength,
  parseBlob,
  type CiphertextBlob,
} from './ciphertext-blob';
import { cryptoStep } from './crypto-step';
import { encodeEncryptionContext, type EncryptionContext } from './encryption-context';
import { incorrectKey, invalidCiphertext, unseen } from './errors';
import { checkGrantTokens } from './grant-permission';
import { open, seal } from './hsm/index';
import { findKey, type FoundKey } from './lookup';
import { currentMaterial, findMaterial } from './materials';
import { keyArn, keysTable, type KeyRecord } from './state';

const algorithm = 'AES-256-GCM';
const ivLength = 12;

function additionalData(header: Uint8Array, context: EncryptionContext | undefined) {
  const encoded = encodeEncryptionContext(context);
  const bytes = new Uint8Array(headerLength + encoded.length);
  bytes.set(header);
  bytes.set(encoded, headerLength);
  return bytes;
}

/** Encrypts with the key's current material, bound to the context; returns a ciphertext blob. */
export async function encryptWith(
  key: KeyRecord,
  plaintext: Uint8Array,
  encryptionContext: EncryptionContext | undefined,
  ctx: Context,
): Promise<Uint8Array> {
  const material = currentMaterial(key);
  const header = blobHeader(key, material);
  const iv = ctx.random.bytes(ivLength);
  const data = additionalData(header, encryptionContext);
  const blob = formatBlob(header, iv, await seal(material, iv, data, plaintext));
  cryptoStep(ctx, {
    action: 'encrypt',
    algorithm,
    detail: key.Arn,
    keyMaterialId: material.id,
    ...(encryptionContext === undefined ? {} : { encryptionContext }),
    bytesIn: plaintext.length,
    bytesOut: blob.length,
    exposes: ['plaintext'],
  });
  return blob;
}

/** A ciphertext together with the key that made it. */
export interface FoundCiphertext extends FoundKey {
  readonly blob: CiphertextBlob;
}

/**
 * Reads a ciphertext and finds its key. A KeyId in the request must name that very key. Throws
 * InvalidCiphertextException, IncorrectKeyException, or AccessDeniedException for a key nobody here
 * may know of.
 */
export function findCiphertextKey(
  ctx: Context,
  bytes: Uint8Array | undefined,
  keyId: string | undefined,
  grantTokens: readonly string[] | undefined,
): FoundCiphertext {
  const named = keyId === undefined ? undefined : findKey(ctx, keyId, grantTokens);
  const blob = parseBlob(bytes ?? new Uint8Array(0));
  if (blob === undefined) throw invalidCiphertext();
  const arn = keyArn(ctx.region, blob.account, blob.keyId);
  if (named !== undefined) {
    if (named.key.Arn !== arn) throw incorrectKey();
    return { ...named, blob };
  }
  const key = ctx.get(keysTable, arn);
  const byCiphertext = true;
  if (key === undefined) {
    const action = ctx.operation === 'ReEncrypt' ? 'ReEncryptFrom' : ctx.operation;
    throw unseen(ctx.caller.arn, `kms:${action}`, 'the resource associated with this ciphertext');
  }
  if (grantTokens === undefined) return { key, blob, byCiphertext };
  checkGrantTokens(ctx, grantTokens);
  return { key, blob, byCiphertext, grantTokens };
}

/** Decrypts a ciphertext. Throws InvalidCiphertextException when it or its context was changed. */
export async function decryptWith(
  { key, blob }: FoundCiphertext,
  encryptionContext: EncryptionContext | undefined,
  ctx: Context,
): Promise<Uint8Array> {
  const material = findMaterial(ctx, key, blob.keyMaterialId);
  if (material === undefined) throw invalidCiphertext();
  const data = additionalData(blob.header, encryptionContext);
  const plaintext = await open(material, blob.iv, data, blob.sealed);
  if (plaintext === undefined) throw invalidCiphertext();
  cryptoStep(ctx, {
    action: 'decrypt',
    algorithm,
    detail: key.Arn,
    keyMaterialId: material.id,
    ...(encryptionContext === undefined ? {} : { encryptionContext }),
    bytesIn: blob.sealed.length,
    bytesOut: plaintext.length,
    exposes: ['plaintext'],
  });
  return plaintext;
}
