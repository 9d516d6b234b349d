import { gate } from '../../gate';
import type { Task } from '../../scenario';
import type { DoItem } from './schema';
import { scenarioOfItem } from '../world';
import type { Prove } from '../prove';

/** The item as the one task of a scenario, under the item's id. */
export function taskOf({ id, title, stem, checks, hints, solution, wrong }: DoItem): Task {
  return { id, title, text: stem, checks, hints, solution, wrong };
}

/** Plays it as a scenario: unsolved at the start, solved by its solution, wrong ones fail. */
export const proveDo: Prove<'do'> = async (item, _, { options }) => {
  const report = await gate(scenarioOfItem(item, [taskOf(item)]), options);
  return report.faults.map(({ path, message }) => ({
    path: path[0] === 'tasks' ? path.slice(2) : path,
    message,
  }));
};
