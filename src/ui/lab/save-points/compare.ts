import type { SavedWorld } from '../../../engine/saved-world';

/** A record that two worlds do not have alike. */
export interface Difference {
  readonly table: string;
  readonly key: string;
  readonly what: 'added' | 'removed' | 'changed';
  readonly before: object | undefined;
  readonly after: object | undefined;
}

/** The records that differ from one world to the other, table by table. */
export function differences(before: SavedWorld, after: SavedWorld): readonly Difference[] {
  const name = (table: string, key: string) => `${table}\n${key}`;
  const old = new Map(before.rows.map(([table, key, row]) => [name(table, key), row]));
  const found: Difference[] = [];
  for (const [table, key, row] of after.rows) {
    const was = old.get(name(table, key));
    old.delete(name(table, key));
    if (was === undefined) found.push({ table, key, what: 'added', before: was, after: row });
    else if (!same(was, row)) found.push({ table, key, what: 'changed', before: was, after: row });
  }
  for (const [table, key, row] of before.rows) {
    if (!old.has(name(table, key))) continue;
    found.push({ table, key, what: 'removed', before: row, after: undefined });
  }
  return found.sort((a, b) => (name(a.table, a.key) < name(b.table, b.key) ? -1 : 1));
}

/** Equality of records: plain data, and bytes. Large bytes in Blobs are equal when they are the same. */
function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Blob || b instanceof Blob) {
    return a instanceof Blob && b instanceof Blob && a.size === b.size;
  }
  if (a instanceof Uint8Array && b instanceof Uint8Array) {
    return a.length === b.length && a.every((byte, i) => byte === b[i]);
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((key) => same(a[key as keyof typeof a], b[key as keyof typeof b]));
}
