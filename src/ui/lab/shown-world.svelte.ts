import { TableView, type OrderedTable, type WorldTable, type WorldTables } from './world-view';

class Shown {
  view = $state.raw<TableView>();

  constructor(view: TableView) {
    this.view = view;
  }
}

/**
 * The world as the page shows it. What reads a table follows that table and no other: a list of many
 * rows costs nothing while only the clock moves.
 */
export class ShownWorld implements WorldTables {
  // What follows a table asks `Shown`.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  readonly #shown = new Map<string, Shown>();
  /** Another object when a table came or went: who asked for one that was not there follows it. */
  #names = $state.raw<object>({});

  /** Shows changed tables anew, or all of them. */
  show(tables: ReadonlyMap<string, OrderedTable>, changed: Iterable<string> = tables.keys()): void {
    // Each once: a command may change thousands of records.
    // eslint-disable-next-line svelte/prefer-svelte-reactivity
    for (const name of new Set(changed)) {
      const table = tables.get(name);
      const shown = this.#shown.get(name);
      if (table === undefined) continue;
      const view = new TableView(table);
      if (shown !== undefined) shown.view = view;
      else {
        this.#shown.set(name, new Shown(view));
        this.#names = {};
      }
    }
    // Those of another world that was shown before.
    for (const [name, shown] of this.#shown) {
      if (tables.has(name)) continue;
      this.#shown.delete(name);
      shown.view = undefined;
      this.#names = {};
    }
  }

  get size(): number {
    void this.#names;
    return this.#shown.size;
  }

  get(name: string): TableView | undefined {
    const shown = this.#shown.get(name);
    if (shown === undefined) void this.#names;
    return shown?.view;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  keys() {
    void this.#names;
    return this.#shown.keys();
  }

  values() {
    return this.#all.map(([, view]) => view).values();
  }

  entries() {
    return this.#all.values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  forEach(tell: (table: WorldTable, name: string, tables: WorldTables) => void): void {
    for (const [name, view] of this.#all) tell(view, name, this);
  }

  get #all(): [string, TableView][] {
    void this.#names;
    return [...this.#shown].flatMap(([name, { view }]) => (view ? [[name, view]] : []));
  }
}
