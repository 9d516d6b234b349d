import type { Scenario, Task } from '../scenario';
import type { Item } from './item';

/** World time of items that do not fix theirs, so that each run of them is the same. */
const itemTime = '2026-11-02T09:00:00Z';

/** What of an item makes its world. */
export type WorldOfItem = Pick<Item, 'id' | 'title' | 'world' | 'files'>;

/** An item's world as a scenario, which the lab and the checks know how to open. */
export function scenarioOfItem(
  { id, title, world, files }: WorldOfItem,
  tasks: readonly Task[] = [],
): Scenario {
  const { seed = 1, now = itemTime } = world;
  return {
    ...{ id: `question-${id}`, title, summary: '', skills: [], facts: [] },
    ...{ world: { ...world, seed, now }, files, tasks },
  };
}
