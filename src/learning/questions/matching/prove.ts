import { sameJson } from '../../checks/run-check';
import { outcomeOf, refusal } from '../bench';
import type { ItemFault, Prove } from '../prove';

/** Runs the line of each prompt, and finds the response whose outcome it has. */
export const proveMatching: Prove<'matching'> = async ({ prompts, responses }, bench) => {
  const faults: ItemFault[] = [];
  for (const [i, { do: lines, run, query, answer }] of prompts.entries()) {
    if (run === undefined) continue;
    const path = ['prompts', i];
    const fork = await bench.fork();
    const refused = (await fork.typeAll(lines)) ?? refusal(await fork.type(run));
    if (refused !== undefined) {
      faults.push({ path: [...path, 'run'], message: refused });
      continue;
    }
    const outcome = outcomeOf(fork.printed.at(-1)!, query);
    const found = responses
      .filter(({ equals }) => equals !== undefined && sameJson(equals, outcome))
      .map(({ id }) => id);
    if (found.length === 1 && found[0] === answer) continue;
    const fits = found.length === 0 ? 'no response' : found.join(', ');
    const message = `is declared to belong to ${answer}; its run gives ${JSON.stringify(outcome)}, which fits ${fits}`;
    faults.push({ path: [...path, 'answer'], message });
  }
  return faults;
};
