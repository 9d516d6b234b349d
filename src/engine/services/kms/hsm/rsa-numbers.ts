import { toHex } from '../../../random';
import { equalBytes, remember, type Bytes } from './material';

// For what WebCrypto cannot do: sign a digest that it did not make, and look a key over.

/** The numbers of an RSA key (RFC 8017, section 3.2); a public key has only the first two. */
export interface RsaNumbers {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qi: bigint;
}

// A JSON Web Key writes numbers in base64url.
function numberOf(text: string): bigint {
  const bytes = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return toNumber(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

async function numbersOf(format: 'pkcs8' | 'spki', bytes: Bytes): Promise<RsaNumbers> {
  const algorithm = { name: 'RSA-PSS', hash: 'SHA-256' };
  const usage = format === 'spki' ? 'verify' : 'sign';
  const key = await crypto.subtle.importKey(format, bytes, algorithm, true, [usage]);
  const { n, e, d, p, q, dp, dq, qi } = await crypto.subtle.exportKey('jwk', key);
  const value = (text: string | undefined) => (text === undefined ? 0n : numberOf(text));
  return {
    ...{ n: value(n), e: value(e), d: value(d), p: value(p), q: value(q) },
    ...{ dp: value(dp), dq: value(dq), qi: value(qi) },
  };
}

/** The numbers of a private key in PKCS#8. */
export const privateNumbers = remember((bytes) => numbersOf('pkcs8', bytes));
/** The numbers of a public key in a SubjectPublicKeyInfo. */
export const publicNumbers = remember((bytes) => numbersOf('spki', bytes));

/** How long signatures and ciphertexts of the key are. */
export const modulusBytes = ({ n }: RsaNumbers) => n.toString(16).length / 2;

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`);
}

function toBytes(value: bigint, length: number): Bytes {
  const hex = value.toString(16).padStart(2 * length, '0');
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i += 1) bytes[i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

const power = async () => (await import('@noble/curves/abstract/modular.js')).pow;

/** The private operation by the Chinese remainder theorem (RFC 8017, section 5.2.1). */
export async function rsaPrivate(key: RsaNumbers, message: Bytes): Promise<Bytes> {
  const pow = await power();
  const { p, q, dp, dq, qi } = key;
  const value = toNumber(message);
  const a = pow(value % p, dp, p);
  const b = pow(value % q, dq, q);
  const h = ((((a - b) * qi) % p) + p) % p;
  return toBytes(b + q * h, modulusBytes(key));
}

/** The public operation (RFC 8017, section 5.2.2); undefined for what no private operation made. */
export async function rsaPublic(key: RsaNumbers, signature: Bytes): Promise<Bytes | undefined> {
  if (signature.length !== modulusBytes(key)) return undefined;
  const value = toNumber(signature);
  if (value >= key.n) return undefined;
  return toBytes((await power())(value, key.e, key.n), signature.length);
}

/**
 * Whether the numbers of a private key belong together: not every WebCrypto looks when it imports
 * one.
 */
export async function isConsistent(key: RsaNumbers): Promise<boolean> {
  const { n, d, p, q, dp, dq } = key;
  if (p * q !== n || d % (p - 1n) !== dp || d % (q - 1n) !== dq) return false;
  const probe = toBytes(2n, modulusBytes(key));
  const answer = await rsaPublic(key, await rsaPrivate(key, probe));
  return answer !== undefined && equalBytes(answer, probe);
}
