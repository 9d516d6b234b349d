import { decodeBase64, encodeBase64 } from '../base64';
import type { Random } from '../random';
import { type Bytes } from '../bytes';
import { MessageError } from './errors';

type Curve = 'P-256' | 'P-384';

/** The key pair of one message: its public half lies in the encryption context. */
export interface Signer {
  readonly publicKey: string;
  sign(message: Bytes): Promise<Bytes>;
}

const hashes = { 'P-256': 'SHA-256', 'P-384': 'SHA-384' } as const;
const options = { prehash: false, lowS: false, format: 'der' } as const;

async function curveOf(curve: Curve) {
  const nist = await import('@noble/curves/nist.js');
  return curve === 'P-256' ? nist.p256 : nist.p384;
}

async function digest(curve: Curve, message: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest(hashes[curve], message));
}

/** Makes a key pair for one message. The public key is a compressed point, in base64. */
export async function newSigner(curve: Curve, random: Random): Promise<Signer> {
  const noble = await curveOf(curve);
  const secret = noble.utils.randomSecretKey(random.bytes(noble.lengths.seed ?? 0));
  return {
    publicKey: encodeBase64(noble.getPublicKey(secret, true)),
    sign: async (message) =>
      new Uint8Array(noble.sign(await digest(curve, message), secret, options)),
  };
}

/** Throws MessageError unless a message was signed with the key that its context names. */
export async function verify(
  curve: Curve,
  publicKey: string | undefined,
  message: Bytes,
  signature: Bytes,
): Promise<void> {
  const noble = await curveOf(curve);
  const point = publicKey === undefined ? undefined : decodeBase64(publicKey);
  if (point === undefined) throw new MessageError('The message has no public key.');
  let isValid = false;
  try {
    isValid = noble.verify(signature, await digest(curve, message), point, options);
  } catch {
    // A signature or point that is none.
  }
  if (!isValid) throw new MessageError('The signature is not valid.');
}
