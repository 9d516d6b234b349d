import { toHex } from '../engine/random';

/** How a secret may be written down. */
export type SecretForm = 'raw' | 'base64' | 'hex';

/** That a text holds a secret, or a piece of it. */
export interface SecretHit {
  /** Position of the secret in the list the finder was made of. */
  readonly secret: number;
  readonly form: SecretForm;
}

/** Secrets of fewer bytes are not looked for: they turn up everywhere by chance. */
export const shortestSecret = 6;

// A secret of 64 bytes or more is looked for by pieces, so that a part of it is found as well.
const pieceLength = 32;
const mostPieces = 1024;
const shortestNeedle = shortestSecret;

interface Needle extends SecretHit {
  readonly bytes: Uint8Array;
}

/** Needles whose first `length` bytes are hashed together as the window rolls over the text. */
interface Window {
  readonly length: number;
  /** base ** length, to take the byte that leaves the window out of the hash. */
  readonly power: number;
  readonly needles: Map<number, Needle[]>;
  /** One bit for each hash modulo its size: says no to nearly every position at once. */
  readonly sieve: Uint8Array;
}

const base = 0x01000193;
const sieveBits = 18;

/**
 * Looks for many secrets at once (Rabin and Karp's search): the time grows with the length of the
 * text only, whatever the secrets are and however many.
 */
export class SecretFinder {
  readonly #windows: Readonly<Record<SecretForm, readonly Window[]>>;

  constructor(secrets: readonly Uint8Array[]) {
    const needles = secrets.flatMap((bytes, secret) => needlesOf(bytes, secret));
    const of = (form: SecretForm) => windowsOf(needles.filter((needle) => needle.form === form));
    this.#windows = { raw: of('raw'), base64: of('base64'), hex: of('hex') };
  }

  /** Every secret that `text` holds whole, or a long piece of, in each form it takes. */
  find(text: Uint8Array): SecretHit[] {
    return [
      ...search(text, this.#windows.raw),
      ...search(withoutLayout(text, sameByte), this.#windows.base64),
      ...search(withoutLayout(text, hexDigit), this.#windows.hex),
    ];
  }
}

function needlesOf(secret: Uint8Array, index: number): Needle[] {
  return pieces(secret).flatMap((piece) => [
    { secret: index, form: 'raw' as const, bytes: piece },
    { secret: index, form: 'hex' as const, bytes: ascii(toHex(piece)) },
    ...base64Needles(piece, index),
  ]);
}

function pieces(secret: Uint8Array): Uint8Array[] {
  if (secret.length < shortestSecret) return [];
  if (secret.length < 2 * pieceLength) return [secret].filter(isTelling);
  const stride = Math.max(pieceLength, Math.ceil(secret.length / mostPieces));
  const found: Uint8Array[] = [];
  for (let at = 0; at + pieceLength <= secret.length; at += stride) {
    found.push(secret.subarray(at, at + pieceLength));
  }
  return found.filter(isTelling);
}

/** Runs of zeros and the like are padding wherever they occur, and give no secret away. */
function isTelling(piece: Uint8Array): boolean {
  return new Set(piece).size > 2;
}

/**
 * What Base64 makes of a piece: alone, or at each of the three places it can have among the
 * groups of three bytes of something longer. Groups shared with neighbours are left out.
 */
function base64Needles(piece: Uint8Array, secret: number): Needle[] {
  return [0, 1, 2].flatMap((offset) => {
    const whole = piece.subarray(offset, offset + 3 * Math.floor((piece.length - offset) / 3));
    const bytes = ascii(btoa(String.fromCharCode(...whole)));
    return bytes.length < shortestNeedle ? [] : [{ secret, form: 'base64' as const, bytes }];
  });
}

const encoder = new TextEncoder();

function ascii(text: string): Uint8Array {
  return encoder.encode(text);
}

// Few window lengths mean few passes over the text; the rest of a needle is compared at a hit. The
// pieces of a long secret, which are many and may begin alike, have a window of their whole length:
// 32 bytes as they are, 64 characters in hexadecimal, 40 in Base64.
const windowLengths = [64, 40, pieceLength, 16, 8];

function windowLength({ bytes }: Needle): number {
  return windowLengths.find((length) => length <= bytes.length) ?? bytes.length;
}

function windowsOf(needles: readonly Needle[]): Window[] {
  const windows = new Map<number, Window>();
  for (const needle of needles) {
    const length = windowLength(needle);
    const window = windows.get(length) ?? emptyWindow(length);
    windows.set(length, window);
    let hash = 0;
    for (let i = 0; i < length; i += 1) hash = roll(hash, needle.bytes[i]!);
    const same = window.needles.get(hash) ?? [];
    if (same.some((other) => isSameNeedle(other, needle))) continue;
    window.needles.set(hash, [...same, needle]);
    const bit = sieveBit(hash);
    window.sieve[bit >>> 3]! |= 1 << (bit & 7);
  }
  return [...windows.values()];
}

function emptyWindow(length: number): Window {
  let power = 1;
  for (let i = 0; i < length; i += 1) power = Math.imul(power, base);
  return { length, power, needles: new Map(), sieve: new Uint8Array(2 ** sieveBits / 8) };
}

function roll(hash: number, byte: number): number {
  return (Math.imul(hash, base) + byte) | 0;
}

/** The hash's low bits depend on few bytes only; its high bits on all. */
function sieveBit(hash: number): number {
  return hash >>> (32 - sieveBits);
}

function isSameNeedle(a: Needle, b: Needle): boolean {
  return a.secret === b.secret && a.bytes.length === b.bytes.length && isAt(a.bytes, b.bytes, 0);
}

function search(text: Uint8Array, windows: readonly Window[]): SecretHit[] {
  const hits = new Map<number, SecretHit>();
  for (const { length, power, needles, sieve } of windows) {
    let hash = 0;
    for (let end = 0; end < text.length; end += 1) {
      hash = roll(hash, text[end]!);
      if (end >= length) hash = (hash - Math.imul(power, text[end - length]!)) | 0;
      const bit = sieveBit(hash);
      if ((sieve[bit >>> 3]! & (1 << (bit & 7))) === 0 || end < length - 1) continue;
      for (const { bytes, secret, form } of needles.get(hash) ?? []) {
        if (hits.has(secret) || !isAt(bytes, text, end - length + 1)) continue;
        hits.set(secret, { secret, form });
      }
    }
  }
  return [...hits.values()];
}

function isAt(needle: Uint8Array, text: Uint8Array, start: number): boolean {
  if (start + needle.length > text.length) return false;
  for (let i = 0; i < needle.length; i += 1) if (text[start + i] !== needle[i]) return false;
  return true;
}

const dropped = -1;
const layout = new Set([...' \t\r\n'].map((character) => character.charCodeAt(0)));
const colon = 0x3a;

const sameByte = Int16Array.from({ length: 256 }, (_, byte) => (layout.has(byte) ? dropped : byte));

/** Also folds capital A-F, and drops the colons that OpenSSL puts between bytes. */
const hexDigit = sameByte.map((byte) => {
  if (byte === colon) return dropped;
  return byte >= 0x41 && byte <= 0x46 ? byte + 0x20 : byte;
});

/** The text as one line: encoders wrap theirs at 64 or 76 characters. */
function withoutLayout(text: Uint8Array, map: Int16Array): Uint8Array {
  const line = new Uint8Array(text.length);
  let length = 0;
  for (const byte of text) {
    const kept = map[byte]!;
    if (kept !== dropped) line[length++] = kept;
  }
  return line.subarray(0, length);
}
