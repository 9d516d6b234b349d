import type { Random } from '../../random';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

function letters(random: Random, alphabet: string, length: number): string {
  let text = '';
  for (const byte of random.bytes(length)) text += alphabet[byte % alphabet.length];
  return text;
}

/** A unique id as IAM gives: a prefix that says what it is (AIDA user, AKIA access key), 17 letters. */
export function entityId(
  prefix: 'AGPA' | 'AIDA' | 'AKIA' | 'ANPA' | 'AROA' | 'ASIA',
  random: Random,
): string {
  return prefix + letters(random, base32, prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17);
}

/** The 40 characters of a secret access key. */
export function secretAccessKey(random: Random): string {
  const base64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return letters(random, base64, 40);
}
