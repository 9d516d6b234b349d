import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64, encodeBase64 } from '../../base64';
import type { Random } from '../../random';
import type { PasswordVerifier } from './state';

// SCRAM-SHA-256 as PostgreSQL keeps it. Sources: RFC 7677, RFC 5802, section 3, and PostgreSQL's
// documentation, "Password Authentication" (scram_iterations).
const iterations = 4096;
const saltLength = 16;

/** Keys computed before, by password and salt: who sets a password most often logs in with it next. */
const known = new Map<string, string>();
const mostKnown = 1024;

async function storedKey(password: string, salt: Uint8Array, rounds: number): Promise<string> {
  const name = JSON.stringify([encodeBase64(salt), rounds, password]);
  const before = known.get(name);
  if (before !== undefined) return before;
  const key = encodeBase64(await computeStoredKey(password, salt, rounds));
  const [oldest] = known.keys();
  if (known.size >= mostKnown && oldest !== undefined) known.delete(oldest);
  known.set(name, key);
  return key;
}

async function computeStoredKey(
  password: string,
  salt: Uint8Array,
  rounds: number,
): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const material = await crypto.subtle.importKey(
    ...(['raw', encoder.encode(password), 'PBKDF2', false, ['deriveBits']] as const),
  );
  const salted = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt: Uint8Array.from(salt), iterations: rounds },
    material,
    256,
  );
  // At once: what follows is less work than handing it to another thread three times.
  return sha256(hmac(sha256, new Uint8Array(salted), encoder.encode('Client Key')));
}

/** What a database keeps of a password: enough to check it, and not the password. */
export async function verifierOf(password: string, random: Random): Promise<PasswordVerifier> {
  const salt = random.bytes(saltLength);
  const key = await storedKey(password, salt, iterations);
  return { salt: encodeBase64(salt), iterations, storedKey: key };
}

/** Whether this is the password. */
export async function verifies(password: string, verifier: PasswordVerifier): Promise<boolean> {
  const salt = decodeBase64(verifier.salt) ?? new Uint8Array(0);
  const key = await storedKey(password, salt, verifier.iterations);
  return key === verifier.storedKey;
}
