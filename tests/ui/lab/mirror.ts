import type { Tables } from '../../../src/engine/tables';
import type { WorldTables } from '../../../src/ui/lab/world-view';

/** A world as the page mirrors it. */
export function mirrorOf(tables: Tables): WorldTables {
  const mirror = new Map<string, Map<string, object>>();
  for (const [table, key, row] of tables.entries()) {
    const rows = mirror.get(table) ?? new Map<string, object>();
    mirror.set(table, rows.set(key, row));
  }
  return mirror;
}
