import { generators } from '../../../src/learning/generators/index';
import { pretestedSeeds } from '../../../src/learning/generators/seeds';
import type { Measurement } from '../bench';
import { milliseconds } from '../measure';

/** What a learner waits for when a fresh variant is asked for. */
const measurement: Measurement = {
  name: 'Questions: an item is generated, by the slowest generator',
  where: ['node', 'chromium'],
  bound: { max: 50, unit: 'ms' },
  async run() {
    const items = 10;
    const times: number[] = [];
    for (const generator of generators) {
      const seeds = pretestedSeeds(generator.name);
      let next = 0;
      const took = await milliseconds(() => generator.generate(seeds[next++]!), items);
      times.push(took / items);
    }
    return Math.max(...times);
  },
};

export default measurement;
