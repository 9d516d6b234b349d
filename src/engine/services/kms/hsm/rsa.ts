import { remember, undefinedFor, type Bytes, type Material, type MaterialKind } from './material';
import { isConsistent, modulusBytes, privateNumbers } from './rsa-numbers';

/** Key pairs of a modulus of so many bits; the public exponent is 65537. */
export function rsaKeyPair(modulusLength: number): MaterialKind {
  // Any RSA algorithm does: PKCS#8 and SubjectPublicKeyInfo name none. WebCrypto generates in a
  // thread of its own, and cannot be given the bytes to do it from.
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  return {
    isKeyPair: true,
    async generate() {
      const parameters = { ...algorithm, modulusLength, publicExponent: Uint8Array.of(1, 0, 1) };
      const pair = await crypto.subtle.generateKey(parameters, true, ['sign', 'verify']);
      return {
        bytes: new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)),
        publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
      };
    },
    async accept(bytes) {
      try {
        const numbers = await privateNumbers(bytes);
        if (modulusBytes(numbers) * 8 !== modulusLength) return undefined;
        if (!(await isConsistent(numbers))) return undefined;
        const key = await crypto.subtle.importKey('pkcs8', bytes, algorithm, true, ['sign']);
        const { kty = '', n = '', e = '' } = await crypto.subtle.exportKey('jwk', key);
        const jwk = { kty, n, e };
        const publicKey = await crypto.subtle.importKey('jwk', jwk, algorithm, true, ['verify']);
        return {
          bytes: new Uint8Array(await crypto.subtle.exportKey('pkcs8', key)),
          publicKey: new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)),
        };
      } catch (error) {
        return undefinedFor(error, 'DataError', 'OperationError');
      }
    },
  };
}

/** Encryption with a public key. */
export interface PublicKeyEncryption {
  readonly plaintextLimit: number;
  encrypt(publicKey: Bytes, plaintext: Bytes): Promise<Bytes>;
  /** The plaintext; undefined when the ciphertext is none of this key. */
  decrypt(key: Material, ciphertext: Bytes): Promise<Bytes | undefined>;
}

/** RSAES-OAEP (RFC 8017) with one hash for the label and for MGF1, and an empty label. */
export function oaep(
  keyBytes: number,
  hash: 'SHA-1' | 'SHA-256',
  hashBytes: number,
): PublicKeyEncryption {
  const parameters = { name: 'RSA-OAEP', hash };
  const publicKeys = remember((bytes) =>
    crypto.subtle.importKey('spki', bytes, parameters, false, ['encrypt']),
  );
  const privateKeys = remember((bytes) =>
    crypto.subtle.importKey('pkcs8', bytes, parameters, false, ['decrypt']),
  );
  return {
    plaintextLimit: keyBytes - 2 * hashBytes - 2,
    async encrypt(publicKey, plaintext) {
      const key = await publicKeys(publicKey);
      return new Uint8Array(await crypto.subtle.encrypt(parameters, key, plaintext));
    },
    async decrypt({ bytes }, ciphertext) {
      if (ciphertext.length !== keyBytes) return undefined;
      try {
        const key = await privateKeys(bytes);
        return new Uint8Array(await crypto.subtle.decrypt(parameters, key, ciphertext));
      } catch (error) {
        return undefinedFor(error, 'OperationError');
      }
    },
  };
}
