import type { CommandContext, ShellCommand, Sink } from '../../command';
import { reportingUsage, UsageError } from '../options';
import { NoArchive, pack, readArchive, writeArchive, type Entry } from './archive';
import { readArguments, type Arguments } from './arguments';
import { findFiles, type Found } from './find-files';
import { matchesAny } from './patterns';

// What is printed, and where, is known from Info-ZIP's Zip 3.0, run on the same command lines.

const usage = `Usage: zip [-rqjDX0123456789] archive files ... [-x patterns ...]
       zip -d archive patterns ...
An archive that exists is updated; - writes it to stdout.`;

const exitCodes = { badFormat: 3, nothingToDo: 12, badParameters: 16 } as const;

/** `zip`: packs files into an archive, as Info-ZIP's does. */
export const zip: ShellCommand = {
  name: 'zip',
  // It complains on stdout.
  run: (args, ctx) => reportingUsage({ stderr: ctx.stdout }, () => run(args, ctx)),
};

function failure(text: string, exitCode: number): UsageError {
  return new UsageError(`\nzip error: ${text}`, exitCode);
}

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const options = readArguments(
    args,
    { flags: 'rqjDXgd0123456789', withValue: '' },
    (letter, why) =>
      why === 'unknown'
        ? failure(
            `Invalid command arguments (short option '${letter}' not supported)`,
            exitCodes.badParameters,
          )
        : failure(
            `Invalid command arguments (option '${letter}' (exclude files matching patterns) requires a value)`,
            exitCodes.badParameters,
          ),
  );
  const [given, ...names] = options.operands;
  if (given === undefined) {
    ctx.stdout.write(`${usage}\n`);
    return Promise.resolve(0);
  }
  const path = given === '-' || /\.[^/]*$/.test(given) ? given : `${given}.zip`;
  const messages = path === '-' ? ctx.stderr : ctx.stdout;
  const say: Sink = options.flags.has('q') ? { write: () => undefined } : messages;
  const before = existing(path, ctx, messages);
  if (options.flags.has('d')) {
    return Promise.resolve(remove(path, before, names, ctx, say));
  }
  const found = findFiles(ctx.files, names, {
    ...{ recurses: options.flags.has('r'), namesOnly: options.flags.has('j') },
    ...{ withDirectories: !options.flags.has('D'), archive: path },
    warn: (text) => messages.write(`\tzip warning: ${text}\n`),
  }).filter(({ name }) => !matchesAny(name, options.excluded));
  if (found.length === 0) throw failure(`Nothing to do! (${path})`, exitCodes.nothingToDo);
  save(path, add(before, found, options, ctx, say), ctx);
  return Promise.resolve(0);
}

function existing(path: string, { files }: CommandContext, messages: Sink): readonly Entry[] {
  if (path === '-' || !files.exists(path)) return [];
  try {
    return readArchive(files.read(path));
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error;
    messages.write(
      '\tzip warning: missing end signature--probably not a zip file (did you\n' +
        '\tzip warning: remember to use binary mode when you transferred it?)\n' +
        '\tzip warning: (if you are trying to read a damaged archive try -F)\n',
    );
    throw failure(`Zip file structure invalid (${path})`, exitCodes.badFormat);
  }
}

/** The entries with what was found: in place of those of the same names, or after them. */
function add(
  before: readonly Entry[],
  found: readonly Found[],
  { flags }: Arguments,
  { files, signal }: CommandContext,
  say: Sink,
): readonly Entry[] {
  const level = [...flags].filter((flag) => /\d/.test(flag)).at(-1) ?? '6';
  const entries = new Map(before.map((entry) => [entry.name, entry]));
  for (const { name, path } of found) {
    signal.throwIfAborted();
    const content = name.endsWith('/') ? new Uint8Array() : files.view(path);
    const entry = pack(name, content, files.status(path)?.mtime ?? 0, Number(level));
    const verb = entries.has(name) ? 'updating' : '  adding';
    entries.set(name, entry);
    const how = entry.method === 8 ? 'deflated' : 'stored';
    say.write(`${verb}: ${name} (${how} ${saved(entry)}%)\n`);
  }
  return [...entries.values()];
}

function saved({ size, packed }: Entry): number {
  return size === 0 ? 0 : Math.round(((size - packed.length) * 100) / size);
}

function remove(
  path: string,
  before: readonly Entry[],
  patterns: readonly string[],
  ctx: CommandContext,
  say: Sink,
): number {
  const isMeant = ({ name }: Entry) => matchesAny(name, patterns);
  for (const pattern of patterns) {
    if (!before.some(({ name }) => matchesAny(name, [pattern])))
      say.write(`\tzip warning: name not matched: ${pattern}\n`);
  }
  const removed = before.filter(isMeant);
  if (removed.length === 0) throw failure(`Nothing to do! (${path})`, exitCodes.nothingToDo);
  for (const { name } of removed) say.write(`deleting: ${name}\n`);
  const left = before.filter((entry) => !isMeant(entry));
  if (left.length > 0) save(path, left, ctx);
  else {
    say.write('\tzip warning: zip file empty\n');
    ctx.files.remove(path);
  }
  return 0;
}

function save(path: string, entries: readonly Entry[], { files, stdout }: CommandContext): void {
  const bytes = writeArchive(entries);
  if (path === '-') stdout.write(bytes);
  else files.give(path, bytes);
}
