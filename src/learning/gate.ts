import type { Engine, EngineOptions } from '../engine/engine';
import { Shell } from '../shell/shell';
import { ContentError } from './content-error';
import { followSecrets } from './follow-secrets';
import { checkTask, openScenario, timeOfALine } from './runner';
import type { Check, Route, Scenario, Task, TaskReport, WrongSolution } from './scenario';
import type { FieldPath } from './yaml-source';

/** What running a scenario proved or disproved. */
export interface GateReport {
  readonly scenario: string;
  readonly passed: boolean;
  readonly faults: readonly GateFault[];
}

/** A promise of the scenario that does not hold. */
export interface GateFault {
  /** The task's id; absent when the world could not even be set up. */
  readonly task?: string;
  /** The part of the gate that found it, by its field: `world`, or what a `GateStep` names. */
  readonly path: FieldPath;
  readonly message: string;
}

/** A part of the gate that begins: whoever watches knows that those before it are through. */
export interface GateStep {
  /** The checks of a task in the untouched world, a wrong solution, or the solution. */
  readonly path: FieldPath;
  readonly title: string;
}

/** A fixed time for worlds that do not fix theirs, so that every run of the gate is the same. */
const gateTime = Date.UTC(2026, 0, 5, 9);

/**
 * Proves a scenario by playing it: in the untouched world every check fails; the solutions, one
 * task after the other, make every check of their task pass, and so does each other way; each wrong
 * solution, tried in the state before its task's solution, fails the check it names. `options` brings what runs functions of
 * AWS Lambda, for scenarios that have some; `watch` is told of each part as it begins.
 */
export async function gate(
  scenario: Scenario,
  options: EngineOptions = {},
  watch: (step: GateStep) => void = () => undefined,
): Promise<GateReport> {
  const faults: GateFault[] = [];
  let current: FieldPath = ['world'];
  const begin: Begin = (path, title) => watch({ path: (current = path), title });
  const blame: Blame = (task, message) => faults.push({ task, path: current, message });
  try {
    await play(scenario, options, begin, blame);
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    for (const { path, message } of error.faults) {
      faults.push({ path: current, message: `${path} ${message}` });
    }
  }
  return { scenario: scenario.id, passed: faults.length === 0, faults };
}

type Begin = (path: FieldPath, title: string) => void;
type Blame = (task: string, message: string) => void;

async function play(
  scenario: Scenario,
  options: EngineOptions,
  begin: Begin,
  blame: Blame,
): Promise<void> {
  begin(['world'], 'The world is set up');
  const { engine, shell } = await openScenario(scenario, { ...options, now: gateTime });
  const player = new Player(scenario, engine, shell);
  for (const [i, task] of scenario.tasks.entries()) {
    begin(['tasks', i, 'checks'], `Task ${i + 1} is not done at the start`);
    await judgeStart(task, player, blame);
  }
  for (const [i, task] of scenario.tasks.entries()) {
    for (const [k, wrong] of task.wrong.entries()) {
      begin(['tasks', i, 'wrong', k], `Wrong solution ${k + 1} of task ${i + 1} fails`);
      await judgeWrong(task, wrong, await player.fork(), blame);
    }
    for (const [k, route] of (task.routes ?? []).entries()) {
      begin(['tasks', i, 'routes', k], `Another way ${k + 1} of task ${i + 1} achieves it`);
      await judgeRoute(task, route, await player.fork(), blame);
    }
    begin(['tasks', i, 'solution'], `The solution of task ${i + 1} achieves it`);
    await judgeSolution(task, player, blame);
  }
}

async function judgeStart(task: Task, player: Player, blame: Blame): Promise<void> {
  const { id, checks } = task;
  const report = await player.report(task);
  for (const [i, { label, holdsAtStart }] of checks.entries()) {
    const { passed } = report.checks[i]!;
    if (passed && holdsAtStart === undefined) {
      blame(id, `"${label}" holds before the learner has done anything`);
    } else if (!passed && holdsAtStart !== undefined) {
      blame(id, `"${label}" is said to hold at the start, and does not`);
    }
  }
  if (report.done) blame(id, 'is done before the learner has done anything');
}

function judgeSolution(task: Task, player: Player, blame: Blame): Promise<void> {
  return judgeWay(task, 'the solution', task.solution, player, blame);
}

function judgeRoute(task: Task, { note, run }: Route, player: Player, blame: Blame): Promise<void> {
  return judgeWay(task, `the other way "${note}"`, run, player, blame);
}

async function judgeWay(
  task: Task,
  name: string,
  lines: readonly string[],
  player: Player,
  blame: Blame,
): Promise<void> {
  const { id } = task;
  for (const line of lines) {
    const { refused } = await player.type(line);
    if (refused !== undefined) blame(id, `${name} has a line that cannot run: ${refused}`);
  }
  for (const { label, passed, detail } of (await player.report(task)).checks) {
    if (!passed) blame(id, `${name} does not achieve "${label}": ${detail}`);
  }
}

async function judgeWrong(
  task: Task,
  { note, run, fails, shows }: WrongSolution,
  player: Player,
  blame: Blame,
): Promise<void> {
  const { id, checks } = task;
  const name = `the wrong solution "${note}"`;
  const before = player.screen.length;
  for (const line of run) {
    const { refused } = await player.type(line);
    if (refused !== undefined) blame(id, `${name} has a line that cannot run: ${refused}`);
  }
  if (shows !== undefined && !player.screen.slice(before).includes(shows)) {
    blame(id, `${name} never shows: ${shows}`);
  }
  const named = checks.findIndex((check) => isNamed(check, fails));
  const { checks: reported } = await player.report(task);
  if (reported[named]?.passed !== false) blame(id, `${name} does not fail "${fails}"`);
}

function isNamed({ id, label }: Check, name: string): boolean {
  return id === name || label === name;
}

/** Exit codes of lines that never got as far as doing anything: mistakes of the author. */
const notRun: Readonly<Record<number, string>> = {
  126: 'is no program',
  127: 'command not found',
  252: 'the AWS CLI does not understand it',
};

/** Types lines as a learner would, and keeps what the terminal shows. */
class Player {
  readonly #scenario: Scenario;
  readonly #engine: Engine;
  readonly #shell: Shell;
  screen: string;

  constructor(scenario: Scenario, engine: Engine, shell: Shell, screen = '') {
    this.#scenario = scenario;
    this.#engine = engine;
    this.#shell = shell;
    this.screen = screen;
  }

  /** Runs a line; `refused` says so when it was not even a command. */
  async type(line: string): Promise<{ refused: string | undefined }> {
    await this.#engine.advanceTo(this.#engine.now + timeOfALine);
    const { stdout, stderr, exitCode } = await this.#shell.run(line);
    this.screen += `$ ${line}\n${stdout}${stderr}`;
    const why = notRun[exitCode];
    return { refused: why === undefined ? undefined : `${line} (${why}: ${stderr.trim()})` };
  }

  /** What the checks of a task say about the world that this player has made. */
  report(task: Task): Promise<TaskReport> {
    return checkTask(this.#scenario, task, this.#engine, this.screen);
  }

  /** Another player who starts from this one's world, which the session of the shell is part of. */
  async fork(): Promise<Player> {
    const engine = this.#engine.fork();
    followSecrets(engine);
    return new Player(this.#scenario, engine, await Shell.open(engine), this.screen);
  }
}
