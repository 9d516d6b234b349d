import { createCipheriv, createDecipheriv, createHmac, hash } from 'node:crypto';
import type { SynchronousGcm } from '../engine/services/kms/hsm/aes';
import type { Hashing } from '../wire/sigv4';

const algorithm = 'aes-256-gcm';
const tagLength = 16;

/** The AES-256-GCM of Node's own OpenSSL, which WebCrypto in Node calls too, but in another thread. */
export const nodeGcm: SynchronousGcm = {
  seal(key, iv, additionalData, plaintext) {
    const cipher = createCipheriv(algorithm, key, iv).setAAD(additionalData);
    const sealed = new Uint8Array(plaintext.length + tagLength);
    sealed.set(cipher.update(plaintext));
    cipher.final();
    sealed.set(cipher.getAuthTag(), plaintext.length);
    return sealed;
  },
  open(key, iv, additionalData, sealed) {
    const end = sealed.length - tagLength;
    if (end < 0) return undefined;
    const decipher = createDecipheriv(algorithm, key, iv).setAAD(additionalData);
    decipher.setAuthTag(sealed.subarray(end));
    const plaintext = new Uint8Array(decipher.update(sealed.subarray(0, end)));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return plaintext;
  },
};

/** The hash functions of Node's own OpenSSL. */
export const nodeHashing: Hashing = {
  sha256: (data) => hash('sha256', data),
  hmac: (key, text) => createHmac('sha256', key).update(text).digest(),
};
