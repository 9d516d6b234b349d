import type { CommandContext } from '../../command';
import { unpack, type Entry } from './archive';

/** How `unzip` deals with what it finds. */
export interface ExtractOptions {
  /** Where to; empty for the working directory. */
  readonly folder: string;
  readonly namesOnly: boolean;
  readonly isQuiet: boolean;
  /** What becomes of files that are there already. */
  readonly overwrite: 'always' | 'never' | 'ask';
}

const exitCodes = { warning: 1, damaged: 2, unsupported: 81 } as const;

/** Takes files out of an archive. Each method returns the exit code. */
export class Extraction {
  readonly #ctx: CommandContext;
  readonly #options: ExtractOptions;
  #overwrite: ExtractOptions['overwrite'];
  #exitCode = 0;

  constructor(ctx: CommandContext, options: ExtractOptions) {
    this.#ctx = ctx;
    this.#options = options;
    this.#overwrite = options.overwrite;
  }

  /** Writes files, with the times that the archive has for them. */
  async extract(entries: readonly Entry[]): Promise<number> {
    for (const entry of entries) {
      this.#ctx.signal.throwIfAborted();
      if (entry.name.endsWith('/')) this.#makeDirectory(entry);
      else await this.#extractFile(entry);
    }
    return this.#exitCode;
  }

  /** Writes the files' bytes to stdout. */
  print(entries: readonly Entry[]): number {
    for (const entry of entries) {
      const content = this.#content(entry);
      if (content !== undefined) this.#ctx.stdout.write(content);
    }
    return this.#exitCode;
  }

  /** Unpacks everything and keeps nothing. */
  test(entries: readonly Entry[], archive: string): number {
    for (const entry of entries) {
      const content = this.#content(entry);
      if (content !== undefined) this.#say(`    testing: ${entry.name.padEnd(22)}   OK\n`);
    }
    this.#say(
      this.#exitCode === 0
        ? `No errors detected in compressed data of ${archive}.\n`
        : `At least one error was detected in ${archive}.\n`,
    );
    return this.#exitCode;
  }

  #makeDirectory(entry: Entry): void {
    if (this.#options.namesOnly) return;
    const path = this.#pathOf(entry);
    if (path === '' || this.#ctx.files.exists(path)) return;
    this.#ctx.files.makeDirectory(path);
    this.#say(`   creating: ${path}/\n`);
  }

  async #extractFile(entry: Entry): Promise<void> {
    const { files } = this.#ctx;
    const path = await this.#target(this.#pathOf(entry));
    if (path === undefined) return;
    const content = this.#content(entry);
    if (content === undefined) return;
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    if (folder !== '' && !files.exists(folder)) files.makeDirectory(folder);
    files.give(path, content);
    files.setTime(path, entry.mtime);
    const verb = entry.method === 8 ? '  inflating' : ' extracting';
    this.#say(`${verb}: ${path.padEnd(22)}  \n`);
  }

  /** Where a file goes; undefined where it does not. */
  async #target(path: string): Promise<string | undefined> {
    const { files, stderr, ask } = this.#ctx;
    while (files.exists(path)) {
      if (this.#overwrite === 'always') return path;
      if (this.#overwrite === 'never') return undefined;
      const answer = await ask(`replace ${path}? [y]es, [n]o, [A]ll, [N]one, [r]ename: `);
      switch (answer?.charAt(0)) {
        case undefined:
          stderr.write(' NULL\n(EOF or read error, treating as "[N]one" ...)\n');
          this.#overwrite = 'never';
          this.#exitCode ||= exitCodes.warning;
          return undefined;
        case 'y':
        case 'Y':
          return path;
        case 'n':
          return undefined;
        case 'A':
          this.#overwrite = 'always';
          return path;
        case 'N':
          this.#overwrite = 'never';
          return undefined;
        case 'r':
        case 'R':
          path = (await ask('new name: ')) ?? path;
          break;
        default:
          stderr.write(`error:  invalid response [${answer}]\n`);
      }
    }
    return path;
  }

  #content(entry: Entry): Uint8Array | undefined {
    const { name, method, isEncrypted } = entry;
    if (isEncrypted || (method !== 0 && method !== 8)) {
      const why = isEncrypted
        ? 'unable to get password'
        : `unsupported compression method ${method}`;
      this.#ctx.stderr.write(`   skipping: ${name.padEnd(22)}  ${why}\n`);
      this.#exitCode = exitCodes.unsupported;
      return undefined;
    }
    const content = unpack(entry);
    if (content !== undefined) return content;
    this.#ctx.stderr.write(`  error:  invalid compressed data or CRC of ${name}\n`);
    this.#exitCode = exitCodes.damaged;
    return undefined;
  }

  /** A file's path: below the folder, whatever an archive says. */
  #pathOf({ name }: Entry): string {
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    const inside = parts.filter((part) => part !== '..');
    if (inside.length < parts.length) {
      this.#ctx.stderr.write(`warning:  skipped "../" path component(s) in ${name}\n`);
      this.#exitCode ||= exitCodes.warning;
    }
    const { folder, namesOnly } = this.#options;
    const own = namesOnly ? inside.slice(-1) : inside;
    return [...(folder === '' ? [] : [folder.replace(/\/+$/, '') || '/']), ...own]
      .join('/')
      .replace(/^\/\//, '/');
  }

  #say(text: string): void {
    if (!this.#options.isQuiet) this.#ctx.stdout.write(text);
  }
}
