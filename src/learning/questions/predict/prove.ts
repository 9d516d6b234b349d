import { sameJson } from '../../checks/run-check';
import { outcomeOf } from '../bench';
import type { ItemFault, Prove } from '../prove';

/** Runs the lines, and finds out which of the outcomes came about. */
export const provePredict: Prove<'predict'> = async ({ run, query, options }, bench) => {
  const after = await bench.fork();
  const refused = await after.typeAll(run);
  if (refused !== undefined) return [{ path: ['run'], message: refused }];
  const outcome = outcomeOf(after.printed.at(-1)!, query);
  const faults: ItemFault[] = [];
  for (const [i, { id, correct, equals, claim }] of options.entries()) {
    const path = ['options', i];
    const right =
      claim === undefined
        ? equals !== undefined && sameJson(equals, outcome)
        : (await after.judge(claim)).passed;
    if (right === correct) continue;
    const came = `what came about is ${JSON.stringify(outcome)}`;
    const message = `option ${id} is declared ${correct ? 'right' : 'wrong'}, and is not: ${came}`;
    faults.push({ path, message });
  }
  return faults;
};
