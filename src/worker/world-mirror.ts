import { savedFormat, type SavedRow, type SavedWorld } from '../engine/saved-world';
import type { Update } from '../engine/tables';
import { MirroredTable } from './mirrored-table';

/**
 * The page's copy of a world, kept up to date by the journal. From it the page draws the state,
 * and restores the world when the Worker had to be stopped, even where nothing can be stored.
 */
export class WorldMirror {
  readonly tables = new Map<string, MirroredTable>();

  /** Starts over from a whole world. */
  replace(world: SavedWorld): void {
    this.tables.clear();
    for (const [table, key, row] of world.rows) this.#table(table).set(key, row);
  }

  /** Follows the world by some entries of its journal. */
  apply(changes: readonly Update[]): void {
    for (const { table, key, after } of changes) {
      if (after === undefined) this.tables.get(table)?.delete(key);
      else this.#table(table).set(key, after);
    }
  }

  /** The world as data. */
  save(): SavedWorld {
    const rows: SavedRow[] = [];
    for (const [table, records] of this.tables) {
      for (const [key, row] of records) rows.push([table, key, row]);
    }
    return { format: savedFormat, rows };
  }

  #table(name: string): MirroredTable {
    let table = this.tables.get(name);
    if (table === undefined) this.tables.set(name, (table = new MirroredTable()));
    return table;
  }
}
