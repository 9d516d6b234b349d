/** From this size on, in bytes, a member of a row crosses between threads as a Blob. */
const large = 1 << 20;

/**
 * Large bytes in pieces, as a member of a row. They become a Blob when the row crosses to another
 * thread, or when there is no room for them any more: making one takes as long as enciphering a third
 * of its bytes.
 */
export class HeldBytes {
  readonly size: number;
  #pieces: readonly Uint8Array<ArrayBuffer>[] | undefined;
  #blob: Blob | undefined;

  constructor(pieces: readonly Uint8Array<ArrayBuffer>[]) {
    this.#pieces = pieces;
    this.size = pieces.reduce((sum, { length }) => sum + length, 0);
  }

  /** A piece, where it is still held. */
  piece(index: number): Uint8Array<ArrayBuffer> | undefined {
    return this.#pieces?.[index];
  }

  get hasBlob(): boolean {
    return this.#blob !== undefined;
  }

  get blob(): Blob {
    return (this.#blob ??= new Blob([...(this.#pieces ?? [])]));
  }

  /** Gives the room up that the pieces take. */
  letGo(): void {
    this.#blob = this.blob;
    this.#pieces = undefined;
  }
}

/** Rows are never changed, so the same bytes are always the same Blob. */
const blobs = new WeakMap<Uint8Array, Blob>();

/**
 * A row whose large bytes are Blobs: it crosses to another thread, and into a browser's storage,
 * without being copied there, and is not held in the memory of who keeps it.
 */
export function withBlobs<R extends object>(row: R): R {
  let changed = row;
  const members = row as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const value = members[name];
    if (isLarge(value)) changed = { ...changed, [name]: blobOf(value) };
  }
  return changed;
}

/** How many bytes of a row `withBlobs` would have to put in Blobs first. */
export function bytesWithoutBlob(row: object): number {
  let bytes = 0;
  const members = row as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const value = members[name];
    if (!isLarge(value)) continue;
    if (value instanceof HeldBytes) bytes += value.hasBlob ? 0 : value.size;
    else if (!blobs.has(value)) bytes += value.length;
  }
  return bytes;
}

function isLarge(value: unknown): value is Uint8Array | HeldBytes {
  return value instanceof HeldBytes || (value instanceof Uint8Array && value.length >= large);
}

function blobOf(value: Uint8Array | HeldBytes): Blob {
  if (value instanceof HeldBytes) return value.blob;
  let blob = blobs.get(value);
  if (blob === undefined) {
    blob = new Blob([value as Uint8Array<ArrayBuffer>]);
    blobs.set(value, blob);
  }
  return blob;
}

/** The row with its bytes back. */
export async function withBytes<R extends object>(row: R): Promise<R> {
  let changed = row;
  for (const [name, value] of Object.entries(row) as [string, unknown][]) {
    if (!(value instanceof Blob)) continue;
    const bytes = new Uint8Array(await value.arrayBuffer());
    blobs.set(bytes, value);
    changed = { ...changed, [name]: bytes };
  }
  return changed;
}

/** Whether `withBytes` has anything to do. */
export function hasBlobs(row: object): boolean {
  for (const name in row) if ((row as Record<string, unknown>)[name] instanceof Blob) return true;
  return false;
}
