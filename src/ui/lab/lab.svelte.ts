import type { AccessFact, AccessTable, EditedPolicy } from '../../engine/access/index';
import { subjectOf } from '../../diagrams/subjects';
import type { SavedWorld } from '../../engine/saved-world';
import type { Update } from '../../engine/tables';
import type { Exposure } from '../../learning/exposure';
import type { Scenario, TaskReport } from '../../learning/scenario';
import {
  Interrupted,
  type LabClient,
  type LabListener,
  type LabState,
} from '../../worker/lab-client';
import type { CommandResult, Completion, LabEvent, Outcome, Prediction } from '../../worker/port';
import type { HttpExchange, TracedRequest } from '../../worker/port';
import type { ConsoleAnswer, ConsoleRequest, Identity } from '../../worker/port';
import type { CommandRunner, CommandScreen } from '../terminal/session.svelte';
import { Happenings } from './happenings.svelte';
import { ShownWorld } from './shown-world.svelte';

/** What the page uses of the Worker's client. */
export type LabConnection = Pick<
  LabClient,
  | ('world' | 'open' | 'run' | 'complete' | 'check' | 'exposure' | 'whoCan' | 'access')
  | ('request' | 'identity' | 'probe' | 'http' | 'cost' | 'foresee' | 'stepsBeforeTheLast')
  | ('undo' | 'redo' | 'advance' | 'interrupt' | 'answer' | 'settle' | 'close')
> &
  // Missing where what changes the world is told, to be done again.
  Partial<Pick<LabClient, 'catchUp' | 'adopt'>>;

/** What to open, and who else wants to know what happens. */
export interface LabOptions {
  readonly connect: (listener: LabListener) => LabConnection;
  /** What to set up where nothing is stored, and whose checks are asked. */
  readonly scenario: () => Scenario | null;
  /** The text the terminal shows, for the search of secrets on the screen. */
  readonly screen: () => string;
  /** Called with every change of the world, in order: what saving needs. */
  readonly onChanges: (changes: readonly Update[]) => void;
  /** Called with what the checks say, whenever they were asked. */
  readonly onReports: (reports: readonly TaskReport[]) => void;
  readonly onRestart: LabListener['onRestart'];
  /** The tasks that are not done yet, by id, the most interesting first. */
  readonly openTasks: () => readonly string[];
}

/** How long the terminal must be idle before checks are asked for, in ms: commands go first. */
const idle = 30;

/** The page's view of one world: what the Worker is doing, the trace, the state, the checks. */
export class Lab implements CommandRunner {
  state = $state.raw<LabState>('loading');
  /** True once a world is open and commands can run. */
  opened = $state(false);
  /** Why there is no world, when opening failed. */
  failure = $state('');
  /** True when the Worker failed for good: only loading the page anew can help. */
  broken = $state(false);
  /** All records of the world. */
  readonly tables = new ShownWorld();
  reports = $state.raw<readonly TaskReport[]>([]);
  /** Where secrets are in the clear; undefined until that was found out. */
  exposure = $state.raw<readonly Exposure[] | undefined>(undefined);
  /** Whom the terminal's `aws` command would be; undefined until that was found out. */
  identity = $state.raw<Identity | undefined>(undefined);
  /** What the running month has cost so far, in US dollars; undefined until that was found out. */
  cost = $state<number>();
  readonly happenings = new Happenings((changes) => this.#look(changes));
  readonly #connection: LabConnection;
  readonly #options: LabOptions;
  #opening: Promise<void> | undefined;
  #giveUp: (() => void) | undefined;
  #screen: CommandScreen | undefined;
  #commands = 0;
  #refreshing: Promise<void> | undefined;
  /** Whether anything ended since checks and exposure were last asked for. */
  #stale = false;

  constructor(options: LabOptions) {
    this.#options = options;
    this.#connection = options.connect({
      onState: (state) => {
        this.state = state;
        if (state === 'failed') this.#break();
      },
      onEvent: (event) => this.#receive(event),
      onRestart: (reason, cwd) => {
        this.#look();
        options.onRestart(reason, cwd);
      },
    });
  }

  /** Opens a world; rejects, and sets `failure`, when that cannot be. `now` is real time in ms. */
  async open(saved: SavedWorld | null, now: number): Promise<void> {
    const scenario = this.#options.scenario();
    try {
      if (this.broken) throw new Error(this.failure);
      await this.#connection.open({ saved, scenario, now });
    } catch (error) {
      if (!this.broken) this.failure = error instanceof Error ? error.message : String(error);
      throw error;
    }
    this.failure = '';
    this.reports = [];
    this.happenings.clear();
  }

  /** Lets commands run when `ready` resolves: the world is open and its log is back. */
  async opening(ready: Promise<void>): Promise<void> {
    this.#opening = ready;
    await ready;
    this.opened = this.failure === '';
    void this.refresh();
  }

  /** The whole world as data, for saving and export. */
  save(): SavedWorld {
    return this.#connection.world.save();
  }

  async run(line: string, screen: CommandScreen): Promise<CommandResult> {
    this.#commands += 1;
    let printed = false;
    try {
      await Promise.race([this.#opening, this.#givenUp()]);
      if (this.failure !== '') {
        throw new Error(`Not run: ${this.broken ? 'reload the page first' : 'no world is open'}.`);
      }
      this.happenings.begin();
      this.#screen = {
        ask: screen.ask,
        sent: screen.sent,
        print(stream, text) {
          printed = true;
          screen.print(stream, text);
        },
      };
      const result = await this.#connection.run(line);
      // Output that was not announced while the command ran comes with its end.
      if (!printed) {
        screen.print('stderr', result.stderr);
        screen.print('stdout', result.stdout);
      }
      return result;
    } finally {
      this.#screen = undefined;
      this.#commands -= 1;
      this.happenings.show();
      void this.refresh();
    }
  }

  async complete(line: string, cursor: number): Promise<Completion> {
    if (!this.opened) return { from: cursor, candidates: [] };
    return this.#connection.complete(line, cursor);
  }

  /**
   * Sends a request of a console as the terminal's `aws` would; undone as one command. One that
   * goes on with the action of the request before shows together with it.
   */
  async request(request: ConsoleRequest, goesOn = false): Promise<ConsoleAnswer> {
    this.#commands += 1;
    try {
      await this.#opening;
      if (!goesOn) this.happenings.begin();
      return await this.#connection.request(request);
    } finally {
      this.#commands -= 1;
      this.happenings.show();
      void this.refresh();
    }
  }

  /** Ctrl-C, also for a command that still waits for the world to be open. */
  interrupt(): void {
    this.#giveUp?.();
    this.#connection.interrupt();
  }

  answer(line: string | null): void {
    this.#connection.answer(line);
  }

  /** Who could do what with another text of a policy; the world stays as it is. */
  whoCan(edited: EditedPolicy): Promise<AccessTable> {
    return this.#connection.whoCan(edited);
  }

  /** What the world's users and roles may do to its resources. */
  access(): Promise<readonly AccessFact[]> {
    return this.#connection.access();
  }

  /** What lines would do in the world as it is, each on a fork of its own. */
  probe(lines: readonly string[]): Promise<readonly Outcome[]> {
    return this.#connection.probe(lines);
  }

  /** A request of the trace as it went over the wire, and its answer. */
  http(traced: TracedRequest): Promise<HttpExchange> {
    return this.#connection.http(traced);
  }

  /** What may be asked about a line before it runs; null where nothing may, or it is not known. */
  async foresee(line: string): Promise<Prediction | null> {
    try {
      await this.#opening;
      return await this.#connection.foresee(line);
    } catch {
      // A command of the learner came first.
      return null;
    }
  }

  /** How many lines of a task's solution come before the one that achieves it. */
  async stepsBeforeTheLast(task: string): Promise<number> {
    await this.#opening;
    return this.#connection.stepsBeforeTheLast(task);
  }

  /** Takes back the last command that changed something; resolves to that command. */
  undo(): Promise<string | undefined> {
    return this.#travel(() => this.#connection.undo());
  }

  /** Does again what `undo` took back; resolves to that command. */
  redo(): Promise<string | undefined> {
    return this.#travel(() => this.#connection.redo());
  }

  /** Moves the world's clock on by `ms`. */
  async advance(ms: number): Promise<void> {
    this.happenings.begin();
    await this.#connection.advance(ms);
    this.happenings.show();
    void this.refresh();
  }

  /** Whether it can become another world. */
  get canAdopt(): boolean {
    return this.#connection.adopt !== undefined;
  }

  /** Makes records what another world has, as one step to undo; resolves to where the shell stands. */
  async adopt(name: string, changes: () => readonly Update[]): Promise<string> {
    this.happenings.begin();
    const adopted = await this.#connection.adopt?.(name, changes);
    this.happenings.show();
    void this.refresh();
    return adopted?.cwd ?? '~';
  }

  /** Whether its clock can run as real time does. */
  get canFollowRealTime(): boolean {
    return this.#connection.catchUp !== undefined;
  }

  /**
   * Lets the world's clock catch up with real time, unless something runs or is being checked. What
   * falls due shows as the doing of the last command, and checks are asked anew.
   */
  async catchUp(): Promise<void> {
    if (this.#connection.catchUp === undefined) return;
    if (!this.opened || this.#commands > 0 || this.#refreshing !== undefined) return;
    const { steps } = this.happenings;
    await this.#connection.catchUp();
    this.happenings.show();
    if (this.happenings.steps !== steps) void this.refresh();
  }

  /** Asks the checks and the search for secrets anew: once more, however often it is called. */
  refresh(): Promise<void> {
    this.#stale = true;
    this.#refreshing ??= this.#refresh().finally(() => (this.#refreshing = undefined));
    return this.#refreshing;
  }

  /** Resolves when the page has everything of the world that was there when this was asked. */
  settle(): Promise<void> {
    return this.#connection.settle();
  }

  /** Stops the Worker. */
  close(): void {
    this.#connection.close();
  }

  /** Rejects when the command is interrupted before it could begin. */
  #givenUp(): Promise<never> {
    return new Promise((_, reject) => {
      this.#giveUp = () => reject(new Interrupted('interrupted'));
    });
  }

  async #travel(go: () => Promise<string | undefined>): Promise<string | undefined> {
    this.happenings.begin();
    const command = await go();
    this.happenings.show();
    void this.refresh();
    return command;
  }

  async #refresh(): Promise<void> {
    while (this.#stale) {
      await new Promise((resolve) => setTimeout(resolve, idle));
      // While commands run, nothing is asked: the end of the last one asks for everything.
      if (this.#commands > 0 || !this.opened) return;
      this.#stale = false;
      try {
        await this.#ask();
      } catch {
        // Stopped together with a command, whose own end asks again.
      }
    }
  }

  // One call a task, the current one first: a command that comes meanwhile waits for none of them.
  async #ask(): Promise<void> {
    const screen = this.#options.screen();
    const identity = await this.#connection.identity();
    // Everything that consoles show is computed anew for somebody else.
    if (JSON.stringify(identity) !== JSON.stringify(this.identity)) this.identity = identity;
    const [current, ...others] = this.#options.openTasks();
    if (current !== undefined) await this.#check(current, screen);
    this.exposure = await this.#connection.exposure(screen);
    this.cost = await this.#connection.cost();
    for (const task of others) {
      if (this.#stale || this.#commands > 0) return;
      await this.#check(task, screen);
    }
  }

  async #check(task: string, screen: string): Promise<void> {
    const report = await this.#connection.check(task, screen);
    this.reports = [...this.reports.filter((other) => other.task !== task), report];
    this.#options.onReports([report]);
  }

  #receive(event: LabEvent): void {
    if (event.type === 'output') this.#screen?.print(event.stream, event.text);
    else if (event.type === 'asked') this.#screen?.ask(event.prompt);
    else {
      if (event.changes.length > 0) this.#options.onChanges(event.changes);
      this.happenings.add(event.steps, event.changes);
      if (event.steps.length > 0) this.#screen?.sent(subjectOf(event.steps));
    }
  }

  #break(): void {
    this.broken = true;
    this.failure = this.opened
      ? 'The part that runs commands failed and did not come back. Your world and files are as they were after the last finished request. Reload the page to go on.'
      : 'The part that runs commands could not be loaded. The connection may have been lost, or a newer version was put in place. Reload the page.';
  }

  /** Shows the tables that these changes are in; all, where another world is open. */
  #look(changes?: readonly Update[]): void {
    const { tables } = this.#connection.world;
    this.tables.show(
      tables,
      changes?.map(({ table }) => table),
    );
  }
}
