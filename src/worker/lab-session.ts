import { accessOfEverybody, whoCan } from '../engine/access/index';
import type { AccessFact, AccessTable, EditedPolicy } from '../engine/access/index';
import { loadModel, type ServiceName } from '../engine/api/index';
import { Engine, type Happening } from '../engine/engine';
import type { FunctionRuntime } from '../engine/functions';
import { restoreWorld, savedFormat, saveWorld, type SavedWorld } from '../engine/saved-world';
import { billsOfMonth } from '../engine/services/month-bills';
import type { Update } from '../engine/tables';
import { createWorld } from '../engine/world';
import { home } from '../engine/workstation';
import { exposure, type Exposure } from '../learning/exposure';
import { followSecrets } from '../learning/follow-secrets';
import { foresee, stepsBeforeTheLast, type Prediction } from '../learning/foresight';
import { openScenario, recheckTask } from '../learning/runner';
import type { Scenario, TaskReport } from '../learning/scenario';
import { cliLine } from '../shell/aws/command-line';
import { breather } from '../shell/breath';
import { Shell } from '../shell/shell';
import { httpExchange, type HttpExchange, type TracedRequest } from './http-exchange';
import { changesFromPage, worldFromPage, worldToPage } from './large-rows';
import { Outbox } from './outbox';
import type { CommandResult, Completion, ConsoleAnswer, Identity } from './port';
import type { ConsoleRequest, LabEvent, OpenRequest } from './port';
import { probe, type Outcome } from './probe';

/** The world that is open in the Worker, with its terminal. */
export class LabSession {
  readonly #tell: (event: LabEvent) => void;
  readonly #clock: () => number;
  readonly #outbox: Outbox;
  readonly #functions: FunctionRuntime | undefined;
  #open: { engine: Engine; shell: Shell; scenario: Scenario | null } | undefined;
  #lastCommand: number;
  #running: AbortController | undefined;
  #checking: AbortController | undefined;
  #answer: ((line: string | undefined) => void) | undefined;
  /** What the running line shows of something that loads; the next output overwrites it. */
  #loading = '';

  /** `tell` gets what happens; `clock` is a real clock in ms, whatever it counts from. */
  constructor(tell: (event: LabEvent) => void, clock: () => number, functions?: FunctionRuntime) {
    this.#tell = tell;
    this.#functions = functions;
    this.#clock = clock;
    this.#outbox = new Outbox(tell, clock);
    this.#lastCommand = clock();
  }

  /** Opens a saved world or sets up a new one; returns it whole, unless it is as it was sent. */
  async open(request: OpenRequest): Promise<{ cwd: string; world: SavedWorld | null }> {
    const { saved, scenario, now } = request;
    const { engine, shell, untouched } = await this.#openWorld(saved, scenario, now);
    if (saved !== null || scenario === null) followSecrets(engine);
    this.#outbox.flush();
    engine.observe((happening: Happening) => this.#outbox.add(happening));
    this.#open = { engine, shell, scenario };
    this.#lastCommand = this.#clock();
    const isKnown = untouched && saved?.format === savedFormat;
    const world = isKnown ? null : worldToPage(saveWorld(engine.tables));
    return { cwd: shortPath(shell.cwd), world };
  }

  /** Tells what large bytes keep from being told at once, for as long as nothing else is to be done. */
  settle(isIdle: () => boolean = () => true): Promise<void> {
    return this.#outbox.settle(isIdle);
  }

  /** Runs one line of the terminal. The world's clock first catches up with real time. */
  async run(line: string): Promise<CommandResult> {
    const { shell } = this.#world();
    if (!shell.isComplete(line)) {
      const cwd = shortPath(shell.cwd);
      return { stdout: '', stderr: '', exitCode: 0, cwd, exited: false, complete: false };
    }
    await this.#begin(line);
    this.#running = new AbortController();
    try {
      const result = await shell.run(line, {
        signal: this.#running.signal,
        onOutput: (stream, text) => this.#tell({ type: 'output', stream, text }),
        ask: (prompt) => this.#ask(prompt),
        clock: this.#clock,
      });
      return { ...result, cwd: shortPath(shell.cwd), complete: true };
    } finally {
      this.#running = undefined;
      this.#answer = undefined;
    }
  }

  /** Sends a request as `aws` would from the terminal; to undo, it is the line that does the same. */
  async request(request: ConsoleRequest): Promise<ConsoleAnswer> {
    const { shell } = this.#world();
    const model = await loadModel(request.service as ServiceName);
    await this.#begin(cliLine(model, request.operation, request.input, request.region));
    const { signal } = (this.#running = new AbortController());
    try {
      return await shell.request(request, signal);
    } finally {
      this.#running = undefined;
    }
  }

  /** A function of the running line waits for its language's runtime: how much of it has come. */
  loading(loaded: number, total: number, isOver: boolean): void {
    if (this.#running === undefined) return;
    const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
    const text = `Loading the function's runtime: ${megabytes(loaded)} of ${megabytes(total)} MB`;
    const shown = isOver ? ' '.repeat(this.#loading.length) : text;
    if (shown === this.#loading) return;
    this.#loading = isOver ? '' : shown;
    this.#tell({ type: 'output', stream: 'stderr', text: `${shown.padEnd(text.length)}\r` });
  }

  /** Ctrl-C: the running line stops at its next statement. */
  cancel(): void {
    this.#running?.abort();
    this.#answer?.(undefined);
  }

  /** The learner's answer to a command that asked; undefined is the end of the input. */
  answer(line: string | undefined): void {
    this.#answer?.(line);
    this.#answer = undefined;
  }

  /** Candidates for the word before the cursor. */
  complete(line: string, cursor: number): Promise<Completion> {
    return this.#world().shell.complete(line, cursor);
  }

  /** What the checks of one of the scenario's tasks say now. */
  async check(id: string, screen: string): Promise<TaskReport> {
    const { engine, scenario, task } = this.#task(id);
    return await this.#look((signal) => recheckTask(scenario, task, engine, screen, signal));
  }

  /** What may be asked about a line before it runs; found out on a fork. */
  async foresee(line: string): Promise<Prediction | null> {
    const { engine } = this.#world();
    return (await this.#look((signal) => foresee(engine, line, signal))) ?? null;
  }

  /** How many lines of a task's solution come before the one that achieves it; found out on a fork. */
  async stepsBeforeTheLast(id: string): Promise<number> {
    const { engine, scenario, task } = this.#task(id);
    return await this.#look((signal) => stepsBeforeTheLast(scenario, task, engine, signal));
  }

  /** Looks at the world as it is, until the learner's own command comes. */
  async #look<T>(look: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = (this.#checking = new AbortController());
    try {
      return await look(signal);
    } finally {
      this.#checking = undefined;
    }
  }

  #task(id: string) {
    const { engine, scenario } = this.#world();
    const task = scenario?.tasks.find((candidate) => candidate.id === id);
    if (!scenario || !task) throw new Error(`there is no task ${id}`);
    return { engine, scenario, task };
  }

  /** Ends a check that runs: the learner's own command must not wait for it. */
  stopChecking(): void {
    this.#checking?.abort();
  }

  /** Where secrets are in the clear right now. */
  exposure(screen: string): readonly Exposure[] {
    return exposure(this.#world().engine, screen);
  }

  /** Who could do what with another text of a policy; asked of a fork. */
  whoCan(edited: EditedPolicy): AccessTable {
    const { engine } = this.#world();
    return whoCan(engine.tables, edited, engine.now);
  }

  /** What the world's users and roles may do to its resources. */
  access(): readonly AccessFact[] {
    const { engine } = this.#world();
    return accessOfEverybody(engine.tables, engine.now);
  }

  /** Whom the `aws` command of the terminal would be now. */
  identity(): Identity {
    return this.#world().shell.identity();
  }

  /** What lines would do, each on a fork of the world; Ctrl-C ends it. */
  async probe(lines: readonly string[]): Promise<readonly Outcome[]> {
    const { signal } = (this.#running = new AbortController());
    try {
      return await probe(this.#world().engine, lines, signal);
    } finally {
      this.#running = undefined;
    }
  }

  /** What the running month has cost so far in all accounts, in US dollars. */
  cost(): number {
    const { engine } = this.#world();
    return billsOfMonth(engine.tables, engine.now).reduce((sum, { total }) => sum + total, 0);
  }

  /** A request of the trace as it went over the wire, and its answer. */
  http(traced: TracedRequest): Promise<HttpExchange> {
    return httpExchange(this.#world().engine, traced);
  }

  /** Takes back the last command that changed something; returns it. */
  undo(): string | undefined {
    return this.#world().engine.undo();
  }

  /** Does again what `undo` took back; returns it. */
  redo(): string | undefined {
    return this.#world().engine.redo();
  }

  /** Makes records what another world has, undone as one command that is called `name`. */
  async adopt(name: string, changes: readonly Update[]): Promise<{ cwd: string }> {
    const { engine, shell } = this.#world();
    const rows = await changesFromPage(changes);
    engine.checkpoint(name);
    engine.write((tx) => {
      for (const { table, key, after } of rows) {
        if (after === undefined) tx.delete({ name: table }, key);
        else tx.put({ name: table }, key, after);
      }
    });
    this.#lastCommand = this.#clock();
    return { cwd: shortPath(shell.cwd) };
  }

  /** Moves the world's clock on by `ms`, or until Ctrl-C: then it stands where it was. */
  async advance(ms: number): Promise<void> {
    const { engine } = this.#world();
    engine.checkpoint('advance the clock');
    const { signal } = (this.#running = new AbortController());
    try {
      // Without a break no message of the page would be heard.
      await engine.advanceTo(engine.now + ms, { signal, between: breather() });
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      this.#running = undefined;
    }
  }

  /** The world's clock catches up with real time; that is no command, and nothing to undo. */
  async catchUp(): Promise<void> {
    const { engine } = this.#world();
    const now = this.#clock();
    await engine.advanceTo(engine.now + Math.max(0, Math.round(now - this.#lastCommand)));
    this.#lastCommand = now;
  }

  /** What comes now is undone as `label`; that time passed before is not its doing. */
  async #begin(label: string): Promise<void> {
    await this.catchUp();
    this.#world().engine.checkpoint(label);
  }

  async #openWorld(saved: SavedWorld | null, scenario: Scenario | null, now: number) {
    if (saved === null && scenario !== null) {
      return {
        ...(await openScenario(scenario, { now, functions: this.#functions })),
        untouched: false,
      };
    }
    const tables =
      saved === null ? createWorld({ now, seed: null }) : restoreWorld(await worldFromPage(saved));
    const engine = new Engine(tables, undefined, { functions: this.#functions });
    let untouched = saved !== null;
    const stop = engine.observe(() => (untouched = false));
    const shell = await Shell.open(engine);
    stop();
    return { engine, shell, untouched };
  }

  #world() {
    if (this.#open === undefined) throw new Error('no world is open');
    return this.#open;
  }

  #ask(prompt: string): Promise<string | undefined> {
    return new Promise((resolve) => {
      this.#answer = resolve;
      this.#tell({ type: 'asked', prompt });
    });
  }
}

function shortPath(path: string): string {
  return path === home || path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path;
}
