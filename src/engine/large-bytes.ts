/** From this size on, in bytes, a member of a row crosses between threads as a Blob. */
const large = 1 << 20;

/**
 * Large bytes in pieces, as a member of a row, until they have to be a Blob: when the row crosses to
 * another thread, or when there is no room for them any more. Making one takes a third of the time
 * that enciphering its bytes took.
 */
export class HeldBytes {
  readonly size: number;
  #pieces: readonly Uint8Array<ArrayBuffer>[];
  #blob: Blob | undefined;

  constructor(pieces: readonly Uint8Array<ArrayBuffer>[]) {
    this.#pieces = pieces;
    this.size = pieces.reduce((sum, { length }) => sum + length, 0);
  }

  /** A piece, until the Blob is made. */
  piece(index: number): Uint8Array<ArrayBuffer> | undefined {
    return this.#pieces[index];
  }

  get hasBlob(): boolean {
    return this.#blob !== undefined;
  }

  /** They are in it alone from then on. */
  get blob(): Blob {
    this.#blob ??= new Blob([...this.#pieces]);
    this.#pieces = [];
    return this.#blob;
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
