import { Engine } from '../../../src/engine/engine';
import type { Service } from '../../../src/engine/operation';
import { home } from '../../../src/engine/workstation';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import { aws } from '../../../src/shell/aws/index';
import { concat } from '../../../src/engine/bytes';
import { fromUtf8, utf8 } from '../../../src/shell/bytes';
import type { CommandContext } from '../../../src/shell/command';
import { devices } from '../../../src/shell/devices';
import { FileTree } from '../../../src/shell/file-tree';
import { commandFiles } from '../../../src/shell/files';

/** How a command ended. */
export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** A learner's machine in a new world: files, variables, and the `aws` command. */
export class Workstation {
  readonly engine: Engine;
  readonly env = new Map<string, string>([['HOME', home]]);
  /** Lines the learner will type when asked. */
  readonly answers: string[] = [];
  /** What is piped into the next command. */
  stdin = new Uint8Array(0);

  constructor(services?: readonly Service[]) {
    const tables = createWorld({ now: Date.UTC(2026, 10, 23, 23, 14, 51, 742), seed: 1 });
    this.engine = services === undefined ? new Engine(tables) : new Engine(tables, services);
  }

  /** Access keys of the world's administrator and a Region, in the environment. */
  signIn(region = 'us-east-1'): this {
    const { accessKeyId, secretAccessKey } = adminCredentials(this.engine.tables);
    this.env.set('AWS_ACCESS_KEY_ID', accessKeyId);
    this.env.set('AWS_SECRET_ACCESS_KEY', secretAccessKey);
    this.env.set('AWS_REGION', region);
    return this;
  }

  write(path: string, content: string | Uint8Array): this {
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder !== '') this.#files().makeDirectory(folder);
    this.#files().write(path, typeof content === 'string' ? utf8(content) : content);
    return this;
  }

  read(path: string): string {
    return fromUtf8(this.#files().read(path));
  }

  /** Runs `aws` with these words. */
  async aws(...args: readonly string[]): Promise<Outcome> {
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    const sink = (pieces: Uint8Array[]) => ({
      write: (data: string | Uint8Array) => {
        pieces.push(typeof data === 'string' ? utf8(data) : data);
      },
    });
    const ctx: CommandContext = {
      ...this.completionContext(),
      stdin: this.stdin,
      stdout: sink(stdout),
      stderr: sink(stderr),
      signal: new AbortController().signal,
      elapsed: () => 0,
      ask: (prompt) => {
        stdout.push(utf8(prompt));
        return Promise.resolve(this.answers.shift());
      },
    };
    this.stdin = new Uint8Array(0);
    const exitCode = await aws.run(args, ctx);
    return { stdout: fromUtf8(concat(...stdout)), stderr: fromUtf8(concat(...stderr)), exitCode };
  }

  /** What Tab offers for the last of these words. */
  async complete(...words: readonly string[]): Promise<readonly string[]> {
    return (await aws.complete?.(['aws', ...words], words.length, this.completionContext())) ?? [];
  }

  completionContext() {
    return { engine: this.engine, files: this.#files(), cwd: home, env: this.env };
  }

  #files() {
    const tree = new FileTree(
      this.engine,
      devices(this.engine, () => undefined),
      new Set(['aws']),
    );
    return commandFiles(tree, home);
  }
}

/** The words of a command line, as a shell would split it; quotes keep blanks. */
export function words(line: string): string[] {
  const found = line.match(/(?:'[^']*'|"(?:\\.|[^"\\])*"|[^\s'"])+/g) ?? [];
  return found.map((word) =>
    word.replaceAll(
      /'([^']*)'|"((?:\\.|[^"\\])*)"/g,
      (_, single?: string, double?: string) => single ?? (double ?? '').replaceAll(/\\(.)/g, '$1'),
    ),
  );
}
