import { p256 } from '@noble/curves/nist.js';
import type { Bytes } from '../../engine/bytes';
import type { RandomBytes } from '../../engine/random';

// As X.509 and TLS have it: SHA-256 of the message, the signature in DER, either of its two forms.
const options = { format: 'der', prehash: true, lowS: false } as const;

/** Signs with ECDSA on P-256 and SHA-256; the same each time (RFC 6979). */
export function sign(privateKey: Uint8Array, message: Uint8Array): Bytes {
  return new Uint8Array(p256.sign(message, privateKey, options));
}

/** Whether the signature is one of the message by the key of this public point. */
export function verify(point: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return p256.verify(signature, message, point, options);
  } catch {
    // No signature in DER, or no point of the curve.
    return false;
  }
}

/** A private key of random bytes. */
export function newPrivateKey(random: RandomBytes): Bytes {
  return new Uint8Array(p256.utils.randomSecretKey(random.bytes(p256.lengths.seed ?? 48)));
}

/** The public point of a private key, uncompressed. */
export function publicPoint(privateKey: Uint8Array): Bytes {
  return new Uint8Array(p256.getPublicKey(privateKey, false));
}
