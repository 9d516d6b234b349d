import { recordName, type WorldTables } from '../world-view';
import { valueText } from './value-text';

/** A record as the inspector lists it. */
export interface InspectedRow {
  readonly key: string;
  readonly row: object;
  /** Whether the last command created or changed it. */
  readonly changed: boolean;
}

/** A table as the inspector lists it: changed records first, and not too many. */
export interface InspectedTable {
  readonly name: string;
  readonly rows: readonly InspectedRow[];
  /** How many records fit the search, shown or not. */
  readonly total: number;
  readonly changed: boolean;
}

/** How many records of a table are listed; the search finds the others. */
export const rowsShown = 100;

/** Whole records longer than this (their files) are searched by key alone. */
const searchedBytes = 65_536;

/** The world's tables with the records that contain `query`, tables without any left out. */
export function inspect(
  tables: WorldTables,
  touched: readonly string[],
  query: string,
): InspectedTable[] {
  const changedRecords = new Set(touched);
  const wanted = query.trim().toLowerCase();
  return [...tables]
    .map(([name, records]): InspectedTable => {
      const all = [...records]
        .filter(([key, row]) => wanted === '' || contains(name, key, row, wanted))
        .map(([key, row]) => {
          return { key, row, changed: changedRecords.has(recordName({ table: name, key })) };
        });
      const rows = [...all.filter(({ changed }) => changed), ...all.filter((row) => !row.changed)];
      const changed = all.some((row) => row.changed);
      return { name, rows: rows.slice(0, rowsShown), total: all.length, changed };
    })
    .filter(({ total }) => total > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function contains(table: string, key: string, row: object, wanted: string): boolean {
  return `${table} ${key}`.toLowerCase().includes(wanted) || valueContains(row, wanted);
}

function valueContains(value: unknown, wanted: string): boolean {
  if (typeof value !== 'object' || value === null) {
    return String(value).toLowerCase().includes(wanted);
  }
  if (value instanceof Uint8Array) {
    return value.length <= searchedBytes && valueText(value).includes(wanted);
  }
  if (value instanceof Blob) return false;
  return Object.entries(value).some(
    ([member, inner]) => member.toLowerCase().includes(wanted) || valueContains(inner, wanted),
  );
}
