import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { hasBlobs } from '../engine/large-bytes';
import type { SavedRow, SavedWorld } from '../engine/saved-world';
import type { Update } from '../engine/tables';
import { StorageError, storageError } from './storage-error';

/** A world as it is listed: without its records. */
export interface StoredWorld {
  readonly id: string;
  /** Format of its records, as `SavedWorld` has it. */
  readonly format: number;
  /** Real time in ms of the last change. */
  readonly savedAt: number;
  /** Whose turn it is to write: who holds another one than this has been replaced. */
  readonly turn?: string;
}

/** One command of a world's terminal with what it printed. */
export interface LogRecord {
  readonly line: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  readonly cwd: string;
}

interface Schema extends DBSchema {
  worlds: { key: string; value: StoredWorld };
  rows: { key: string; value: object };
  log: { key: [world: string, number: number]; value: LogRecord };
  values: { key: string; value: unknown };
}

const databaseName = 'envelope-lab';
const databaseVersion = 1;

// World, table and key of a record in one text: browsers read those faster than arrays. Neither a
// world's id nor a table's name has a line break; the key, which comes last, may.
const rowKey = (world: string, table: string, key: string) => `${world}\n${table}\n${key}`;
const rowsOf = (world: string) => IDBKeyRange.bound(`${world}\n`, `${world}\n\uffff`);
/** Arrays sort after every number. */
const logOf = (world: string) => IDBKeyRange.bound([world], [world, []]);

/** After so many rows the page gets time for other things, and after one in a Blob, which takes as long. */
const rowsAtOnce = 32;

/** A name no other turn has. `randomUUID` is missing on pages that come over plain HTTP. */
function newTurn(): string {
  return crypto.getRandomValues(new Uint32Array(4)).join('-');
}

/** Everything the page keeps in this browser: worlds, terminal logs, progress, settings. */
export class LabStorage {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /** Opens the storage. Throws `StorageError`; `onClosed` tells when another tab needs it closed. */
  static async open(onClosed: () => void = () => undefined): Promise<LabStorage> {
    try {
      const db = await openDB<Schema>(databaseName, databaseVersion, {
        upgrade(database) {
          for (const name of ['worlds', 'rows', 'log', 'values'] as const) {
            database.createObjectStore(name, name === 'worlds' ? { keyPath: 'id' } : undefined);
          }
        },
        blocking(_, __, event) {
          (event.target as IDBDatabase).close();
          onClosed();
        },
        terminated: onClosed,
      });
      return new LabStorage(db);
    } catch (cause) {
      throw storageError(cause, 'unavailable');
    }
  }

  /** Deletes everything stored: the way out when it is damaged. */
  static async destroy(): Promise<void> {
    await deleteDB(databaseName);
  }

  /** The worlds stored here. */
  worlds(): Promise<StoredWorld[]> {
    return this.#guard(() => this.#db.getAll('worlds'), 'damaged');
  }

  /** A whole world, or undefined when there is none of this id. */
  async loadWorld(id: string): Promise<SavedWorld | undefined> {
    return this.#guard(async () => {
      const tx = this.#db.transaction(['worlds', 'rows']);
      const [world, keys, values] = await Promise.all([
        tx.objectStore('worlds').get(id),
        tx.objectStore('rows').getAllKeys(rowsOf(id)),
        tx.objectStore('rows').getAll(rowsOf(id)),
      ]);
      if (world === undefined) return undefined;
      const rows = keys.map((text, i): SavedRow => {
        const table = text.indexOf('\n') + 1;
        const key = text.indexOf('\n', table) + 1;
        return [text.slice(table, key - 1), text.slice(key), values[i] ?? {}];
      });
      return { format: world.format, rows };
    }, 'damaged');
  }

  /**
   * Takes over the writing of a world. Whoever wrote it before, in this tab or another, is refused
   * from here on. Returns the turn that `saveChanges` and `writeLog` ask for.
   */
  async takeTurn(id: string): Promise<string> {
    const turn = newTurn();
    await this.#guard(async () => {
      const tx = this.#db.transaction('worlds', 'readwrite');
      const world = await tx.store.get(id);
      if (world !== undefined) await tx.store.put({ ...world, turn });
      await tx.done;
    }, 'full');
    return turn;
  }

  /** Stores a whole world in place of what was there; it is the writer of `turn` who goes on. */
  async replaceWorld(
    id: string,
    world: SavedWorld,
    savedAt: number,
    turn = newTurn(),
  ): Promise<void> {
    await this.#guard(async () => {
      const tx = this.#db.transaction(['worlds', 'rows'], 'readwrite');
      const rows = tx.objectStore('rows');
      const work: Promise<unknown>[] = [rows.delete(rowsOf(id))];
      work.push(tx.objectStore('worlds').put({ id, format: world.format, savedAt, turn }));
      for (const [table, key, row] of world.rows) work.push(rows.put(row, rowKey(id, table, key)));
      await Promise.all([...work, tx.done]);
    }, 'full');
  }

  /**
   * Brings a stored world up to date: costs what the changes cost, however large the world. Refused
   * with the fault `replaced` when the world has another writer by now.
   */
  async saveChanges(
    id: string,
    changes: readonly Update[],
    savedAt: number,
    turn: string,
  ): Promise<void> {
    const latest = new Map<string, Update>();
    for (const change of changes) latest.set(`${change.table}\n${change.key}`, change);
    await this.#guard(async () => {
      const tx = this.#db.transaction(['worlds', 'rows'], 'readwrite');
      const worlds = tx.objectStore('worlds');
      const rows = tx.objectStore('rows');
      const world = await worlds.get(id);
      if (world === undefined || world.turn !== turn) throw new StorageError('replaced');
      let work: Promise<unknown>[] = [worlds.put({ ...world, savedAt })];
      for (const { table, key, after } of latest.values()) {
        const at = rowKey(id, table, key);
        work.push(after === undefined ? rows.delete(at) : rows.put(after, at));
        if (work.length < rowsAtOnce && (after === undefined || !hasBlobs(after))) continue;
        await Promise.all(work);
        work = [];
      }
      await Promise.all([...work, tx.done]);
    }, 'full');
  }

  /** Removes a world with its log. */
  async deleteWorld(id: string): Promise<void> {
    await this.#guard(async () => {
      const tx = this.#db.transaction(['worlds', 'rows', 'log'], 'readwrite');
      await Promise.all([
        tx.objectStore('worlds').delete(id),
        tx.objectStore('rows').delete(rowsOf(id)),
        tx.objectStore('log').delete(logOf(id)),
        tx.done,
      ]);
    }, 'damaged');
  }

  /** The commands of a world's terminal, oldest first. */
  readLog(id: string): Promise<LogRecord[]> {
    return this.#guard(() => this.#db.getAll('log', logOf(id)), 'damaged');
  }

  /** Adds a command to a world's log; `number` counts its commands. Refused as `saveChanges` is. */
  async writeLog(id: string, number: number, record: LogRecord, turn: string): Promise<void> {
    await this.#guard(async () => {
      const tx = this.#db.transaction(['worlds', 'log'], 'readwrite');
      const world = await tx.objectStore('worlds').get(id);
      if (world?.turn !== turn) throw new StorageError('replaced');
      await Promise.all([tx.objectStore('log').put(record, [id, number]), tx.done]);
    }, 'full');
  }

  /** Stores a whole log in place of what was there. */
  async replaceLog(id: string, log: readonly LogRecord[]): Promise<void> {
    await this.#guard(async () => {
      const { store, done } = this.#db.transaction('log', 'readwrite');
      const work: Promise<unknown>[] = [store.delete(logOf(id))];
      for (const [number, record] of log.entries()) work.push(store.put(record, [id, number]));
      await Promise.all([...work, done]);
    }, 'full');
  }

  /** A setting or a progress record; undefined when it was never set. */
  get(key: string): Promise<unknown> {
    return this.#guard(() => this.#db.get('values', key), 'damaged');
  }

  /** Keeps a setting or a progress record: any structured-cloneable value. */
  async set(key: string, value: unknown): Promise<void> {
    await this.#guard(() => this.#db.put('values', value, key), 'full');
  }

  /** Drops a setting or a progress record. */
  async remove(key: string): Promise<void> {
    await this.#guard(() => this.#db.delete('values', key), 'damaged');
  }

  /** All settings and progress records. */
  async values(): Promise<Record<string, unknown>> {
    return this.#guard(async () => {
      const tx = this.#db.transaction('values');
      const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll()]);
      return Object.fromEntries(keys.map((key, i) => [key, values[i]]));
    }, 'damaged');
  }

  /** Lets go of the database. */
  close(): void {
    this.#db.close();
  }

  async #guard<T>(work: () => Promise<T>, otherwise: 'damaged' | 'full'): Promise<T> {
    try {
      return await work();
    } catch (cause) {
      throw storageError(cause, otherwise);
    }
  }
}

/** Opens the storage for one piece of work, and lets go of it again. Throws `StorageError`. */
export async function withStorage<T>(work: (storage: LabStorage) => Promise<T>): Promise<T> {
  const storage = await LabStorage.open();
  try {
    return await work(storage);
  } finally {
    storage.close();
  }
}
