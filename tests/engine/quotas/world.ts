import type { WorldOptions } from '../../../src/engine/world';
import type { Step } from '../../../src/engine/trace';
import { refusalText, testWorld } from '../world';

/** A test world that enforces request quotas, with its trace and a way to send many requests. */
export function quotaWorld(options: Partial<WorldOptions> = {}) {
  const world = testWorld(null, undefined, { requestQuotas: 'enforced', ...options });
  const steps: Step[] = [];
  world.engine.observe(({ steps: more }) => steps.push(...more));

  /** How many of `times` requests are answered, and what the first refusal says. */
  async function hammer(times: number, send: () => Promise<unknown>) {
    let answered = 0;
    let refusal: string | undefined;
    for (let i = 0; i < times; i += 1) {
      try {
        await send();
        answered += 1;
      } catch (error) {
        refusal ??= await refusalText(Promise.reject(error as Error));
      }
    }
    return { answered, refusal };
  }

  return { ...world, steps, hammer };
}
