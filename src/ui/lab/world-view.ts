import type { Update } from '../../engine/tables';

/** All records of a world by table and key, as the page reads them. */
export type WorldTables = ReadonlyMap<string, ReadonlyMap<string, object>>;

/**
 * A new view of tables that change in place. It costs one entry a table; being new, it makes
 * everything computed from it follow.
 */
export function viewOf(tables: WorldTables): WorldTables {
  return new Map(tables);
}

/** What there is before a world is open. */
export const emptyWorld: WorldTables = new Map();

/** One name for a record of the world, as `touched` holds them. */
export function recordName({ table, key }: Pick<Update, 'table' | 'key'>): string {
  return `${table} ${key}`;
}
