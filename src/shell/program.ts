import { defineCommand, type CustomCommand } from 'just-bash/browser';
import type { Engine } from '../engine/engine';
import { concat } from '../engine/bytes';
import { isOutOfMemory, outOfMemory } from '../engine/errors';
import { fromByteString, fromUtf8, toByteString, utf8 } from './bytes';
import { FileError, type CommandContext, type ShellCommand, type Sink } from './command';
import type { FileTree } from './file-tree';
import { commandFiles } from './files';
import { liveDescriptor } from './instrument';

/** What commands get from the session they run in. */
export interface ProgramHost {
  readonly engine: Engine;
  readonly tree: FileTree;
  readonly signal: AbortSignal;
  breathe(): Promise<void>;
  /** How long the line has been running, in ms of real time. */
  elapsed(): number;
  /** Prints on the terminal at once. */
  print(stream: 'stdout' | 'stderr', output: string | Uint8Array): void;
  /** Asks the learner for a line; absent where nobody can answer. */
  readonly ask?: ((prompt: string) => Promise<string | undefined>) | undefined;
}

class Collector implements Sink {
  readonly #pieces: Uint8Array[] = [];

  write(data: string | Uint8Array): void {
    this.#pieces.push(typeof data === 'string' ? utf8(data) : data);
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    return concat(...this.#pieces);
  }
}

/** Exit code of a command that Ctrl-C stopped: 128 and the number of SIGINT. */
export const interrupted = 130;

/**
 * A command of ours as just-bash runs one. The only place where bytes become the strings that
 * just-bash passes through pipes, and back.
 */
export function program(command: ShellCommand, host: ProgramHost): CustomCommand {
  return defineCommand(command.name, async (args, context) => {
    const { engine, tree, signal, breathe, elapsed, ask } = host;
    await breathe();
    const stdout = new Collector();
    const stderr = new Collector();
    const isLive = context.fileDescriptors?.has(liveDescriptor) === true;
    const live = (stream: 'stdout' | 'stderr'): Sink => ({
      write: (data) => host.print(stream, data),
    });
    const out = isLive ? live('stdout') : stdout;
    let piped: Uint8Array<ArrayBuffer> | undefined;
    // Read only on demand: in `while read`, stdin is the rest of the loop's own input.
    const stdin = () => (piped ??= fromByteString(context.stdin as unknown as string));
    const lines = lineReader(stdin);
    const ctx: CommandContext = {
      engine,
      cwd: context.cwd,
      env: new Map(Object.entries(context.exportedEnv ?? {})),
      get stdin() {
        return stdin();
      },
      get files() {
        return commandFiles(tree, context.cwd, stdin);
      },
      stdout: out,
      stderr: isLive ? live('stderr') : stderr,
      signal,
      elapsed,
      ask: async (prompt) => {
        if (stdin().length === 0 && ask !== undefined) return ask(prompt);
        out.write(prompt);
        return lines();
      },
    };
    const exitCode = await run(command, args, ctx);
    const result = { stderr: fromUtf8(stderr.bytes), exitCode };
    return { stdout: toByteString(stdout.bytes), stdoutKind: 'bytes' as const, ...result };
  });
}

async function run(command: ShellCommand, args: readonly string[], ctx: CommandContext) {
  try {
    return await command.run(args, ctx);
  } catch (error) {
    if (ctx.signal.aborted) return interrupted;
    if (isOutOfMemory(error)) ctx.stderr.write(`${command.name}: ${outOfMemory}\n`);
    else if (error instanceof FileError) {
      ctx.stderr.write(`${command.name}: ${error.path}: ${error.text}\n`);
    } else throw error;
    return 1;
  }
}

function lineReader(stdin: () => Uint8Array): () => string | undefined {
  let at = 0;
  return () => {
    const bytes = stdin();
    if (at >= bytes.length) return undefined;
    const end = bytes.indexOf(10, at);
    const line = bytes.subarray(at, end < 0 ? bytes.length : end);
    at = end < 0 ? bytes.length : end + 1;
    return fromUtf8(line);
  };
}
