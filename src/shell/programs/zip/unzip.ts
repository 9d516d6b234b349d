import type { CommandContext, ShellCommand } from '../../command';
import { reportingUsage, UsageError } from '../options';
import { NoArchive, readArchive, type Entry } from './archive';
import { readArguments } from './arguments';
import { Extraction } from './extract';
import { listing } from './listing';
import { matchesAny } from './patterns';

// What is printed, and where, is known from Info-ZIP's UnZip 6.0, run on the same command lines.

const usage = `Usage: unzip [-lptnojq] archive[.zip] [patterns ...] [-x patterns ...] [-d dir]
  -l  list files                       -n  never overwrite existing files
  -p  extract files to stdout          -o  overwrite files WITHOUT prompting
  -t  test archive data                -j  junk paths (do not make directories)
  -d  extract files into dir           -q  quiet mode`;

const exitCodes = { badArguments: 10, notFound: 9, noMatch: 11 } as const;

/** `unzip`: lists, tests and extracts the files of an archive, as Info-ZIP's does. */
export const unzip: ShellCommand = {
  name: 'unzip',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
};

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const { stdout, stderr } = ctx;
  const { flags, values, excluded, operands } = readArguments(
    args,
    { flags: 'lptnojq', withValue: 'd' },
    () => new UsageError(usage, exitCodes.badArguments),
  );
  const [given, ...patterns] = operands;
  if (given === undefined) {
    stdout.write(`${usage}\n`);
    return 0;
  }
  const path = findArchive(given, ctx);
  const isQuiet = flags.has('q') || flags.has('p');
  if (!isQuiet || flags.has('l')) stdout.write(`Archive:  ${path}\n`);
  const entries = open(path, ctx);
  const meant = entries.filter(
    ({ name }) =>
      (patterns.length === 0 || matchesAny(name, patterns)) && !matchesAny(name, excluded),
  );
  let exitCode: number = 0;
  if (flags.has('l')) stdout.write(listing(meant));
  else {
    const extraction = new Extraction(ctx, {
      folder: values.get('d') ?? '',
      ...{ namesOnly: flags.has('j'), isQuiet },
      overwrite: flags.has('o') ? 'always' : flags.has('n') ? 'never' : 'ask',
    });
    if (flags.has('t')) exitCode = extraction.test(meant, path);
    else exitCode = flags.has('p') ? extraction.print(meant) : await extraction.extract(meant);
  }
  const missed = patterns.filter(
    (pattern) => !entries.some(({ name }) => matchesAny(name, [pattern])),
  );
  // A list says it by being empty.
  if (!flags.has('l'))
    for (const pattern of missed) stderr.write(`caution: filename not matched:  ${pattern}\n`);
  return missed.length > 0 ? exitCodes.noMatch : exitCode;
}

function findArchive(given: string, { files }: CommandContext): string {
  const found = [given, `${given}.zip`].find((path) => files.status(path)?.type === 'file');
  if (found !== undefined) return found;
  throw new UsageError(
    `unzip:  cannot find or open ${given}, ${given}.zip or ${given}.ZIP.`,
    exitCodes.notFound,
  );
}

function open(path: string, { files }: CommandContext): readonly Entry[] {
  try {
    return readArchive(files.view(path));
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error;
    throw new UsageError(
      '  End-of-central-directory signature not found.  Either this file is not\n' +
        '  a zipfile, or it constitutes one disk of a multi-part archive.  In the\n' +
        '  latter case the central directory and zipfile comment will be found on\n' +
        '  the last disk(s) of this archive.\n' +
        `unzip:  cannot find zipfile directory in one of ${path} or\n` +
        `        ${path}.zip, and cannot find ${path}.ZIP, period.`,
      exitCodes.notFound,
    );
  }
}
