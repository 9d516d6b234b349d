import { concat } from '../../engine/bytes';
import { utf8 } from '../bytes';
import type { Digest } from './digests';

/** The key and IV that a passphrase becomes. */
export interface KeyAndIv {
  readonly key: Uint8Array<ArrayBuffer>;
  readonly iv: Uint8Array<ArrayBuffer>;
}

/** Sizes in bytes. */
export interface Sizes {
  readonly key: number;
  readonly iv: number;
}

/** PBKDF2 with HMAC, as `openssl enc -pbkdf2` uses it: the key comes first, then the IV. */
export async function pbkdf2(
  pass: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  digest: Digest,
  sizes: Sizes,
): Promise<KeyAndIv> {
  const base = await crypto.subtle.importKey('raw', utf8(pass), 'PBKDF2', false, ['deriveBits']);
  const parameters = { name: 'PBKDF2', hash: digest.webCrypto, salt, iterations };
  const bits = await crypto.subtle.deriveBits(parameters, base, (sizes.key + sizes.iv) * 8);
  return split(new Uint8Array(bits), sizes);
}

/** EVP_BytesToKey with one round: OpenSSL's old derivation, which it warns of. */
export async function bytesToKey(
  pass: string,
  salt: Uint8Array<ArrayBuffer>,
  digest: Digest,
  sizes: Sizes,
): Promise<KeyAndIv> {
  let last = new Uint8Array(0);
  let bytes = new Uint8Array(0);
  while (bytes.length < sizes.key + sizes.iv) {
    const input = concat(last, utf8(pass), salt);
    last = new Uint8Array(await crypto.subtle.digest(digest.webCrypto, input));
    bytes = concat(bytes, last);
  }
  return split(bytes, sizes);
}

function split(bytes: Uint8Array<ArrayBuffer>, sizes: Sizes): KeyAndIv {
  return { key: bytes.slice(0, sizes.key), iv: bytes.slice(sizes.key, sizes.key + sizes.iv) };
}
