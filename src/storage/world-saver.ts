import type { Update } from '../engine/tables';
import type { LabStorage } from './lab-storage';
import type { StorageError } from './storage-error';

/**
 * Saves a world as it changes: changes are gathered while a transaction runs and written together
 * in the next one. After a failure they are kept, and tried again with the next change.
 */
export class WorldSaver {
  readonly #storage: LabStorage;
  readonly #world: string;
  readonly #turn: string;
  readonly #now: () => number;
  readonly #onState: (fault: StorageError | undefined) => void;
  #waiting: Update[] = [];
  #running: Promise<void> | undefined;
  #stopped = false;

  /**
   * `turn` is the world's as `takeTurn` gave it; `now` gives real time in ms; `onState` is told after
   * every attempt whether it failed.
   */
  constructor(
    storage: LabStorage,
    world: string,
    turn: string,
    now: () => number,
    onState: (fault: StorageError | undefined) => void,
  ) {
    this.#storage = storage;
    this.#world = world;
    this.#turn = turn;
    this.#now = now;
    this.#onState = onState;
  }

  /** Takes changes to be saved soon. */
  add(changes: readonly Update[]): void {
    if (this.#stopped) return;
    for (const change of changes) this.#waiting.push(change);
    this.#running ??= this.#run();
  }

  /** Resolves when everything added so far is stored, or could not be. */
  async flush(): Promise<void> {
    await this.#running;
  }

  /** Saves no more: another tab writes now. */
  stop(): void {
    this.#stopped = true;
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    try {
      while (this.#waiting.length > 0) {
        const changes = this.#waiting;
        this.#waiting = [];
        try {
          await this.#storage.saveChanges(this.#world, changes, this.#now(), this.#turn);
          this.#onState(undefined);
        } catch (error) {
          const fault = error as StorageError;
          // What another writer has replaced will never be saved from here.
          if (fault.fault === 'replaced') this.stop();
          if (!this.#stopped) this.#waiting = [...changes, ...this.#waiting];
          this.#onState(fault);
          return;
        }
      }
    } finally {
      this.#running = undefined;
    }
  }
}
