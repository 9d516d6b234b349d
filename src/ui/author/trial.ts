import type { Scenario } from '../../learning/scenario';
import { LabStorage } from '../../storage/lab-storage';

/** A draft's scenario under a name of its own, so that no progress of a learner is touched. */
export function trialOf(scenario: Scenario, draft: string): Scenario {
  return { ...scenario, id: `draft-${draft}` };
}

/** Drops what is stored of a trial: each one begins anew. */
export async function forgetTrial({ id }: Scenario): Promise<void> {
  try {
    const storage = await LabStorage.open();
    await storage.deleteWorld(`learn/${id}`);
    for (const kind of ['progress', 'watched', 'guide'])
      await storage.remove(`${kind}/learn/${id}`);
    storage.close();
  } catch {
    // Nothing can be stored, so there is nothing to drop; the page says so elsewhere.
  }
}
