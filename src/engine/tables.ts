import BTree from 'sorted-btree';

/** A record of the world: plain, structured-cloneable data that is replaced, never mutated. */
export type Row = Readonly<Record<string, unknown>>;

/** The name of a table together with the type of its rows. */
export interface Table<R extends object> {
  readonly name: string;
  /** Never present at run time: carries the row type for the compiler. */
  readonly row?: R;
}

/** Declares a table; services do this once, in their `state.ts`. */
export function table<R extends object>(name: string): Table<R> {
  return { name };
}

/**
 * One entry of the journal. Rollback, undo, the trace's write steps, the page's mirror and
 * incremental saving all read nothing else.
 */
export interface Change {
  readonly table: string;
  readonly key: string;
  readonly before: object | undefined;
  readonly after: object | undefined;
}

/** What became of a record, for who need not know what was there before. */
export type Update = Pick<Change, 'table' | 'key' | 'after'>;

/**
 * Which rows of a table to walk: keys that start with `prefix`, from `from` on or after `after`,
 * `limit` at most.
 */
export interface Range {
  readonly prefix?: string;
  readonly from?: string;
  readonly after?: string;
  readonly limit?: number;
}

/** What may be asked of the world without changing it. */
export interface Reader {
  get<R extends object>(table: Table<R>, key: string): R | undefined;
  range<R extends object>(table: Table<R>, range?: Range): (readonly [string, R])[];
  /** Rows from the greatest key down, all below `before` where it is given; as far as they are read. */
  descending<R extends object>(table: Table<R>, before?: string): Iterable<readonly [string, R]>;
  /** How many rows a table has, under keys that start with `prefix`. Reads none of them. */
  size(table: Table<object>, prefix?: string): number;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/**
 * All state of a world: ordered tables of plain records. A look-up costs the logarithm of the
 * table's size and `fork` shares every record, so neither grows noticeably with the world.
 */
export class Tables implements Reader {
  readonly #trees: Map<string, BTree<string, object>>;

  constructor(trees = new Map<string, BTree<string, object>>()) {
    this.#trees = trees;
  }

  get<R extends object>(table: Table<R>, key: string): R | undefined {
    return this.#trees.get(table.name)?.get(key) as R | undefined;
  }

  range<R extends object>(table: Table<R>, range: Range = {}): (readonly [string, R])[] {
    const { prefix = '', after, from = after, limit = Infinity } = range;
    const rows: (readonly [string, R])[] = [];
    const tree = this.#trees.get(table.name);
    if (tree === undefined || limit <= 0) return rows;
    const start = from !== undefined && from > prefix ? from : prefix;
    // Where there is nothing, as for most requests' aliases and grants, or one row is asked for, no
    // iterator is needed.
    const first = tree.getPairOrNextHigher(start);
    if (first === undefined || !first[0].startsWith(prefix)) return rows;
    if (limit === 1 && first[0] !== after) return [first as [string, R]];
    for (const [key, row] of tree.entries(start)) {
      if (!key.startsWith(prefix)) break;
      if (key === after) continue;
      rows.push([key, row as R]);
      if (rows.length >= limit) break;
    }
    return rows;
  }

  descending<R extends object>(table: Table<R>, before?: string): Iterable<readonly [string, R]> {
    const rows = this.#trees.get(table.name)?.entriesReversed(before, undefined, true) ?? [];
    return rows as Iterable<[string, R]>;
  }

  size(table: Table<object>, prefix = ''): number {
    const tree = this.#trees.get(table.name);
    if (tree === undefined || prefix === '') return tree?.size ?? 0;
    return tree.forRange(prefix, `${prefix}\uffff`, false);
  }

  /** The greatest key of a table. */
  lastKey(table: Table<object>): string | undefined {
    return this.#trees.get(table.name)?.maxKey();
  }

  /** Applies a change, whoever made it: a request, an undo, a restore. */
  apply(change: Update): void {
    let tree = this.#trees.get(change.table);
    if (change.after === undefined) {
      tree?.delete(change.key);
      return;
    }
    if (tree === undefined) {
      tree = new BTree<string, object>(undefined, compare);
      this.#trees.set(change.table, tree);
    }
    tree.set(change.key, change.after);
  }

  /** A world that starts as this one and goes its own way; the two share all records. */
  fork(): Tables {
    return new Tables(new Map([...this.#trees].map(([name, tree]) => [name, tree.clone()])));
  }

  /** Every row of every table, in order: what saving a whole world reads. */
  *entries(): Generator<readonly [table: string, key: string, row: object]> {
    for (const name of [...this.#trees.keys()].sort(compare)) {
      for (const [key, row] of this.#trees.get(name)!.entries()) yield [name, key, row];
    }
  }
}

/** The writes of one span of a request: they stand until `rollback`. */
export class Transaction {
  readonly #tables: Tables;
  readonly changes: Change[] = [];

  constructor(tables: Tables) {
    this.#tables = tables;
  }

  put<R extends object>(table: Table<R>, key: string, after: R): void {
    this.#write(table, key, after);
  }

  delete(table: Table<object>, key: string): void {
    this.#write(table, key, undefined);
  }

  #write(table: Table<object>, key: string, after: object | undefined): void {
    const change = { table: table.name, key, before: this.#tables.get(table, key), after };
    this.#tables.apply(change);
    this.changes.push(change);
  }

  /** Undoes every write of this span, last first. */
  rollback(): void {
    for (const change of invert(this.changes)) this.#tables.apply(change);
    this.changes.length = 0;
  }
}

/** The changes that lead back: in reverse order, before and after exchanged. */
export function invert(changes: readonly Change[]): Change[] {
  return changes
    .map(({ table, key, before, after }) => ({ table, key, before: after, after: before }))
    .reverse();
}
