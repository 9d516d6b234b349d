import type { Random } from '../../../random';
import { undefinedFor, type Bytes, type Material, type MaterialKind } from './material';

const keyBytes = 32;
const algorithm = 'AES-GCM';

/** New material for AES-256, at once: a rotation has nothing to wait for. */
export const newAes256 = (random: Random): Material => ({ bytes: random.bytes(keyBytes) });

/** 256 bits for AES. */
export const aes256: MaterialKind = {
  isKeyPair: false,
  generate: (random) => Promise.resolve(newAes256(random)),
  accept: (bytes) => Promise.resolve(bytes.length === keyBytes ? { bytes } : undefined),
};

/** AES-256-GCM that answers at once. What is sealed ends with its tag of 16 bytes. */
export interface SynchronousGcm {
  seal(key: Bytes, iv: Bytes, additionalData: Bytes, plaintext: Uint8Array): Bytes;
  /** Undefined when anything was changed. */
  open(key: Bytes, iv: Bytes, additionalData: Bytes, sealed: Bytes): Bytes | undefined;
}

let synchronous: SynchronousGcm | undefined;

/**
 * Puts a platform's own AES-GCM in WebCrypto's place. WebCrypto hands every call to another thread,
 * and as requests take effect one at a time each would wait for that: a server cannot afford it.
 */
export function useSynchronousGcm(gcm: SynchronousGcm): void {
  synchronous = gcm;
}

// Not `remember`: the hot path awaits only the first time.
const imported = new WeakMap<Bytes, CryptoKey>();

/** Keys by their bytes: whoever has AWS KMS decrypt a data key again has it in other bytes. */
const recent = new Map<string, CryptoKey>();
const mostRecent = 256;

async function importKey({ bytes }: Material): Promise<CryptoKey> {
  const name = String.fromCharCode(...bytes);
  let key = recent.get(name);
  if (key === undefined) {
    key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['encrypt', 'decrypt']);
    const [oldest] = recent.keys();
    if (recent.size >= mostRecent && oldest !== undefined) recent.delete(oldest);
    recent.set(name, key);
  }
  imported.set(bytes, key);
  return key;
}

/** Encrypts with AES-256-GCM; returns ciphertext and tag. `iv` must be new for every call. */
export async function seal(
  material: Material,
  iv: Bytes,
  additionalData: Bytes,
  plaintext: Uint8Array,
): Promise<ArrayBuffer | Bytes> {
  if (synchronous !== undefined) {
    return synchronous.seal(material.bytes, iv, additionalData, plaintext);
  }
  const key = imported.get(material.bytes) ?? (await importKey(material));
  return crypto.subtle.encrypt({ name: algorithm, iv, additionalData }, key, plaintext as Bytes);
}

/** Decrypts what `seal` made; undefined when anything about it was changed. */
export async function open(
  material: Material,
  iv: Bytes,
  additionalData: Bytes,
  sealed: Bytes,
): Promise<Bytes | undefined> {
  if (synchronous !== undefined) {
    return synchronous.open(material.bytes, iv, additionalData, sealed);
  }
  const key = imported.get(material.bytes) ?? (await importKey(material));
  try {
    const parameters = { name: algorithm, iv, additionalData };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, sealed));
  } catch (error) {
    return undefinedFor(error, 'OperationError');
  }
}
