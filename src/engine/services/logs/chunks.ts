import { concat, type Bytes } from '../../bytes';
import type { Context } from '../../operation';
import { table, type Reader } from '../../tables';
import { open, seal, type Material } from '../kms/hsm/index';

// How log events lie at rest. Every PutLogEvents makes a chunk: its events as JSON, a list of pairs
// [timestamp, message], sealed with AES-256-GCM. A chunk's row holds
//
//   nonce    12 bytes
//   sealed   the ciphertext, as long as the JSON, and its 16-byte tag
//
// and the key of that row, which names the log group, the stream and the number of the chunk, is
// authenticated beside it: no chunk can take another's place. That AWS encrypts log data with
// AES-256-GCM is published ("Encrypt log data in CloudWatch Logs using AWS Key Management Service",
// CloudWatch Logs User Guide); how the bytes lie is this model's.

/** A batch of events of a log stream, sealed. Times in ms. */
export interface ChunkRecord {
  readonly nonce: Bytes;
  readonly sealed: Bytes;
  /** The data key, in `data-keys.ts`. */
  readonly dataKey: string;
  readonly ingestionTime: number;
  /** Times of its earliest and its latest event. */
  readonly first: number;
  readonly last: number;
  readonly count: number;
  /** Bytes of the events as PutLogEvents counts them. */
  readonly bytes: number;
  /** Its own key, which says whose it is. */
  readonly key: string;
}

/** An event as a chunk holds it: its time in ms, and its message. */
export type StoredEvent = readonly [timestamp: number, message: string];

/** Chunks by `key of the stream:number`. */
export const chunksTable = table<ChunkRecord>('logs.chunks');

/** Bytes of a chunk's nonce. */
export const nonceBytes = 12;
const numberDigits = 12;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The key of a chunk. */
export function chunkKey(stream: string, number: number): string {
  return `${stream}:${String(number).padStart(numberDigits, '0')}`;
}

/** The number of a chunk, from its key. */
export function chunkNumber(key: string): number {
  return Number(key.slice(-numberDigits));
}

/** Puts events to rest; returns how many bytes of plaintext they were. */
export async function sealChunk(
  ctx: Context,
  key: string,
  events: readonly StoredEvent[],
  { id: dataKey, ...material }: Material & { readonly id: string },
  bytes: number,
): Promise<number> {
  const plaintext = encoder.encode(JSON.stringify(events));
  const nonce = ctx.random.bytes(nonceBytes);
  const sealed = asBytes(await seal(material, nonce, encoder.encode(key), plaintext));
  const [first = 0] = events[0] ?? [];
  const [last = 0] = events.at(-1) ?? [];
  const { now: ingestionTime } = ctx;
  ctx.put(chunksTable, key, {
    ...{ nonce, sealed, dataKey, ingestionTime, first, last, count: events.length, bytes, key },
  });
  return plaintext.length;
}

function asBytes(bytes: ArrayBuffer | Uint8Array): Bytes {
  return (bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes)) as Bytes;
}

/** The events of a chunk. Fails where the chunk, its place or the data key is another. */
export async function openChunk(
  key: string,
  { nonce, sealed }: Pick<ChunkRecord, 'nonce' | 'sealed'>,
  material: Material,
): Promise<readonly StoredEvent[]> {
  const plaintext = await open(material, nonce, encoder.encode(key), sealed);
  if (plaintext === undefined) throw new Error(`the chunk ${key} is damaged`);
  return JSON.parse(decoder.decode(plaintext)) as readonly StoredEvent[];
}

/** A chunk's bytes at rest, in the order of the layout. */
export function bytesAtRest({ nonce, sealed }: ChunkRecord): Bytes {
  return concat(nonce, sealed);
}

/** The chunks of a log stream, in the order in which they came. */
export function chunksOf(reader: Pick<Reader, 'range'>, stream: string) {
  return reader.range(chunksTable, { prefix: `${stream}:` });
}

/** Removes the chunks of a log stream; returns how many bytes of events were in them. */
export function dropChunks(ctx: Context, stream: string): number {
  let bytes = 0;
  for (const [key, chunk] of chunksOf(ctx, stream)) {
    bytes += chunk.bytes;
    ctx.delete(chunksTable, key);
  }
  return bytes;
}
