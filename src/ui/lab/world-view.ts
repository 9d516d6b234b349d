import type { Update } from '../../engine/tables';

/** The records of a table by their keys. */
export type WorldTable = ReadonlyMap<string, object>;

/** A table that knows its keys in order. */
export interface OrderedTable extends WorldTable {
  readonly sortedKeys: readonly string[];
}

/** All records of a world by table and key, as the page reads them. */
export type WorldTables = ReadonlyMap<string, WorldTable>;

/**
 * A table of the mirror, which changes in place, as it is shown now: there is another one after each
 * change. What was computed from a table stands for as long as it is the same one.
 */
export class TableView implements OrderedTable {
  readonly #table: OrderedTable;

  constructor(table: OrderedTable) {
    this.#table = table;
  }

  /** The keys in order. */
  get sortedKeys(): readonly string[] {
    return this.#table.sortedKeys;
  }

  get size(): number {
    return this.#table.size;
  }

  get(key: string): object | undefined {
    return this.#table.get(key);
  }

  has(key: string): boolean {
    return this.#table.has(key);
  }

  keys() {
    return this.#table.keys();
  }

  values() {
    return this.#table.values();
  }

  entries() {
    return this.#table.entries();
  }

  [Symbol.iterator]() {
    return this.#table.entries();
  }

  forEach(tell: (row: object, key: string, table: WorldTable) => void): void {
    for (const [key, row] of this.#table) tell(row, key, this);
  }
}

/** What there is before a world is open. */
export const emptyWorld: WorldTables = new Map();

/** One name for a record of the world, as `touched` holds them. */
export function recordName({ table, key }: Pick<Update, 'table' | 'key'>): string {
  return `${table} ${key}`;
}
