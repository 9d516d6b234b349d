import type { ItemOf } from '../../learning/questions/item';
import { scenarioOfItem } from '../../learning/questions/world';
import type { Scenario, Task } from '../../learning/scenario';

/** A question that is work in the terminal, as a scenario of one task. */
export function scenarioOfTask(item: ItemOf<'do'>): Scenario {
  const { id, title, stem: text, checks, solution } = item;
  const task: Task = { id, title, text, checks, hints: [], solution, wrong: [] };
  return scenarioOfItem(item, [task]);
}
