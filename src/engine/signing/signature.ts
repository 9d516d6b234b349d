import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

// AWS Signature Version 4. Source: IAM User Guide, "Create a signed AWS API request", steps 2 to 4.

/** The algorithm's name, as requests write it. */
export const sigV4Algorithm = 'AWS4-HMAC-SHA256';

/** What ends every scope. */
export const scopeTerminator = 'aws4_request';

/** What a signature is good for. */
export interface Scope {
  /** `YYYYMMDD`. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
}

/** Hash functions that answer at once. */
export interface Hashing {
  /** In hex; text is hashed in UTF-8. */
  sha256(data: Uint8Array | string): string;
  /** With SHA-256; `text` in UTF-8. */
  hmac(key: Uint8Array, text: string): Uint8Array;
  /** The same in hex. */
  hmacHex(key: Uint8Array, text: string): string;
}

/** The hash functions of a platform that has none of its own. */
export const anywhereHashing: Hashing = {
  sha256: (data) => bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data)),
  hmac: (key, text) => hmac(sha256, key, utf8ToBytes(text)),
  hmacHex: (key, text) => bytesToHex(hmac(sha256, key, utf8ToBytes(text))),
};

/** A scope as it is written in credentials and strings to sign. */
export function scopeText({ date, region, service, terminator }: Scope): string {
  return `${date}/${region}/${service}/${terminator}`;
}

/** The text that is signed for a request, from its canonical form. */
export function stringToSign(
  canonical: string,
  timestamp: string,
  scope: Scope,
  hashing: Hashing = anywhereHashing,
): string {
  return `${sigV4Algorithm}\n${timestamp}\n${scopeText(scope)}\n${hashing.sha256(canonical)}`;
}

/** The signature of a text, in hex, as a secret access key makes it for a scope. */
export function sign(
  text: string,
  secretAccessKey: string,
  scope: Scope,
  hashing: Hashing = anywhereHashing,
): string {
  return hashing.hmacHex(signingKey(secretAccessKey, scope, hashing), text);
}

/** A time in ms as `YYYYMMDDTHHMMSSZ`, ISO 8601's basic format. */
export function basicTimestamp(time: number): string {
  return `${new Date(time).toISOString().replace(/[-:]/g, '').slice(0, 15)}Z`;
}

// A signing key is good for a day, so the same few are needed again and again.
const signingKeys = new Map<string, Uint8Array>();
const mostSigningKeys = 1000;

function signingKey(secret: string, scope: Scope, hashing: Hashing): Uint8Array {
  const { date, region, service, terminator } = scope;
  const name = `${secret}/${date}/${region}/${service}`;
  const known = signingKeys.get(name);
  if (known !== undefined) return known;
  const key = [date, region, service, terminator].reduce<Uint8Array>(
    (previous, text) => hashing.hmac(previous, text),
    utf8ToBytes(`AWS4${secret}`),
  );
  if (signingKeys.size >= mostSigningKeys) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}
