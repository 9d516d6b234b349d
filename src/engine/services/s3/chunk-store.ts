import { table } from '../../tables';
import type { ChunkRecord } from './chunks';
import type { Bytes } from './key-store';

/** Chunks by `part id/index`. */
export const chunksTable = table<ChunkRecord>('s3.chunks');

/** Takes the sealed chunks of one part, in their order. */
export interface ChunkKeeper {
  add(sealed: Bytes): void;
  /** All of them as they are kept. */
  finish(): readonly ChunkRecord['sealed'][] | Promise<readonly ChunkRecord['sealed'][]>;
  /** The part has come to nothing. */
  abandon(): void;
}

/** A place for the chunks of large parts, outside of the memory in which the engine works. */
export interface LargeParts {
  begin(): ChunkKeeper | Promise<ChunkKeeper>;
  /** A faster way to the bytes of a Blob of this place than to ask it; undefined for others. */
  reader?(sealed: Blob): ReadSealed | undefined;
}

let largeParts: LargeParts | undefined;

/** Has the chunks of large parts kept there from here on, or as bytes in memory again. */
export function keepLargeParts(place: LargeParts | undefined): void {
  largeParts = place;
}

/**
 * Chunks as bytes, or in Blobs: those cross to other threads and into a browser's storage without
 * being copied there.
 */
function keepAs(form: (sealed: Bytes) => ChunkRecord['sealed']): ChunkKeeper {
  const chunks: ChunkRecord['sealed'][] = [];
  return {
    add: (sealed) => void chunks.push(form(sealed)),
    finish: () => chunks,
    abandon: () => undefined,
  };
}

/** Keeps large parts in Blobs of the browser's memory. */
export const inBlobs: LargeParts = { begin: () => keepAs((sealed) => new Blob([sealed])) };

/** Begins to keep a part of `count` chunks. */
export function beginChunks(count: number): ChunkKeeper | Promise<ChunkKeeper> {
  return count > 1 && largeParts !== undefined ? largeParts.begin() : keepAs((sealed) => sealed);
}

/** How many Blobs are read at once: a call costs as much as some of their bytes. */
const blobsAtOnce = 8;

/** Reads a chunk's sealed bytes; may be asked again. */
export type ReadSealed = () => Bytes | Promise<Bytes>;

/**
 * Reads chunks in the order in which they are added. Those in Blobs are read several at once, and
 * the next ones already while the first are used.
 */
export class ChunkReader {
  #run: BlobRun | undefined;

  add({ sealed }: ChunkRecord): ReadSealed {
    if (!(sealed instanceof Blob)) {
      this.#run = undefined;
      return () => sealed;
    }
    const direct = largeParts?.reader?.(sealed);
    if (direct !== undefined) return direct;
    if (this.#run === undefined || this.#run.length >= blobsAtOnce) {
      const begun = new BlobRun();
      if (this.#run !== undefined) this.#run.next = begun;
      this.#run = begun;
    }
    return this.#run.add(sealed);
  }
}

/** Blobs that are read together. */
class BlobRun {
  next: BlobRun | undefined;
  readonly #blobs: Blob[] = [];
  #bytes: Promise<ArrayBuffer> | undefined;
  #size = 0;

  get length(): number {
    return this.#blobs.length;
  }

  /** Adds a Blob; returns how to read it. */
  add(blob: Blob): ReadSealed {
    const start = this.#size;
    const end = start + blob.size;
    this.#size = end;
    this.#blobs.push(blob);
    return async () => {
      const bytes = this.begin();
      if (this.next !== undefined) void this.next.begin();
      // After its last chunk a run is not held any longer.
      if (end === this.#size) this.#bytes = undefined;
      return new Uint8Array(await bytes, start, end - start);
    };
  }

  /** All of its bytes. A failure is told to who waits for them, and to nobody else. */
  begin(): Promise<ArrayBuffer> {
    if (this.#bytes === undefined) {
      this.#bytes = new Blob(this.#blobs).arrayBuffer();
      this.#bytes.catch(() => undefined);
    }
    return this.#bytes;
  }
}
