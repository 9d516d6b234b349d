import { inBlobs, type ChunkKeeper, type LargeParts } from '../engine/services/s3/chunk-store';

// Chunks of large objects, which are ciphertext, go into files of the browser that last as long as
// the page: a Worker writes and reads those many times as fast as it makes Blobs of memory and reads
// them. A piece of such a file is a Blob like others: it crosses to the page, and the page's storage
// copies its bytes. Source: WHATWG File System, "FileSystemSyncAccessHandle".

const folder = 'scratch';
const lockName = (page: string) => `envelope-lab/${folder}/${page}`;

/** A file as only Workers can open it. */
interface OpenFile {
  read(into: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  close(): void;
}

type FileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<OpenFile> };

/**
 * A name for the files of this page, which are its as long as it lives; the page tells it to each
 * Worker that it starts. Undefined where the browser has no such files.
 */
export function claimScratch(): string | undefined {
  // Both are missing on pages that come over plain HTTP.
  if (navigator.locks === undefined || navigator.storage?.getDirectory === undefined) {
    return undefined;
  }
  const page = crypto.randomUUID();
  navigator.locks
    .request(lockName(page), () => new Promise(() => undefined))
    .catch(() => undefined);
  return page;
}

interface Place {
  readonly file: FileHandle;
  readonly at: number;
}

/** The scratch files of one page, in a Worker. */
export class ScratchFiles implements LargeParts {
  readonly #page: string;
  #directory: Promise<FileSystemDirectoryHandle> | undefined;
  readonly #places = new WeakMap<Blob, Place>();
  /** The file that was read last: it is likely to be the next one too. */
  #reading: { readonly file: FileHandle; readonly open: OpenFile } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(page: string) {
    this.#page = page;
  }

  /** Where the browser refuses such files, as in some private windows, Blobs take the chunks. */
  async begin(): Promise<ChunkKeeper> {
    try {
      const directory = await (this.#directory ??= this.#openDirectory());
      const name = crypto.randomUUID();
      const file = (await directory.getFileHandle(name, { create: true })) as FileHandle;
      return this.#keeper(file, await file.createSyncAccessHandle(), () => {
        directory.removeEntry(name).catch(() => undefined);
      });
    } catch {
      return inBlobs.begin();
    }
  }

  reader(sealed: Blob): (() => Promise<Uint8Array<ArrayBuffer>>) | undefined {
    const place = this.#places.get(sealed);
    if (place === undefined) return undefined;
    return () => {
      const bytes = this.#turn.then(() => this.#read(place, sealed.size));
      this.#turn = bytes.catch(() => undefined);
      return bytes;
    };
  }

  #keeper(file: FileHandle, open: OpenFile, remove: () => void): ChunkKeeper {
    const sizes: number[] = [];
    let end = 0;
    return {
      add: (sealed) => {
        if (open.write(sealed, { at: end }) < sealed.length) throw noRoom();
        sizes.push(sealed.length);
        end += sealed.length;
      },
      finish: async () => {
        open.close();
        const whole = await file.getFile();
        let at = 0;
        return sizes.map((size) => {
          const sealed = whole.slice(at, at + size);
          this.#places.set(sealed, { file, at });
          at += size;
          return sealed;
        });
      },
      abandon: () => {
        open.close();
        remove();
      },
    };
  }

  async #read({ file, at }: Place, size: number): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#reading?.file !== file) {
      this.#reading?.open.close();
      this.#reading = undefined;
      this.#reading = { file, open: await file.createSyncAccessHandle() };
    }
    const bytes = new Uint8Array(size);
    if (this.#reading.open.read(bytes, { at }) < size)
      throw new Error('a scratch file is cut short');
    return bytes;
  }

  async #openDirectory(): Promise<FileSystemDirectoryHandle> {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle(folder, { create: true });
    await this.#removeLeftOvers(all);
    return all.getDirectoryHandle(this.#page, { create: true });
  }

  /** Removes what pages have left that are gone: nobody holds their locks. */
  async #removeLeftOvers(all: FileSystemDirectoryHandle): Promise<void> {
    for await (const page of all.keys()) {
      if (page === this.#page) continue;
      await navigator.locks.request(lockName(page), { ifAvailable: true }, async (lock) => {
        if (lock !== null) await all.removeEntry(page, { recursive: true });
      });
    }
  }
}

const noRoom = () => new DOMException('there is no room for a scratch file', 'QuotaExceededError');
