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

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower-case hexadecimal text of bytes. */
export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += hex[byte];
  return text;
}

function uuidOf(b: Uint8Array): string {
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const t = toHex(b);
  return `${t.slice(0, 8)}-${t.slice(8, 12)}-${t.slice(12, 16)}-${t.slice(16, 20)}-${t.slice(20)}`;
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
function word(seed: number, n: number): number {
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
    for (let i = 0; i < words.length; i += 1) words[i] = word(this.#seed, this.#drawn++);
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
