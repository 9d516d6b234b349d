import { scenarioOfItem, type WorldOfItem } from '../../learning/questions/world';
import type { Scenario } from '../../learning/scenario';
import { LabStorage } from '../../storage/lab-storage';
import type { Run } from './question';

/** The world of an item as a scenario whose one task has what should hold after the run. */
export function scenarioOfRun(item: WorldOfItem & { readonly stem: string }, run: Run): Scenario {
  const { title, lines, checks } = run;
  const task = {
    ...{ id: 'run', title, text: item.stem, checks, hints: [], solution: lines, wrong: [] },
  };
  const scenario = scenarioOfItem(item, checks.length === 0 ? [] : [task]);
  return { ...scenario, title: item.title };
}

/** Drops what is stored of a world: a run begins anew each time, and leaves nothing behind. */
export async function forgetWorld(scenario: Scenario): Promise<void> {
  try {
    const storage = await LabStorage.open();
    await storage.deleteWorld(`learn/${scenario.id}`);
    storage.close();
  } catch {
    // Nothing can be stored, so there is nothing to drop; the page says so elsewhere.
  }
}
