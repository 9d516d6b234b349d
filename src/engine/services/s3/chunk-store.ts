import { table } from '../../tables';
import type { ChunkRecord } from './chunks';
import type { Bytes } from './key-store';

/** Chunks by `part id/index`. */
export const chunksTable = table<ChunkRecord>('s3.chunks');

let inBlobs = false;

/**
 * Has the chunks of large parts kept as Blobs from here on, or as bytes again. Blobs lie outside of
 * the memory in which the engine works, and cross to other threads and into a browser's storage
 * without being copied there.
 */
export function keepLargePartsInBlobs(whether = true): void {
  inBlobs = whether;
}

/** How many Blobs are read at once: a call costs as much as some of their bytes. */
const blobsAtOnce = 8;

/** A chunk of a part of `count` chunks as it is kept. */
export function chunkRecord(nonces: Bytes, sealed: Bytes, count: number): ChunkRecord {
  return { nonces, sealed: inBlobs && count > 1 ? new Blob([sealed]) : sealed };
}

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
