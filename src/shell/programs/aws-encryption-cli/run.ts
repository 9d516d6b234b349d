import { decodeBase64, encodeBase64 } from '../../../engine/base64';
import { fromUtf8, utf8 } from '../../bytes';
import type { CommandContext } from '../../command';
import { noteCrypto, rememberSecret, route } from '../../openssl/trace';
import { absolutePath, parentOf } from '../../paths';
import { checkPaths, expandSources } from './check-paths';
import { openClient, type Client } from './client';
import { finalWords, ParseError, PythonError, sdkError } from './errors';
import { openLog, type Log } from './log';
import { decrypt, encrypt } from './message-work';
import { headerRecord, openMetadata, type MetadataWriter } from './metadata';
import { expandWords } from './argument-files';
import { readRequest, type CliRequest } from './request';
import { help, usage } from './usage';

const version = 'aws-encryption-sdk-cli/4.3.0 envelope-lab @aws-crypto/client-browser/4.2.2';

/** Runs `aws-encryption-cli`; returns its exit code. */
export async function runEncryptionCli(
  words: readonly string[],
  ctx: CommandContext,
): Promise<number> {
  let request: CliRequest | 'help' | 'version';
  try {
    request = readRequest(expandWords(words, ctx));
    if (request === 'help' || request === 'version') {
      ctx.stdout.write(request === 'help' ? help : `${version}\n`);
      return 0;
    }
    await new Operation(request, ctx).run();
    return 0;
  } catch (error) {
    if (error instanceof ParseError) {
      ctx.stderr.write(`${usage}aws-encryption-cli: error: ${error.message}\n`);
      return 2;
    }
    ctx.stderr.write(`${finalWords(error)}\n`);
    return 1;
  }
}

type Outcome = 'success' | 'failed';

/** What one command does to its files, one after the other. */
class Operation {
  readonly #request: CliRequest;
  readonly #ctx: CommandContext;
  readonly #log: Log;
  readonly #metadata: MetadataWriter;

  constructor(request: CliRequest, ctx: CommandContext) {
    this.#request = request;
    this.#ctx = ctx;
    this.#log = openLog(ctx, request.verbosity, request.quiet);
    this.#metadata = openMetadata(request.metadata, request.overwriteMetadata, ctx);
  }

  async run(): Promise<void> {
    const { input, output, action } = this.#request;
    this.#log.debug(`Encryption mode: ${action}`);
    this.#log.debug(`Encryption source: ${input}`);
    this.#log.debug(`Encryption destination: ${output}`);
    checkPaths(this.#request, this.#ctx);
    const sources = input === '-' ? ['-'] : expandSources(this.#request, this.#ctx);
    const client = await openClient(this.#request, this.#ctx);
    try {
      for (const source of sources) await this.#source(source, client);
    } finally {
      client.sdk.close();
    }
  }

  async #source(source: string, client: Client): Promise<void> {
    const { files } = this.#ctx;
    const { output, recursive } = this.#request;
    if (source === '-') {
      if (await this.#mayWrite(output)) await this.#one(source, output, this.#ctx.stdin, client);
    } else if (!files.isDirectory(source)) {
      const target = files.isDirectory(output) ? this.#named(source, output) : output;
      await this.#file(source, target, client);
    } else if (recursive) {
      await this.#directory(source, output, client);
    } else {
      this.#log.warning(
        `Skipping ${source} because it is a directory and -r/-R/--recursive is not set`,
      );
    }
  }

  async #directory(source: string, target: string, client: Client): Promise<void> {
    const { files } = this.#ctx;
    const paths = files.list(source).map((name) => ({ name, path: joined(source, name) }));
    for (const { path } of paths.filter(({ path: at }) => !files.isDirectory(at))) {
      await this.#file(path, this.#named(path, target), client);
    }
    for (const { name, path } of paths) {
      if (files.isDirectory(path) && !files.isLink(path)) {
        await this.#directory(path, joined(target, name), client);
      }
    }
  }

  async #file(source: string, target: string, client: Client): Promise<void> {
    const { files, cwd } = this.#ctx;
    if (target !== '-' && absolutePath(source, cwd) === absolutePath(target, cwd)) {
      this.#log.warning(
        `Skipping because the source (${source}) and destination (${target}) are the same`,
      );
      return;
    }
    this.#log.info(`${this.#request.action}ing file ${source} to ${target}`);
    // AWS's own deletes the file even if nobody answered its question.
    if (!(await this.#mayWrite(target))) return;
    let outcome: Outcome = 'failed';
    try {
      outcome = await this.#one(source, target, files.read(source), client);
    } finally {
      if (outcome === 'failed' && target !== '-') {
        this.#log.warning(`Operation failed: deleting output file: ${target}`);
        if (files.exists(target)) files.remove(target);
      }
    }
  }

  async #one(
    source: string,
    target: string,
    given: Uint8Array<ArrayBuffer>,
    client: Client,
  ): Promise<Outcome> {
    this.#ctx.signal.throwIfAborted();
    const { action, encode, decode } = this.#request;
    const isEncryption = action === 'encrypt';
    const input = decode ? fromText(given) : given;
    if (isEncryption) rememberSecret(this.#ctx, source === '-' ? '/dev/stdin' : source, input);
    const work = isEncryption ? encrypt : decrypt;
    const { output, header } = await work(input, this.#request, client, this.#log);
    const record = {
      ...{ mode: action, input: this.#shown(source, '<stdin>') },
      output: this.#shown(target, '<stdout>'),
      header: headerRecord(header),
    };
    const missing = isEncryption ? undefined : this.#missing(header.context);
    noteCrypto(this.#ctx, {
      action: isEncryption ? 'encrypt' : 'decrypt',
      algorithm: header.suite.name,
      detail: route(name(source), missing === undefined ? name(target) : 'nothing'),
      ...{ bytesIn: input.length, bytesOut: output.length },
    });
    this.#metadata.write({ ...record, ...missing });
    if (missing !== undefined) return 'failed';
    const written = encode ? utf8(encodeBase64(output)) : output;
    if (target === '-') this.#ctx.stdout.write(written);
    else this.#write(target, written);
    return 'success';
  }

  /** What of the required encryption context a message lacks, as the metadata says it. */
  #missing(found: Readonly<Record<string, string>>) {
    const { context, contextNames } = this.#request;
    const names = contextNames.filter((wanted) => !Object.hasOwn(found, wanted));
    const pairs = Object.entries(context).filter(
      ([wanted, value]) => !Object.hasOwn(found, wanted) || found[wanted] !== value,
    );
    if (names.length === 0 && pairs.length === 0) return undefined;
    this.#log.warning(
      'Skipping decrypt because discovered encryption context did not match required elements.',
    );
    return {
      ...{ skipped: true, reason: 'Missing encryption context key or value' },
      missing_encryption_context_keys: names,
      missing_encryption_context_pairs: pairs,
    };
  }

  async #mayWrite(target: string): Promise<boolean> {
    const { files, ask } = this.#ctx;
    const { noOverwrite, interactive } = this.#request;
    if (target === '-' || !files.exists(target)) return true;
    if (noOverwrite) {
      this.#log.warning(
        `Skipping existing output file because of "no overwrite" option: ${target}`,
      );
      return false;
    }
    if (!interactive) {
      this.#log.warning(
        `Overwriting existing output file because no action was specified otherwise: ${target}`,
      );
      return true;
    }
    const answer = await ask(
      `Overwrite existing output file "${target}" with new contents? [y/N]:`,
    );
    if (answer === undefined) throw new PythonError('EOFError', ['EOF when reading a line']);
    if (answer.toLowerCase().startsWith('y')) {
      this.#log.warning(
        `Overwriting existing output file based on interactive user decision: ${target}`,
      );
      return true;
    }
    if (answer === '') {
      this.#log.warning(
        `Skipping existing output file based on interactive user decision: ${target}`,
      );
    }
    return false;
  }

  #write(target: string, bytes: Uint8Array): void {
    const { files, cwd } = this.#ctx;
    const parent = parentOf(absolutePath(target, cwd));
    if (!files.isDirectory(parent)) this.#makeDirectory(parent);
    files.give(target, bytes);
  }

  #makeDirectory(path: string): void {
    const { files } = this.#ctx;
    if (!files.isDirectory(parentOf(path))) this.#makeDirectory(parentOf(path));
    files.makeDirectory(path);
    this.#log.info(`Created directory: ${path}`);
  }

  #named(source: string, directory: string): string {
    const { action, suffix } = this.#request;
    const added = suffix ?? (action === 'encrypt' ? '.encrypted' : '.decrypted');
    return `${joined(directory, source.slice(source.lastIndexOf('/') + 1))}${added}`;
  }

  #shown(path: string, pipe: string): string {
    return path === '-' ? pipe : absolutePath(path, this.#ctx.cwd);
  }
}

const name = (path: string) => (path === '-' ? undefined : path);

function joined(directory: string, file: string): string {
  return directory.endsWith('/') ? `${directory}${file}` : `${directory}/${file}`;
}

function fromText(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const decoded = decodeBase64(fromUtf8(bytes).replace(/\s/g, ''));
  if (decoded === undefined) throw sdkError('Error', 'Incorrect padding');
  return decoded;
}
