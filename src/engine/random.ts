import { table, type Reader, type Transaction } from './tables';

/** Where a world's chance comes from: a seed and how far it was used, or the machine's generator. */
export interface RandomRecord {
  readonly seed: number | null;
  readonly drawn: number;
}

export const randomTable = table<RandomRecord>('engine.random');
const key = 'world';

/** A source of random bytes for one request. */
export interface Random {
  bytes(length: number): Uint8Array<ArrayBuffer>;
  /** A version 4 UUID: key ids, request ids, event ids. */
  uuid(): string;
}

/** A source of random bytes and nothing else. */
export type RandomBytes = Pick<Random, 'bytes'>;

const digits = Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

// Joining digits one by one would leave a chain of partial strings in memory, so a text is made
// from its character codes in one go, in pieces that fit a call's arguments.
const piece = 4096;

/** Lower-case hexadecimal text of bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < bytes.length; from += piece) {
    const codes: number[] = [];
    for (const byte of bytes.subarray(from, from + piece)) {
      codes.push(digits[byte >> 4]!, digits[byte & 15]!);
    }
    text += String.fromCharCode.apply(null, codes);
  }
  return text;
}

const hyphen = '-'.charCodeAt(0);

function uuidOf(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const codes: number[] = [];
  for (let i = 0; i < 16; i += 1) {
    if (i === 4 || i === 6 || i === 8 || i === 10) codes.push(hyphen);
    codes.push(digits[bytes[i]! >> 4]!, digits[bytes[i]! & 15]!);
  }
  return String.fromCharCode.apply(null, codes);
}

// One call of getRandomValues costs about as much for 4 KiB as for 12 bytes.
const pool = new Uint8Array(4096);
let used = pool.length;

function machineBytes(length: number): Uint8Array<ArrayBuffer> {
  if (length > pool.length) {
    const bytes = new Uint8Array(length);
    for (let at = 0; at < length; at += 65_536) {
      crypto.getRandomValues(bytes.subarray(at, at + 65_536));
    }
    return bytes;
  }
  if (used + length > pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const bytes = pool.slice(used, used + length);
  pool.fill(0, used, used + length);
  used += length;
  return bytes;
}

const machineRandom: OpenRandom = {
  bytes: machineBytes,
  uuid: () => uuidOf(machineBytes(16)),
  close: () => undefined,
};

/** Mixes a 32-bit counter and the seed (splitmix32): the n-th word of a seeded world. */
export function seededWord(seed: number, n: number): number {
  let z = (seed + Math.imul(n + 1, 0x9e3779b9)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/**
 * Bytes that a seed repeats: for scenarios, questions and tests whose worlds must come out the
 * same every time. They are predictable by design; worlds people work in have no seed.
 */
class SeededRandom implements OpenRandom {
  readonly #seed: number;
  readonly #opened: number;
  #drawn: number;

  constructor(seed: number, drawn: number) {
    this.#seed = seed;
    this.#opened = drawn;
    this.#drawn = drawn;
  }

  bytes(length: number): Uint8Array<ArrayBuffer> {
    const words = new Uint32Array(Math.ceil(length / 4));
    for (let i = 0; i < words.length; i += 1) words[i] = seededWord(this.#seed, this.#drawn++);
    return new Uint8Array(words.buffer).slice(0, length);
  }

  uuid(): string {
    return uuidOf(this.bytes(16));
  }

  close(tx: Transaction): void {
    if (this.#drawn !== this.#opened)
      tx.put(randomTable, key, { seed: this.#seed, drawn: this.#drawn });
  }
}

/** The world's source of chance, and how far it was used once the work that drew from it is done. */
export interface OpenRandom extends Random {
  close(tx: Transaction): void;
}

/** Opens the world's source of chance for one piece of work, which closes it at its end. */
export function openRandom(reader: Reader): OpenRandom {
  const record = reader.get(randomTable, key);
  if (record === undefined || record.seed === null) return machineRandom;
  return new SeededRandom(record.seed, record.drawn);
}

/** Gives a world its seed, or none. */
export function seedWorld(tx: Transaction, seed: number | null): void {
  tx.put(randomTable, key, { seed, drawn: 0 });
}
