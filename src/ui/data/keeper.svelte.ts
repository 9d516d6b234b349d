import type { Update } from '../../engine/tables';
import type { SavedWorld } from '../../engine/saved-world';
import {
  ExportError,
  gatherExport,
  type ExportedWorld,
  type ExportFile,
} from '../../storage/export-file';
import { LabStorage, type LogRecord } from '../../storage/lab-storage';
import { StorageError } from '../../storage/storage-error';
import { WorldSaver } from '../../storage/world-saver';
import { WriterLock } from '../../storage/writer-lock';

/** What was stored of a world when the page came to it. */
export interface StoredState {
  readonly saved: SavedWorld | null;
  readonly log: readonly LogRecord[];
  /** Ids of the tasks that were achieved. */
  readonly done: readonly string[];
  /** Those of them that were only watched. */
  readonly watched?: readonly string[];
  /** How far a worked run is; see `GuidePlace`. */
  readonly guide?: unknown;
}

const nothing: StoredState = { saved: null, log: [], done: [] };

/**
 * Keeps one world in the browser's storage: loads it, saves it as it changes, and says when it
 * cannot, or when another tab is the one that does.
 */
export class Keeper {
  /** What is wrong with the storage; undefined when everything is saved. */
  fault = $state.raw<StorageError | undefined>(undefined);
  /** True while another tab writes this world: what happens here is not saved. */
  elsewhere = $state(false);
  readonly id: string;
  readonly #now: () => number;
  readonly #lock: WriterLock;
  #storage: LabStorage | undefined;
  #saver: WorldSaver | undefined;
  /** This tab's right to write the world. */
  #turn = '';
  #logNumber = 0;
  /** What cannot be read must not be written over: it may still be exported. */
  #unreadable = false;

  /** `id` names the world; `now` gives real time in ms. */
  constructor(id: string, now: () => number) {
    this.id = id;
    this.#now = now;
    this.#lock = new WriterLock(id, () => this.#lost());
  }

  /** Opens the storage and reads what it has; problems are told by `fault`, never thrown. */
  async load(): Promise<StoredState> {
    const stored = await this.#attempt(async () => {
      this.#storage ??= await LabStorage.open(() => (this.fault = new StorageError('closed')));
      this.elsewhere = !(await this.#lock.claim());
      if (!this.elsewhere) this.#turn = await this.#storage.takeTurn(this.id);
      return this.#read(this.#storage);
    });
    this.#unreadable = stored === undefined;
    return stored ?? nothing;
  }

  /** Becomes the tab that writes, and reads what the other one left. */
  async takeOver(): Promise<StoredState> {
    const stored = await this.#attempt(async () => {
      await this.#lock.takeOver();
      this.elsewhere = false;
      this.fault = undefined;
      if (this.#storage === undefined) return nothing;
      this.#turn = await this.#storage.takeTurn(this.id);
      return this.#read(this.#storage);
    });
    return stored ?? nothing;
  }

  /**
   * Starts to save the world's changes. What is not stored as it is, a new world or one of an older
   * format, is first stored as a whole with its log and the tasks done: `whole`.
   */
  async begin(world: SavedWorld, whole?: Omit<StoredState, 'saved' | 'guide'>): Promise<void> {
    const storage = this.#writable;
    if (storage === undefined) return;
    this.#saver ??= new WorldSaver(
      ...([storage, this.id, this.#turn, this.#now] as const),
      (fault) => (this.fault = fault),
    );
    if (whole === undefined) return;
    const { log, done, watched } = whole;
    await this.#attempt(async () => {
      const replacing = storage.replaceWorld(this.id, world, this.#now(), this.#turn);
      const progress = this.keepProgress(done, watched);
      await Promise.all([replacing, storage.replaceLog(this.id, log), progress]);
      this.#logNumber = log.length;
    });
  }

  /** Takes changes of the world to be saved. */
  keep(changes: readonly Update[]): void {
    this.#saver?.add(changes);
  }

  /** Adds a command to the stored log. */
  async keepCommand(record: LogRecord): Promise<void> {
    const number = (this.#logNumber += 1);
    await this.#attempt(async () => this.#writable?.writeLog(this.id, number, record, this.#turn));
  }

  async keepProgress(done: readonly string[], watched: readonly string[] = []): Promise<void> {
    const own = done.filter((id) => !watched.includes(id));
    await this.#attempt(async () => {
      await this.#writable?.set(`progress/${this.id}`, own);
      await this.#writable?.set(`watched/${this.id}`, [...watched]);
    });
  }

  /** Keeps how far a worked run is. */
  async keepGuide(place: object): Promise<void> {
    await this.#attempt(async () => this.#writable?.set(`guide/${this.id}`, place));
  }

  /** Everything stored, together with the world as it is on the page. */
  async export(open: readonly ExportedWorld[]): Promise<ExportFile> {
    try {
      return await gatherExport(this.#storage, open, this.#now());
    } catch (error) {
      if (error instanceof ExportError) throw error;
      // The stored data cannot be read: what is open must still get out.
      return gatherExport(undefined, open, this.#now());
    }
  }

  /** Stops saving and lets other tabs write, once everything is stored. */
  async close(): Promise<void> {
    await this.#saver?.flush();
    this.#saver?.stop();
    this.#saver = undefined;
    this.#lock.release();
    this.#storage?.close();
    this.#storage = undefined;
  }

  get #writable(): LabStorage | undefined {
    const refused = this.elsewhere || this.#unreadable || this.fault?.fault === 'replaced';
    return refused ? undefined : this.#storage;
  }

  async #read(storage: LabStorage): Promise<StoredState> {
    const [saved, log, done, watched, guide] = await Promise.all([
      storage.loadWorld(this.id),
      storage.readLog(this.id),
      storage.get(`progress/${this.id}`),
      storage.get(`watched/${this.id}`),
      storage.get(`guide/${this.id}`),
    ]);
    this.#logNumber = log.length;
    const only = idsOf(watched);
    return { saved: saved ?? null, log, done: [...idsOf(done), ...only], watched: only, guide };
  }

  async #attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.fault = error instanceof StorageError ? error : new StorageError('damaged', error);
      return undefined;
    }
  }

  #lost(): void {
    this.elsewhere = true;
    this.#saver?.stop();
    this.#saver = undefined;
  }
}

function idsOf(stored: unknown): string[] {
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}
