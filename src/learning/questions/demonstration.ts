import type { Misconception } from '../misconceptions';
import type { Scenario } from '../scenario';
import { scenarioOfItem, type WorldOfItem } from './world';

/** The world of a misconception's demonstration, as the lab and the bench open it. */
export function worldOfMisconception(misconception: Misconception): WorldOfItem {
  const { id, belief, region = 'us-east-1', setup = [] } = misconception;
  return {
    id,
    title: `Watch it fail: “${belief}”`,
    world: { region, setup: [...setup] },
    files: [],
  };
}

/** The same as a scenario without tasks. */
export function scenarioOfMisconception(misconception: Misconception): Scenario {
  return scenarioOfItem(worldOfMisconception(misconception));
}
