import type { ExportedWorld } from '../../../storage/export-file';
import { withStorage, type LabStorage } from '../../../storage/lab-storage';

/** A world as it was when somebody gave that moment a name. */
export interface SavePoint {
  readonly name: string;
  /** Real time in ms. */
  readonly savedAt: number;
}

/** The named moments of one world, in this browser's storage. Their worlds are exported with it. */
export class SavePoints {
  list = $state.raw<readonly SavePoint[]>([]);
  /** What went wrong last, in the reader's words. */
  problem = $state('');
  readonly #prefix: string;
  readonly #now: () => number;

  /** `world` is the id of the world that they are of; `now` gives real time in ms. */
  constructor(world: string, now: () => number) {
    this.#prefix = `${world}@`;
    this.#now = now;
  }

  /** Looks what there is. */
  async refresh(): Promise<void> {
    await this.#attempt(async (storage) => {
      const worlds = await storage.worlds();
      this.list = worlds
        .filter(({ id }) => id.startsWith(this.#prefix))
        .map(({ id, savedAt }) => ({ name: id.slice(this.#prefix.length), savedAt }))
        .sort((a, b) => b.savedAt - a.savedAt);
    });
  }

  /** Keeps a world under a name; a save point of that name is replaced. */
  async save(name: string, { world, log }: Omit<ExportedWorld, 'id'>, done: readonly string[]) {
    const id = this.#prefix + name;
    await this.#attempt(async (storage) => {
      await storage.replaceWorld(id, world, this.#now());
      await storage.replaceLog(id, log);
      await storage.set(`progress/${id}`, [...done]);
    });
    await this.refresh();
  }

  /** What was kept under a name, with the tasks that were done; undefined where it is gone. */
  async load(name: string) {
    const id = this.#prefix + name;
    return this.#attempt(async (storage) => {
      const [world, log, done] = await Promise.all([
        storage.loadWorld(id),
        storage.readLog(id),
        storage.get(`progress/${id}`),
      ]);
      if (world === undefined) return undefined;
      return { world, log, done: Array.isArray(done) ? done.map(String) : [] };
    });
  }

  async remove(name: string): Promise<void> {
    await this.#attempt((storage) => storage.deleteWorld(this.#prefix + name));
    await this.refresh();
  }

  async #attempt<T>(work: (storage: LabStorage) => Promise<T>): Promise<T | undefined> {
    this.problem = '';
    try {
      return await withStorage(work);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}
