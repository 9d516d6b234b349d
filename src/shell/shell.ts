import type { Bash } from 'just-bash/browser';
import type { Engine } from '../engine/engine';
import { identityOf, type Identity } from './aws/configuration/identity';
import { sendForConsole, type ConsoleAnswer, type ConsoleRequest } from './aws/console-request';
import { FileError, type CommandContext, type ShellCommand } from './command';
import { complete, type Completion } from './complete';
import { devices } from './devices';
import { FileTree } from './file-tree';
import { breather } from './breath';
import { commandFiles } from './files';
import { inner } from './instrument';
import { interpreterFor } from './interpreter';
import { lineProblem } from './line';
import { LineRun, type Before, type RunOptions } from './line-run';
import { interrupted } from './program';
import { history } from './programs/history';
import { ownPrograms } from './programs/index';
import { aliasPrefix, endSession, readSession, writeSession, type Session } from './session';
import { isComplete } from './syntax';
import { builtinPrograms, shellWords } from './vocabulary';

/** How a line of the shell ended. */
export interface LineResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
  /** True when the line ended the session (`exit`, `set -e`); the next line starts a new one. */
  readonly exited: boolean;
}

const fresh: Before = { status: 0, lastArgument: '' };

/**
 * The shell of the learner's machine. It keeps little but `$?` and `$_` itself: each line starts from the
 * session saved with the world and writes back what it changed, so undo, forks and a reload need
 * no care.
 */
export class Shell {
  readonly #engine: Engine;
  readonly #commands: ReadonlyMap<string, ShellCommand>;
  readonly #tree: FileTree;
  readonly #lines: string[] = [];
  #run: LineRun | undefined;
  #before: Before = fresh;
  #last: Promise<unknown> = Promise.resolve();
  readonly #breathe = breather();

  /** Opens the shell of an engine's world, with these commands beside its own. */
  static open(
    engine: Engine,
    { commands = [] }: { readonly commands?: readonly ShellCommand[] } = {},
  ): Promise<Shell> {
    return Promise.resolve(new Shell(engine, commands));
  }

  private constructor(engine: Engine, commands: readonly ShellCommand[]) {
    this.#engine = engine;
    const all = [history(() => this.#lines), ...ownPrograms, ...commands];
    this.#commands = new Map(all.map((command) => [command.name, command]));
    this.#tree = new FileTree(
      engine,
      devices(engine, (stream, bytes) => this.#run?.print(stream, bytes)),
      new Set([...builtinPrograms, ...this.#commands.keys(), ...Object.values(inner)]),
    );
  }

  /** The working directory, an absolute path. */
  get cwd(): string {
    return this.#session.shell.cwd;
  }

  /** The session's variables that are not arrays. */
  variables(): ReadonlyMap<string, string> {
    const values = new Map<string, string>();
    for (const [name, { value }] of this.#session.variables) {
      if (value !== undefined) values.set(name, value);
    }
    return values;
  }

  /** Whom the `aws` command would be, and in which Region. */
  identity(): Identity {
    return identityOf(this.#engine, this.#context(new AbortController().signal));
  }

  /** False when the terminal should ask for another line before it runs this one. */
  isComplete(line: string): boolean {
    return lineProblem(line) !== undefined || isComplete(line);
  }

  /** Runs a line, or several pasted together, once the one before it is done. */
  run(line: string, options: RunOptions = {}): Promise<LineResult> {
    const result = this.#last.then(() => this.#runNow(line, options));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Sends a request as `aws` would from here, once the line before is done. */
  request(request: ConsoleRequest, signal: AbortSignal): Promise<ConsoleAnswer> {
    const result = this.#last.then(() => sendForConsole(request, this.#context(signal)));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Candidates for the word before the cursor. */
  complete(line: string, cursor: number): Promise<Completion> {
    const { shell, variables, functions } = this.#session;
    const env = this.variables();
    const aliases = [...env.keys()].flatMap((name) =>
      name.startsWith(aliasPrefix) ? [name.slice(aliasPrefix.length)] : [],
    );
    const programs = [...builtinPrograms, ...this.#commands.keys()];
    return complete(line, cursor, {
      engine: this.#engine,
      files: commandFiles(this.#tree, shell.cwd),
      cwd: shell.cwd,
      env,
      names: [...shellWords, ...programs, ...functions.keys(), ...aliases],
      variables: [...variables.keys()].filter(
        (name) => /^[A-Za-z_]/.test(name) && !name.startsWith(aliasPrefix),
      ),
      command: (name) => this.#commands.get(name),
    });
  }

  /** What a command sees that nobody typed: the session's exported variables, and nobody to ask. */
  #context(signal: AbortSignal): CommandContext {
    const { shell, variables } = this.#session;
    const exported = [...variables].flatMap(([name, { value, attributes }]) =>
      value !== undefined && attributes.includes('x') ? [[name, value] as const] : [],
    );
    const silent = { write: () => undefined };
    return {
      ...{ engine: this.#engine, files: commandFiles(this.#tree, shell.cwd), cwd: shell.cwd },
      ...{ env: new Map(exported), stdin: new Uint8Array(0), stdout: silent, stderr: silent },
      ...{ signal, elapsed: () => 0, ask: () => Promise.resolve(undefined) },
    };
  }

  get #session(): Session {
    return readSession(this.#engine.tables);
  }

  async #runNow(line: string, options: RunOptions): Promise<LineResult> {
    const run = new LineRun(line, this.#session, this.#before, options);
    const problem = lineProblem(line);
    if (problem !== undefined) {
      run.print('stderr', `bash: ${problem}\n`);
      return this.#close(run, 1, false);
    }
    if (line.trim() === '') return this.#close(run, run.status, false);
    this.#lines.push(line);
    this.#run = run;
    try {
      return await this.#interpret(line, run);
    } finally {
      this.#run = undefined;
      run.end();
    }
  }

  async #interpret(line: string, run: LineRun): Promise<LineResult> {
    try {
      return await this.#interpretRest(line, run);
    } catch (error) {
      // just-bash lets go of a line when a redirection's file cannot be written; bash goes on.
      if (!(error instanceof FileError)) throw error;
      run.fail(`bash: ${asTyped(error.path, line, run.session.shell.cwd)}: ${error.text}\n`);
      return this.#interpret(line, run);
    }
  }

  async #interpretRest(line: string, run: LineRun): Promise<LineResult> {
    const { variables, shell } = run.session;
    const env: Record<string, string> = {};
    for (const [name, { value }] of variables) if (value !== undefined) env[name] = value;
    const result = await this.#interpreter(run).exec(line, {
      ...{ env, cwd: shell.cwd, signal: run.signal },
      ...{ rawScript: true, replaceEnv: true },
    });
    if (run.signal.aborted) return this.#close(run, run.overflowed ? 1 : interrupted, false);
    run.print('stdout', result.stdout);
    run.print('stderr', inBashsWords(result.stderr));
    // `exit` and `set -e` end a line without a word; bash tells of errors that end it.
    const told = /(^|\n)bash: [^\n]*\n$/.test(result.stderr);
    return this.#close(run, result.exitCode, !run.completed && !told);
  }

  #interpreter(run: LineRun): Bash {
    const { signal, ask } = run;
    return interpreterFor(run, [...this.#commands.values()], {
      ...{ engine: this.#engine, tree: this.#tree, breathe: this.#breathe, signal, ask },
      elapsed: () => run.elapsed,
      print: (stream, output) => run.print(stream, output),
    });
  }

  #close(run: LineRun, exitCode: number, exited: boolean): LineResult {
    const { tables } = this.#engine;
    const { session, printed } = run;
    this.#before = exited ? fresh : { status: exitCode, lastArgument: run.lastArgument };
    this.#engine.write((tx) => {
      if (exited) endSession(tables, tx);
      else writeSession(tables, tx, session);
    });
    return { ...printed, exitCode, exited };
  }
}

/** Bash's own wording of a syntax error, without the place that just-bash's parser adds. */
function inBashsWords(stderr: string): string {
  return stderr.replace(
    /^bash: syntax error: Parse error at \d+:\d+: (syntax error )?/m,
    'bash: syntax error ',
  );
}

/** A path as the learner wrote it, as far as the line shows. */
function asTyped(path: string, line: string, cwd: string): string {
  const relative = path.startsWith(`${cwd}/`) ? path.slice(cwd.length + 1) : path;
  return line.includes(path) ? path : relative;
}
