import { concat, equalBytes, type Bytes } from '../../../bytes';
import { toHex, type Random } from '../../../random';

export { concat, equalBytes, type Bytes };

/** Secret bytes: a raw key, or for a key pair the private key as PKCS#8. */
export interface Material {
  readonly bytes: Bytes;
  /** Of a key pair: the public key as SubjectPublicKeyInfo. */
  readonly publicKey?: Bytes;
}

/** One kind of key material: how it is made, and how it is known when it comes from outside. */
export interface MaterialKind {
  readonly isKeyPair: boolean;
  generate(random: Random): Promise<Material>;
  /** Takes bytes as material of this kind, in its usual form; undefined when they are not. */
  accept(bytes: Bytes): Promise<Material | undefined>;
}

/**
 * A way to sign. `hashed` says that the message is what the scheme's hash makes of the real one:
 * it is signed as it is. Without `random` a scheme that may be deterministic is, as vectors need.
 */
export interface SignatureScheme {
  sign(key: Material, message: Bytes, hashed: boolean, random?: Random): Promise<Bytes>;
  verify(publicKey: Bytes, message: Bytes, hashed: boolean, signature: Bytes): Promise<boolean>;
}

/** The id of key material, as KMS shows it: 64 hexadecimal digits over the key's id and the bytes. */
export async function materialId(keyId: string, bytes: Bytes): Promise<string> {
  const name = new TextEncoder().encode(keyId);
  const named = new Uint8Array(name.length + bytes.length);
  named.set(name);
  named.set(bytes, name.length);
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', named)));
}

/**
 * Keeps what is made from bytes as long as the bytes live: importing or expanding a key costs more
 * than using it, and the bytes, which never change, are all that is saved.
 */
export function remember<T>(make: (bytes: Bytes) => T): (bytes: Bytes) => T {
  const made = new WeakMap<Bytes, { readonly value: T }>();
  return (bytes) => {
    let entry = made.get(bytes);
    if (entry === undefined) made.set(bytes, (entry = { value: make(bytes) }));
    return entry.value;
  };
}

/**
 * For WebCrypto's way to say that bytes do not fit, an error without a text: undefined. Any other
 * error is thrown again.
 */
export function undefinedFor(error: unknown, ...names: readonly string[]): undefined {
  if (error instanceof DOMException && names.includes(error.name)) return undefined;
  throw error;
}
