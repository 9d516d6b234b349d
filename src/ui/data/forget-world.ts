import type { Scenario } from '../../learning/scenario';
import { withStorage } from '../../storage/lab-storage';

/** Drops all that `Keeper` has stored of a scenario's world: it begins anew, as if never opened. */
export async function forgetWorld({ id }: Pick<Scenario, 'id'>): Promise<void> {
  const world = `learn/${id}`;
  try {
    await withStorage(async (storage) => {
      await storage.deleteWorld(world);
      for (const kind of ['progress', 'watched', 'guide']) await storage.remove(`${kind}/${world}`);
    });
  } catch {
    // Nothing can be stored, so there is nothing to drop; the page says so elsewhere.
  }
}
