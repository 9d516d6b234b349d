import type { Random } from '../../random';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function letters(random: Random, alphabet: string, length: number): string {
  let text = '';
  for (const byte of random.bytes(length)) text += alphabet[byte % alphabet.length];
  return text;
}

/** A unique id as IAM gives: a prefix that says what it is (AIDA user, AROA role), 17 letters. */
export function entityId(prefix: 'AGPA' | 'AIDA' | 'ANPA' | 'AROA', random: Random): string {
  return prefix + letters(random, base32, 17);
}

// An access key id is base32 of 10 bytes. The first bit is 1, the next 40 bits are the account.
const idBits = 80n;
const accountBits = 40n;
const accountShift = idBits - 1n - accountBits;

/**
 * The id of a long-term (AKIA) or temporary (ASIA) access key. As in AWS it holds the account's
 * number, which is how GetAccessKeyInfo knows whose it is.
 * Source: published analyses of AWS access key ids, which GetAccessKeyInfo bears out.
 */
export function accessKeyId(prefix: 'AKIA' | 'ASIA', account: string, random: Random): string {
  let bits = 1n << (idBits - 1n);
  bits |= BigInt(account) << accountShift;
  let rest = 0n;
  for (const byte of random.bytes(5)) rest = (rest << 8n) | BigInt(byte);
  bits |= rest & ((1n << accountShift) - 1n);
  let text = '';
  for (let at = idBits - 5n; at >= 0n; at -= 5n) text += base32[Number((bits >> at) & 31n)];
  return prefix + text;
}

/** The account of an access key id; undefined for a text that is none. */
export function accountOfAccessKeyId(id: string): string | undefined {
  const letters = /^A[KS]IA([A-Z2-7]{16})$/.exec(id)?.[1];
  if (letters === undefined) return undefined;
  let bits = 0n;
  for (const letter of letters) bits = (bits << 5n) | BigInt(base32.indexOf(letter));
  const account = (bits >> accountShift) & ((1n << accountBits) - 1n);
  return String(account).padStart(12, '0');
}

/** The 40 characters of a secret access key. */
export function secretAccessKey(random: Random): string {
  const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return letters(random, base64, 40);
}
