import { joined, type Subject } from '../../diagrams/subjects';
import type { LogRecord } from '../../storage/lab-storage';
import type { CommandResult, Completion } from '../../worker/port';
import { CommandHistory } from './command-history';
import { Output, type Stream } from './output.svelte';

/** What a running command can do to its terminal. */
export interface CommandScreen {
  print(stream: Stream, text: string): void;
  /** The command wants a line of input; it comes by `answer`. */
  ask(question: string): void;
  /** The command sent requests. */
  sent(subject: Subject): void;
}

/** What the terminal needs of whatever runs its commands. */
export interface CommandRunner {
  run(line: string, screen: CommandScreen): Promise<CommandResult>;
  /** Answers a command that asked for a line; null is the end of the input. */
  answer(line: string | null): void;
  complete(line: string, cursor: number): Promise<Completion>;
  /** Stops the command that is running. */
  interrupt(): void;
}

/** After how many requests of a command no more are noted. */
const mostNoted = 1000;

/** A command in the log: waiting for its turn, running, done, or taken out of the queue. */
export class Entry {
  readonly id: number;
  readonly line: string;
  readonly output = new Output();
  /** The working directory it runs in; empty until the shell is there. */
  cwd = $state('');
  state = $state<'waiting' | 'running' | 'done' | 'dropped'>('waiting');
  /** For how long it has been running, in ms; it grows while it runs. */
  elapsed = $state(0);
  exitCode = $state(0);
  /** How long it ran, in ms; not known of commands from before the page was loaded. */
  took = $state<number | undefined>(undefined);
  /** What it asked of AWS; not known of commands from before the page was loaded. */
  subject: Subject | undefined;

  constructor(id: number, line: string) {
    this.id = id;
    this.line = line;
  }

  /** A command that ran before the page was loaded. */
  static of(id: number, { line, stdout, stderr, exitCode, cwd }: LogRecord): Entry {
    const entry = new Entry(id, line);
    entry.output.write('stderr', stderr);
    entry.output.write('stdout', stdout);
    entry.output.end();
    entry.exitCode = exitCode;
    entry.cwd = cwd;
    entry.state = 'done';
    return entry;
  }

  /** It sent requests: those of a loop without end are kept as far as the trace is. */
  note(subject: Subject): void {
    const { requests, resources } = this.subject ?? subject;
    if (requests.length < mostNoted) this.subject = joined({ requests, resources }, subject);
  }

  /** What is stored of it. */
  get record(): LogRecord {
    const { line, exitCode, cwd, output } = this;
    return {
      line,
      exitCode,
      cwd,
      stdout: output.textOf('stdout'),
      stderr: output.textOf('stderr'),
    };
  }
}

/** What a shell reports for a command that Ctrl-C ended (128 + SIGINT). */
const interrupted = 130;

/** How often a running command says for how long it has been running, in ms. */
const tick = 1000;

/** How much stays in the log: older commands go first. */
const logLimits = { commands: 500, lines: 100_000 };

/**
 * A terminal's commands: what was typed, in order, what each printed, and which still wait.
 * Typing never waits; commands run one after another as soon as the shell can take them.
 */
export class TerminalSession {
  entries = $state.raw<readonly Entry[]>([]);
  cwd = $state('~');
  running = $state.raw<Entry | undefined>(undefined);
  /** What the running command asks; its answer is typed at the prompt. */
  asking = $state<string | undefined>(undefined);
  history = new CommandHistory();
  readonly #runner: CommandRunner;
  readonly #onDone: (record: LogRecord) => void;
  #queue: Entry[] = [];
  #ids = 0;

  /** `onDone` gets every command that ran, with what it printed: what is stored of a terminal. */
  constructor(runner: CommandRunner, onDone: (record: LogRecord) => void = () => undefined) {
    this.#runner = runner;
    this.#onDone = onDone;
  }

  /** Shows a stored log again in place of what is there; commands that wait go on waiting. */
  restore(log: readonly LogRecord[]): void {
    const entries = log.map((record) => Entry.of((this.#ids += 1), record));
    const waiting = this.entries.filter(({ state }) => state !== 'done' && state !== 'dropped');
    this.entries = trimmed([...entries, ...waiting]);
    this.history = new CommandHistory(log.map(({ line }) => line));
    for (const { line } of waiting) this.history.add(line);
    this.cwd = '~';
  }

  /** Adds commands that ran in another terminal. */
  add(log: readonly LogRecord[]): void {
    const entries = log.map((record) => Entry.of((this.#ids += 1), record));
    for (const { line } of entries) this.history.add(line);
    this.entries = trimmed([...this.entries, ...entries]);
  }

  /** The commands of the log that are done, as they are stored. */
  get records(): readonly LogRecord[] {
    return this.entries.filter(({ state }) => state === 'done').map((entry) => entry.record);
  }

  /** Puts commands into the log and runs them when those before are done. */
  async submit(commands: readonly string[]): Promise<void> {
    for (const line of commands) this.history.add(line);
    const entries = commands.map((line) => new Entry((this.#ids += 1), line));
    this.entries = trimmed([...this.entries, ...entries]);
    this.#queue.push(...entries);
    if (this.running === undefined) await this.#work();
  }

  /** Stops the running command and takes the waiting ones out of the queue. */
  interrupt(): void {
    for (const entry of this.#queue) entry.state = 'dropped';
    this.#queue = [];
    this.#runner.interrupt();
  }

  /** Answers the running command's question; null is the end of the input. */
  answer(line: string | null): void {
    this.running?.output.write('stdout', `${this.asking ?? ''}${line ?? ''}\n`);
    this.asking = undefined;
    this.#runner.answer(line);
  }

  /** Everything the log shows, as text. */
  get screen(): string {
    return this.entries.map(({ line, output }) => `${line}\n${output.text}`).join('\n');
  }

  complete(line: string, cursor: number): Promise<Completion> {
    return this.#runner.complete(line, cursor);
  }

  /** Empties the log; what runs goes on and stays. */
  clear(): void {
    this.entries = this.entries.filter(({ state }) => state === 'running' || state === 'waiting');
  }

  async #work(): Promise<void> {
    for (let entry = this.#queue.shift(); entry; entry = this.#queue.shift()) {
      this.running = entry;
      await this.#run(entry);
    }
    this.running = undefined;
  }

  async #run(entry: Entry): Promise<void> {
    const { output } = entry;
    entry.cwd = this.cwd;
    entry.state = 'running';
    const start = performance.now();
    const ticking = setInterval(() => (entry.elapsed = performance.now() - start), tick);
    try {
      const result = await this.#runner.run(entry.line, {
        print: (stream, text) => output.write(stream, text),
        ask: (question) => (this.asking = question),
        sent: (subject) => entry.note(subject),
      });
      entry.exitCode = result.exitCode;
      this.cwd = result.cwd;
      if (!result.complete) output.write('stderr', 'The command is not complete: nothing ran.\n');
    } catch (error) {
      output.write('stderr', `${error instanceof Error ? error.message : String(error)}\n`);
      entry.exitCode = error instanceof Error && error.name === 'Interrupted' ? interrupted : 1;
    }
    clearInterval(ticking);
    this.asking = undefined;
    output.end();
    entry.took = performance.now() - start;
    entry.state = 'done';
    this.#onDone(entry.record);
  }
}

function trimmed(entries: readonly Entry[]): readonly Entry[] {
  let from = entries.length;
  for (let lines = 0; from > 0 && entries.length - from < logLimits.commands; from -= 1) {
    lines += entries[from - 1]!.output.lines;
    if (lines > logLimits.lines) break;
  }
  return entries.slice(from);
}
