/** From this size on, in bytes, a member of a row crosses between threads as a Blob. */
const large = 1 << 20;

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
    if (!(value instanceof Uint8Array) || value.length < large) continue;
    let blob = blobs.get(value);
    if (blob === undefined) {
      blob = new Blob([value as Uint8Array<ArrayBuffer>]);
      blobs.set(value, blob);
    }
    changed = { ...changed, [name]: blob };
  }
  return changed;
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
