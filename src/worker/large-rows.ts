import { hasBlobs, withBlobs, withBytes } from '../engine/large-bytes';
import type { SavedRow, SavedWorld } from '../engine/saved-world';
import { chunksTable } from '../engine/services/s3/chunk-store';
import type { Change, Update } from '../engine/tables';

// The page keeps a copy of the world and stores it; large bytes it holds as Blobs, which no thread
// has in its memory. What was there before a change the page need not know.

/** A change as the page is told of it. */
export function toPage({ table, key, after }: Change): Update {
  return { table, key, after: after === undefined ? undefined : withBlobs(after) };
}

/** A whole world as the page gets it. */
export function worldToPage({ format, rows }: SavedWorld): SavedWorld {
  return { format, rows: rows.map(([table, key, row]): SavedRow => [table, key, withBlobs(row)]) };
}

/** A world of the page with its bytes; chunks of objects stay where they lie. */
export async function worldFromPage(saved: SavedWorld): Promise<SavedWorld> {
  const rows: SavedRow[] = [];
  for (const [table, key, row] of saved.rows) {
    rows.push([table, key, staysAsItIs(table, row) ? row : await withBytes(row)]);
  }
  return { format: saved.format, rows };
}

/** Changes that the page wants, with their bytes. */
export async function changesFromPage(changes: readonly Update[]): Promise<readonly Update[]> {
  const found: Update[] = [];
  for (const { table, key, after } of changes) {
    const isReady = after === undefined || staysAsItIs(table, after);
    found.push({ table, key, after: isReady ? after : await withBytes(after) });
  }
  return found;
}

const staysAsItIs = (table: string, row: object) => table === chunksTable.name || !hasBlobs(row);
