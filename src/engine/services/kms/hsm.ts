import { toHex, type Random } from '../../random';
import type { KeyMaterial } from './state';

// The only file that touches key material: it stands for the hardware security module, whose
// boundary the material never leaves.

/** Bytes that WebCrypto takes: nothing in this model lives in shared memory. */
type Bytes = Uint8Array<ArrayBuffer>;

const aes256KeyBytes = 32;
const algorithm = 'AES-GCM';

// Importing a key costs more than using it. The material's bytes stay what is saved: a CryptoKey
// cannot be stored everywhere.
const imported = new WeakMap<Bytes, CryptoKey>();

async function importKey(material: KeyMaterial): Promise<CryptoKey> {
  const key = await crypto.subtle.importKey('raw', material.bytes, algorithm, false, [
    'encrypt',
    'decrypt',
  ]);
  imported.set(material.bytes, key);
  return key;
}

/** Makes 256 bits of key material. Its id is a digest over the key's id and the material. */
export async function generateKeyMaterial(keyId: string, random: Random): Promise<KeyMaterial> {
  const bytes = random.bytes(aes256KeyBytes);
  const name = new TextEncoder().encode(keyId);
  const named = new Uint8Array(name.length + bytes.length);
  named.set(name);
  named.set(bytes, name.length);
  const digest = await crypto.subtle.digest('SHA-256', named);
  return { id: toHex(new Uint8Array(digest)), bytes };
}

/** Encrypts with AES-256-GCM; returns ciphertext and tag. `iv` must be new for every call. */
export async function seal(
  material: KeyMaterial,
  iv: Bytes,
  additionalData: Bytes,
  plaintext: Uint8Array,
): Promise<ArrayBuffer> {
  const key = imported.get(material.bytes) ?? (await importKey(material));
  return crypto.subtle.encrypt({ name: algorithm, iv, additionalData }, key, plaintext as Bytes);
}

/** Decrypts what `seal` made; undefined when anything about it was changed. */
export async function open(
  material: KeyMaterial,
  iv: Bytes,
  additionalData: Bytes,
  sealed: Bytes,
): Promise<Uint8Array | undefined> {
  const key = imported.get(material.bytes) ?? (await importKey(material));
  try {
    const plaintext = await crypto.subtle.decrypt(
      { name: algorithm, iv, additionalData },
      key,
      sealed,
    );
    return new Uint8Array(plaintext);
  } catch (error) {
    // WebCrypto says OperationError, without a text, when the tag does not fit.
    if (error instanceof DOMException && error.name === 'OperationError') return undefined;
    throw error;
  }
}
