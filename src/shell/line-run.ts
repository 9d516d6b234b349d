import { fromUtf8 } from './bytes';
import { variablesOf, type FunctionRecord, type Session } from './session';
import { functionsOf, sourcesFiles, type Script } from './syntax';

/** What a line may be given besides its text. */
export interface RunOptions {
  /** Ctrl-C. */
  readonly signal?: AbortSignal | undefined;
  /** Gets everything that is printed, as it is printed; the result repeats it. */
  readonly onOutput?: ((stream: 'stdout' | 'stderr', text: string) => void) | undefined;
  /** A real clock, in ms from wherever; without it no time passes for what is shown. */
  readonly clock?: (() => number) | undefined;
  /** Asks the learner for one line of input; undefined is the end of the input. */
  readonly ask?: ((prompt: string) => Promise<string | undefined>) | undefined;
}

/** How much one line may print, in bytes; more stops it. */
const outputLimit = 16 * 1024 * 1024;

/** What the shell looks like between two statements. */
export interface Captured {
  readonly cwd: string;
  readonly scalars: ReadonlyMap<string, string>;
  /** What `declare -F` printed. */
  readonly functions: string;
  /** What `declare -p` printed. */
  readonly declared: string;
}

/** What the line before left to this one, beside the session. */
export type Before = Pick<LineRun, 'status' | 'lastArgument'>;

/** One line while it runs: what it printed, and the session as its last statement left it. */
export class LineRun {
  session: Session;
  /** True once the state after the last statement was captured: nothing ended the shell before. */
  completed = false;
  /** `$?`: the exit code of what ran last. */
  status: number;
  /** `$_`: the last argument of the command that ran last. */
  lastArgument: string;
  /** Files that were read: where functions may come from when the line says `source`. */
  readonly read = new Set<string>();
  readonly printed = { stdout: '', stderr: '' };
  readonly #line: string;
  readonly #options: RunOptions;
  readonly #abort = new AbortController();
  #script: Script | undefined;
  readonly #began: number;
  #done = 0;
  #size = 0;

  constructor(line: string, session: Session, before: Before, options: RunOptions) {
    this.#line = line;
    this.#options = options;
    this.session = session;
    this.status = before.status;
    this.lastArgument = before.lastArgument;
    this.#began = this.#now;
    if (options.signal?.aborted === true) this.#abort.abort();
    options.signal?.addEventListener('abort', this.#interrupt);
  }

  readonly #interrupt = () => this.#abort.abort();

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** How long it has been running, in ms of real time; 0 where nobody measures. */
  get elapsed(): number {
    return this.#now - this.#began;
  }

  get #now(): number {
    return this.#options.clock?.() ?? 0;
  }

  /** Asks the learner for a line. */
  get ask(): RunOptions['ask'] {
    return this.#options.ask;
  }

  /** True when the line was stopped because it printed too much. */
  get overflowed(): boolean {
    return this.#size > outputLimit;
  }

  /** Takes in what the line consists of; returns what of it is still to be run. */
  begin(script: Script): Script {
    this.#script ??= script;
    const wrong = script.statements.find(({ deferredError }) => deferredError !== undefined);
    // Bash reads a line as a whole before it runs any of it; just-bash runs up to the mistake.
    const oneLine = !this.#line.trim().includes('\n');
    const statements =
      wrong !== undefined && oneLine ? [wrong] : script.statements.slice(this.#done);
    this.completed = statements.length === 0;
    return { ...script, statements };
  }

  /** A statement failed in a way that just-bash cannot go on from: the next one is up. */
  fail(message: string): void {
    this.print('stderr', message);
    this.#done += 1;
    this.status = 1;
  }

  print(stream: 'stdout' | 'stderr', output: string | Uint8Array): void {
    if (output.length === 0 || this.overflowed) return;
    const text = typeof output === 'string' ? output : fromUtf8(output);
    this.#show(stream, stream === 'stderr' ? withoutErrno(text) : text);
    this.#size += output.length;
    if (!this.overflowed) return;
    const limit = `${outputLimit / 1024 / 1024} MiB`;
    this.#show('stderr', `\nbash: output limit of ${limit} reached; the line was stopped\n`);
    this.#abort.abort();
  }

  /** Takes the state of the shell after a statement. `read` gives the text of a file. */
  capture(
    { cwd, scalars, functions, declared }: Captured,
    read: (path: string) => Uint8Array,
  ): void {
    const names = [...functions.matchAll(/^declare -\S+ (.+)$/gm)].map(([, name = '']) => name);
    const shell = {
      cwd,
      options: scalars.get('SHELLOPTS') ?? '',
      shopts: scalars.get('BASHOPTS') ?? '',
    };
    this.session = {
      shell,
      variables: variablesOf(scalars, declared),
      functions: this.#functions(names, read),
    };
    this.#done += 1;
    this.completed = this.#done === this.#script?.statements.length;
  }

  /** The line is over: Ctrl-C is no longer its business. */
  end(): void {
    this.#options.signal?.removeEventListener('abort', this.#interrupt);
  }

  #show(stream: 'stdout' | 'stderr', text: string): void {
    this.printed[stream] += text;
    this.#options.onOutput?.(stream, text);
  }

  // just-bash cannot print a function's body, so the source that defined it is kept instead.
  #functions(
    names: readonly string[],
    read: (path: string) => Uint8Array,
  ): ReadonlyMap<string, FunctionRecord> {
    const known = new Map(this.session.functions);
    if (names.length > 0 && this.#script !== undefined) {
      if (sourcesFiles(this.#script)) {
        for (const path of this.read) addFunctions(known, fromUtf8(read(path)));
      }
      addFunctions(known, this.#line);
    }
    return new Map(
      names.flatMap((name) => {
        const record = known.get(name);
        return record === undefined ? [] : [[name, record] as const];
      }),
    );
  }
}

/** Some of just-bash's programs print an error whole: `EACCES: Permission denied, '/x'`. */
function withoutErrno(text: string): string {
  return text.replace(/\bE[A-Z]{4,}: ([A-Z][a-z ]+), '[^'\n]*'/g, '$1');
}

function addFunctions(known: Map<string, FunctionRecord>, source: string): void {
  for (const { name } of functionsOf(source)) known.set(name, { source });
}
