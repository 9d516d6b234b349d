import type { Evidence } from '../../learning/questions/grade';
import type { ItemOf } from '../../learning/questions/item';
import { candidatesOf, type Candidate } from '../../learning/questions/read/candidates';
import { scenarioOfItem, type WorldOfItem } from '../../learning/questions/world';
import type { Scenario, Task } from '../../learning/scenario';
import { LabClient } from '../../worker/lab-client';
import { worldReader } from '../lab/world-reader';

/** A line with everything it printed. */
export interface Shown {
  readonly line: string;
  readonly output: string;
  readonly exitCode: number;
}

const silent = {
  onState: () => undefined,
  onEvent: () => undefined,
  onRestart: () => undefined,
};

/** Opens a world in a Worker of its own, out of sight, for as long as the work takes. */
async function inWorld<T>(scenario: Scenario, work: (client: LabClient) => Promise<T>): Promise<T> {
  const client = new LabClient(silent);
  try {
    await client.open({ saved: null, scenario, now: Date.now() });
    return await work(client);
  } finally {
    client.close();
  }
}

async function runAll(client: LabClient, lines: readonly string[]): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const line of lines) {
    const { stdout, stderr, exitCode } = await client.run(line);
    shown.push({ line, output: `${stdout}${stderr}`.trimEnd(), exitCode });
  }
  return shown;
}

/** Runs lines in the world of an item, and says what they printed. */
export function runLines(item: WorldOfItem, lines: readonly string[]): Promise<Shown[]> {
  return inWorld(scenarioOfItem(item), (client) => runAll(client, lines));
}

/** What may be pointed at, as the item's run has it. */
export async function findCandidates(item: ItemOf<'read'>): Promise<readonly Candidate[]> {
  return inWorld(scenarioOfItem(item), async (client) => {
    await runAll(client, item.run);
    return candidatesOf(item, worldReader(client.world.tables));
  });
}

/** Puts a policy in place and asks every row of the matrix. */
export function judgePolicy(item: ItemOf<'fix'>, text: string): Promise<Evidence> {
  const { id, title, stem, matrix, files, policy, apply, solution } = item;
  const task: Task = {
    ...{ id, title, text: stem, checks: matrix },
    ...{ hints: [], solution: [solution], wrong: [] },
  };
  const given = { path: policy.path, text, secret: false };
  const scenario = scenarioOfItem({ ...item, files: [...files, given] }, [task]);
  return inWorld(scenario, async (client) => {
    for (const { output, exitCode } of await runAll(client, apply)) {
      if (exitCode !== 0) return { refused: output.trim(), checks: [] };
    }
    return client.check(id, '');
  });
}
