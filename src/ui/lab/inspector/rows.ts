import { recordName, type WorldTable, type WorldTables } from '../world-view';
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

/** After how many records a search may be left off. */
const stretch = 100;

/**
 * The world's tables with the records that contain `query`, tables without any left out. It yields
 * where it may be left off, with what it has found so far.
 */
export function* inspect(
  tables: WorldTables,
  touched: readonly string[],
  query: string,
): Generator<() => readonly InspectedTable[], readonly InspectedTable[]> {
  const changedRecords = new Set(touched);
  const wanted = query.trim().toLowerCase();
  const found: InspectedTable[] = [];
  let searched = 0;
  for (const [name, records] of [...tables].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const fits = (key: string, row: object) => wanted === '' || contains(name, key, row, wanted);
    const changed = changedOf(name, records, changedRecords).filter(({ key, row }) =>
      fits(key, row),
    );
    const others: InspectedRow[] = [];
    let total = wanted === '' ? records.size : changed.length;
    const soFar = (): InspectedTable => {
      const rows = [...changed, ...others].slice(0, rowsShown);
      return { name, rows, total, changed: changed.length > 0 };
    };
    for (const [key, row] of records) {
      if (wanted === '' && others.length === rowsShown) break;
      searched += 1;
      if (searched % stretch === 0)
        yield () => [...found, soFar()].filter((table) => table.total > 0);
      if (changedRecords.has(recordName({ table: name, key })) || !fits(key, row)) continue;
      if (wanted !== '') total += 1;
      if (others.length < rowsShown) others.push({ key, row, changed: false });
    }
    if (total > 0) found.push(soFar());
  }
  return found;
}

function changedOf(
  table: string,
  records: WorldTable,
  changedRecords: ReadonlySet<string>,
): InspectedRow[] {
  const name = recordName({ table, key: '' });
  return [...changedRecords].flatMap((record) => {
    const key = record.slice(name.length);
    const row = record.startsWith(name) ? records.get(key) : undefined;
    return row === undefined ? [] : [{ key, row, changed: true }];
  });
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
