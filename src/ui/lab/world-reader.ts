import type { Range, Reader, Table } from '../../engine/tables';
import { TableView, type WorldTable, type WorldTables } from './world-view';

/**
 * Reads the page's mirror as the engine's functions read a world. Rows under a prefix are in order;
 * those of a whole table come as the mirror has them, which spares sorting what is only summed up.
 */
export function worldReader(tables: WorldTables): Reader {
  const sorted = new Map<WorldTable, readonly string[]>();
  const rowsOf = ({ name }: Table<object>): WorldTable => tables.get(name) ?? noRows;
  const keysOf = (table: Table<object>) => {
    const rows = rowsOf(table);
    if (rows instanceof TableView) return rows.sortedKeys;
    let keys = sorted.get(rows);
    if (keys === undefined) sorted.set(rows, (keys = [...rows.keys()].sort()));
    return keys;
  };
  const under = (table: Table<object>, { prefix = '', after, limit = Infinity }: Range) => {
    const keys = keysOf(table);
    const found: string[] = [];
    for (let at = firstFrom(keys, prefix); at < keys.length && found.length < limit; at += 1) {
      const key = keys[at] ?? '';
      if (!key.startsWith(prefix)) break;
      if (after === undefined || key > after) found.push(key);
    }
    return found;
  };
  return {
    get: <R extends object>(table: Table<R>, key: string) =>
      rowsOf(table).get(key) as R | undefined,
    range<R extends object>(table: Table<R>, range: Range = {}) {
      const rows = rowsOf(table) as ReadonlyMap<string, R>;
      const { prefix = '', after, limit } = range;
      if (prefix === '' && after === undefined && limit === undefined) return [...rows];
      return under(table, range).map((key) => [key, rows.get(key) as R] as const);
    },
    *descending<R extends object>(table: Table<R>, before?: string) {
      const rows = rowsOf(table) as ReadonlyMap<string, R>;
      const keys = keysOf(table);
      const end = before === undefined ? keys.length : firstFrom(keys, before);
      for (let at = end - 1; at >= 0; at -= 1) {
        const key = keys[at] ?? '';
        yield [key, rows.get(key) as R] as const;
      }
    },
    size: (table, prefix = '') =>
      prefix === '' ? rowsOf(table).size : under(table, { prefix }).length,
  };
}

const noRows: WorldTable = new Map();

/** Where the first key that is not below `start` stands. */
function firstFrom(keys: readonly string[], start: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
