import { remember, type Bytes, type Material, type MaterialKind } from './material';

/** Computes message authentication codes. */
export interface MacScheme {
  mac(key: Material, message: Bytes): Promise<Bytes>;
}

/** The longest key from outside: 1,024 bits, whatever the hash. Source: see `hmacKey`. */
const mostBytes = 128;

/**
 * Keys for HMAC: as many bytes as the hash has, or more of them from outside. Source: AWS KMS
 * Developer Guide, "Requirements for imported key material" (read 2026-11).
 */
export function hmacKey(bytes: number): MaterialKind {
  return {
    isKeyPair: false,
    generate: (random) => Promise.resolve({ bytes: random.bytes(bytes) }),
    accept: (given) => {
      const fits = given.length >= bytes && given.length <= mostBytes;
      return Promise.resolve(fits ? { bytes: given } : undefined);
    },
  };
}

/** HMAC (RFC 2104) with a hash of WebCrypto's. */
export function hmac(hash: 'SHA-256' | 'SHA-384' | 'SHA-512'): MacScheme {
  const imported = remember((bytes) =>
    crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash }, false, ['sign']),
  );
  return {
    mac: async ({ bytes }, message) =>
      new Uint8Array(await crypto.subtle.sign('HMAC', await imported(bytes), message)),
  };
}

/** HMAC with SHA-224, which WebCrypto leaves out. */
export const hmacSha224: MacScheme = {
  async mac({ bytes }, message) {
    const { hmac: compute } = await import('@noble/hashes/hmac.js');
    const { sha224 } = await import('@noble/hashes/sha2.js');
    return new Uint8Array(compute(sha224, bytes, message));
  },
};
