import { scenarioOfItem, type WorldOfItem } from '../../learning/questions/world';
import type { Scenario } from '../../learning/scenario';
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
