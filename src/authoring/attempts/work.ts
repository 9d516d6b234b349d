import type { Engine, EngineOptions } from '../../engine/engine';
import { filesTable, home } from '../../engine/workstation';
import { followSecrets } from '../../learning/follow-secrets';
import { Bench, refusal } from '../../learning/questions/bench';
import type { Evidence } from '../../learning/questions/grade';
import type { Item, ItemOf } from '../../learning/questions/item';
import { candidatesOf, type Candidate } from '../../learning/questions/read/candidates';
import { checkTask, openScenario, timeOfALine } from '../../learning/runner';
import type { Scenario, Task, TaskReport } from '../../learning/scenario';
import { Shell } from '../../shell/shell';
import type { WorkStep } from './events';
import { scenarioOfTask } from './task-scenario';

/** Worlds as exercises begin with them, each set up once and forked for every student. */
export class Worlds {
  readonly #options: EngineOptions;
  readonly #scenarios = new Map<string, Promise<Engine>>();
  readonly #benches = new Map<string, Promise<Bench>>();

  constructor(options: EngineOptions = {}) {
    this.#options = options;
  }

  /** Does what somebody did in a scenario's world, and asks the checks of its tasks. */
  async replay(
    scenario: Scenario,
    work: readonly WorkStep[],
    signal?: AbortSignal,
  ): Promise<readonly TaskReport[]> {
    const { id, world } = scenario;
    const key = JSON.stringify([id, world.seed, world.now]);
    const opened = await kept(this.#scenarios, key, async () => {
      const options = { ...this.#options, now: Date.parse(world.now ?? '') };
      return (await openScenario(scenario, options)).engine;
    });
    const engine = opened.fork();
    followSecrets(engine);
    const shell = await Shell.open(engine);
    let screen = '';
    const done = new Map<string, TaskReport>();
    const check = async (task: Task) => {
      const report = await checkTask(scenario, task, engine, screen);
      if (report.done) done.set(task.id, report);
      return report;
    };
    for (const one of work) {
      if ('done' in one) {
        const task = scenario.tasks.find(({ id: name }) => name === one.done);
        if (task !== undefined && !done.has(task.id)) await check(task);
        continue;
      }
      if ('ms' in one) {
        await engine.advanceTo(engine.now + one.ms, signal === undefined ? {} : { signal });
        continue;
      }
      // The same time passes each time, however fast somebody typed.
      await engine.advanceTo(engine.now + timeOfALine);
      const answers = [...(one.answers ?? [])];
      const ask = () => Promise.resolve(answers.shift() ?? undefined);
      const { stdout, stderr } = await shell.run(one.line, {
        ask,
        ...(signal === undefined ? {} : { signal }),
      });
      signal?.throwIfAborted();
      screen += `$ ${one.line}\n${stdout}${stderr}`;
    }
    const reports: TaskReport[] = [];
    for (const task of scenario.tasks) reports.push(done.get(task.id) ?? (await check(task)));
    return reports;
  }

  /** What running the answer to a question finds out; undefined for types that need none. */
  async evidence(
    item: Item,
    { answer, work }: { readonly answer: unknown; readonly work: readonly WorkStep[] },
    signal?: AbortSignal,
  ): Promise<Evidence | undefined> {
    switch (item.type) {
      case 'do': {
        const [report] = await this.replay(scenarioOfTask(item), work, signal);
        return report;
      }
      case 'fix':
        return this.#judgePolicy(item, answer);
      case 'read': {
        const candidates = await this.candidates(item);
        return { checks: candidates.map(({ id, key }) => ({ label: id, passed: key })) };
      }
      default:
        return undefined;
    }
  }

  /** What may be pointed at, as the item's run has it. */
  async candidates(item: ItemOf<'read'>): Promise<readonly Candidate[]> {
    const bench = await (await this.#bench(item)).fork();
    await bench.typeAll(item.run);
    return candidatesOf(item, bench.engine.tables);
  }

  /** Puts a policy in place and asks every row of the matrix. */
  async #judgePolicy(item: ItemOf<'fix'>, answer: unknown): Promise<Evidence> {
    const { text } = (answer ?? {}) as { text?: unknown };
    const bench = await (await this.#bench(item)).fork();
    const { engine } = bench;
    const content = new TextEncoder().encode(typeof text === 'string' ? text : '');
    const file = { type: 'file', mode: 0o644, mtime: engine.now, content } as const;
    engine.write((tx) => tx.put(filesTable, `${home}/${item.policy.path}`, file));
    for (const line of item.apply) {
      const printed = await bench.type(line);
      if (printed.exitCode === 0) continue;
      return { refused: refusal(printed) ?? printed.stderr.trim(), checks: [] };
    }
    const checks = [];
    for (const row of item.matrix) {
      checks.push({ label: row.label, passed: (await bench.judge(row)).passed });
    }
    return { checks };
  }

  #bench(item: Item): Promise<Bench> {
    return kept(this.#benches, item.id, () => Bench.open(item, this.#options));
  }
}

/** Twenty worlds are kept: with a seed for each student there is no end of them. */
async function kept<T>(
  all: Map<string, Promise<T>>,
  key: string,
  make: () => Promise<T>,
): Promise<T> {
  let one = all.get(key);
  if (one === undefined) {
    const [oldest] = all.keys();
    if (all.size >= 20 && oldest !== undefined) all.delete(oldest);
    all.set(key, (one = make()));
  }
  return one;
}
