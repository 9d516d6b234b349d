import { sha256, sha384 } from '@noble/hashes/sha2.js';
import type { CHash } from '@noble/hashes/utils.js';

/** A cipher suite of TLS 1.3: an AEAD, and the hash of transcript and key schedule. */
export interface CipherSuite {
  readonly id: number;
  readonly name: string;
  readonly keyLength: 16 | 32;
  readonly hash: CHash;
}

export const aes128GcmSha256: CipherSuite = {
  ...{ id: 0x1301, name: 'TLS_AES_128_GCM_SHA256', keyLength: 16, hash: sha256 },
};
export const aes256GcmSha384: CipherSuite = {
  ...{ id: 0x1302, name: 'TLS_AES_256_GCM_SHA384', keyLength: 32, hash: sha384 },
};

/** In the order in which OpenSSL's clients offer them. Source: RFC 8446, section B.4. */
export const cipherSuites: readonly CipherSuite[] = [aes256GcmSha384, aes128GcmSha256];

/** The suite of this number, if it is known. */
export function suiteOf(id: number): CipherSuite | undefined {
  return cipherSuites.find((suite) => suite.id === id);
}
