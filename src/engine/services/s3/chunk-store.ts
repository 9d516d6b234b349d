import { concat } from '../../bytes';
import { HeldBytes } from '../../large-bytes';
import { table } from '../../tables';
import type { Context } from '../../operation';
import { chunkKey, chunksTogether, type ChunkRecord, type PlacedChunk } from './chunks';
import type { Bytes } from './key-store';

/** Chunks by `part id/index of the first`. */
export const chunksTable = table<ChunkRecord>('s3.chunks');

let inBlobs = false;

/**
 * Has the chunks of large parts kept in Blobs from here on, once the page is told of them, or as bytes
 * again. Blobs lie outside of the memory in which the engine works, and cross to other threads and
 * into a browser's storage without being copied there.
 */
export function keepLargePartsInBlobs(whether = true): void {
  inBlobs = whether;
}

/** Puts the chunks of a part to rest in the order in which they are added. */
export class ChunkWriter {
  readonly #ctx: Pick<Context, 'put'>;
  readonly #part: string;
  readonly #count: number;
  #written = 0;
  #waiting: { readonly nonces: Bytes; readonly sealed: Bytes }[] = [];

  /** `count` is how many chunks the part will have. */
  constructor(ctx: Pick<Context, 'put'>, part: string, count: number) {
    this.#ctx = ctx;
    this.#part = part;
    this.#count = count;
  }

  add(nonces: Bytes, sealed: Bytes): void {
    if (!inBlobs || this.#count === 1) {
      this.#put({ nonces, sealed }, 1);
      return;
    }
    this.#waiting.push({ nonces, sealed });
    const isLast = this.#written + this.#waiting.length === this.#count;
    if (isLast || this.#waiting.length === chunksTogether) this.#putTogether();
  }

  // A Blob costs as much to make, to tell others of and to store as some MiB that it holds.
  #putTogether(): void {
    const nonces = concat(...this.#waiting.map((chunk) => chunk.nonces));
    const sealed = new HeldBytes(this.#waiting.map((chunk) => chunk.sealed));
    hold(sealed);
    this.#put({ nonces, sealed }, this.#waiting.length);
    this.#waiting = [];
  }

  #put(record: ChunkRecord, count: number): void {
    this.#ctx.put(chunksTable, chunkKey(this.#part, this.#written), record);
    this.#written += count;
  }
}

/** The chunks that are in no Blob yet, oldest first: a large object must not be in memory whole. */
let held: HeldBytes[] = [];
/** In bytes. */
const mostHeld = 1 << 28;

function hold(chunks: HeldBytes): void {
  held = held.filter(({ hasBlob }) => !hasBlob);
  held.push(chunks);
  let bytes = held.reduce((sum, { size }) => sum + size, 0);
  for (const oldest of held) {
    if (bytes <= mostHeld) return;
    bytes -= oldest.blob.size;
  }
}

/** Reads a chunk's sealed bytes; may be asked again. */
export type ReadSealed = () => Bytes | Promise<Bytes>;

/** Reads chunks in the order in which they are added, the next row already while one is used. */
export class ChunkReader {
  #row: BlobRow | undefined;

  add({ record: { sealed }, place, start, end }: PlacedChunk): ReadSealed {
    if (sealed instanceof Uint8Array) return () => sealed.subarray(start, end);
    if (sealed instanceof HeldBytes && !sealed.hasBlob) {
      const fetched = () => sealed.blob.slice(start, end).arrayBuffer();
      return () => sealed.piece(place) ?? fetched().then((bytes) => new Uint8Array(bytes));
    }
    const blob = sealed instanceof HeldBytes ? sealed.blob : sealed;
    if (this.#row?.blob !== blob) {
      const begun = new BlobRow(blob);
      if (this.#row !== undefined) this.#row.next = begun;
      this.#row = begun;
    }
    return this.#row.add(start, Math.min(end, blob.size));
  }
}

/** Chunks that lie in one Blob: what is between the first and the last of them is read at once. */
class BlobRow {
  readonly blob: Blob;
  next: BlobRow | undefined;
  #start: number | undefined;
  #end = 0;
  #bytes: Promise<ArrayBuffer> | undefined;

  constructor(blob: Blob) {
    this.blob = blob;
  }

  /** Adds a chunk; returns how to read it. */
  add(start: number, end: number): ReadSealed {
    const first = (this.#start ??= start);
    this.#end = end;
    return async () => {
      const bytes = this.begin();
      if (this.next !== undefined) void this.next.begin();
      // After its last chunk a row is not held any longer.
      if (end === this.#end) this.#bytes = undefined;
      return new Uint8Array(await bytes, start - first, end - start);
    };
  }

  /** Its bytes. A failure is told to who waits for them, and to nobody else. */
  begin(): Promise<ArrayBuffer> {
    if (this.#bytes === undefined) {
      const isWhole = this.#start === 0 && this.#end === this.blob.size;
      const wanted = isWhole ? this.blob : this.blob.slice(this.#start, this.#end);
      this.#bytes = wanted.arrayBuffer();
      this.#bytes.catch(() => undefined);
    }
    return this.#bytes;
  }
}
