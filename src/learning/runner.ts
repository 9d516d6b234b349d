import { Engine, type EngineOptions } from '../engine/engine';
import { otherTrafficTable, quotaKey } from '../engine/quotas/index';
import { trailTable } from '../engine/trail';
import { createWorld, exampleAccount } from '../engine/world';
import { Shell } from '../shell/shell';
import { inspect, type Finding } from './checks/index';
import { CheckMemory } from './checks/memory';
import { ContentError } from './content-error';
import { followSecrets } from './follow-secrets';
import { placeGivenFiles } from './given-files';
import { makeStack, timeOfAStack } from './world-template';
import type { Check, CheckReport, Scenario, Task, TaskReport } from './scenario';
import { scenarioRecord, usageOfNow } from './scenario-record';

/** A scenario's world as the learner finds it, and the terminal in it. */
export interface OpenedScenario {
  readonly engine: Engine;
  readonly shell: Shell;
}

/**
 * World time in ms that passes before a line that nobody types: as for a learner, so that what a
 * quota allows a second is not asked for at one instant.
 */
export const timeOfALine = 2000;

/**
 * Creates a scenario's world: its files, then the stack of its template, then its setup. `now` is real
 * time in ms, for scenarios that do not fix theirs. Throws `ContentError` where the stack is not made
 * or a setup line fails.
 */
export async function openScenario(
  scenario: Scenario,
  { now, functions }: { readonly now: number } & EngineOptions,
): Promise<OpenedScenario> {
  const { id, world } = scenario;
  const start = world.now === undefined ? now : Date.parse(world.now);
  const { region, seed = null, traffic = [], account = exampleAccount } = world;
  const before = world.template === undefined ? 0 : timeOfAStack;
  const begin = start - before - world.setup.length * timeOfALine;
  const tables = createWorld({ now: begin, seed, region, account });
  const engine = new Engine(tables, undefined, { functions });
  engine.write((tx) => {
    placeGivenFiles(scenario, tx, start);
    for (const { quota, rate } of traffic) {
      tx.put(otherTrafficTable, quotaKey(account, region, quota), { rate });
    }
  });
  followSecrets(engine);
  if (world.template !== undefined) await makeStack(engine, id, world.template, region);
  const shell = await Shell.open(engine);
  for (const [i, line] of world.setup.entries()) {
    await engine.advanceTo(engine.now + timeOfALine);
    const { exitCode, stderr } = await shell.run(line);
    if (exitCode === 0) continue;
    const message = `ended with exit code ${exitCode}: ${stderr.trim()}`;
    throw new ContentError([{ file: id, path: `world.setup[${i}]`, message }]);
  }
  const variant = world.variant === undefined ? {} : { variant: world.variant };
  const lastSetupEvent = engine.tables.lastKey(trailTable) ?? '';
  const setupUsage = usageOfNow(engine.tables);
  engine.write((tx) => tx.put(...scenarioRecord, { id, lastSetupEvent, setupUsage, ...variant }));
  return { engine, shell };
}

/**
 * What the checks of a task say now; `screen` is the text the terminal shows. Nothing a check
 * does shows in the world: whatever it runs, it runs on a fork. A line whose outcome cannot have
 * changed since it was last asked for is not run again. Rejects once `signal` is aborted.
 */
export async function recheckTask(
  scenario: Scenario,
  task: Task,
  engine: Engine,
  screen: string,
  signal?: AbortSignal,
): Promise<TaskReport> {
  const memory = memoryOf(engine);
  const state = memory.state();
  // All checks are to speak of the same moment, even if the learner goes on meanwhile.
  const inspection = { scenario, engine: engine.fork(), screen, signal };
  return report(task, (check) => {
    const run = () => inspect(check, inspection);
    return 'run' in check ? memory.find(check, state, run) : run();
  });
}

/** What the checks of one task say now, without remembering anything. */
export function checkTask(
  scenario: Scenario,
  task: Task,
  engine: Engine,
  screen: string,
): Promise<TaskReport> {
  return report(task, (check) => inspect(check, { scenario, engine, screen }));
}

async function report(
  { id, checks }: Task,
  look: (check: Check) => Promise<Finding>,
): Promise<TaskReport> {
  const reports: CheckReport[] = [];
  for (const check of checks) {
    const { passed, actual } = await look(check);
    const detail = passed ? '' : check.failure.replaceAll('{actual}', () => actual);
    reports.push({ label: check.label, passed, detail });
  }
  return { task: id, done: reports.every(({ passed }) => passed), checks: reports };
}

const memories = new WeakMap<Engine, CheckMemory>();

function memoryOf(engine: Engine): CheckMemory {
  let memory = memories.get(engine);
  if (memory === undefined) memories.set(engine, (memory = new CheckMemory(engine)));
  return memory;
}
