import type { CommandContext } from '../../command';
import { absolutePath, below, parentOf } from '../../paths';
import { CliError } from './errors';
import type { CliRequest } from './request';

type Access = Pick<CommandContext, 'files' | 'cwd'>;

/** Refuses combinations of input, output and metadata file, in the tool's order and words. */
export function checkPaths(request: CliRequest, access: Access): void {
  checkDestination(request, access);
  checkMetadata(request, access);
  checkPipes(request, access);
}

function checkDestination({ output }: CliRequest, { files, cwd }: Access): void {
  if (output === '-' || files.isDirectory(output)) return;
  if (files.isDirectory(parentOf(absolutePath(output, cwd)))) return;
  throw new CliError(
    'If destination is a file, the immediate parent directory must already exist.',
  );
}

function checkMetadata({ metadata, input, output }: CliRequest, { files, cwd }: Access): void {
  if (metadata === undefined) return;
  if (metadata === '-') {
    if (output === '-')
      throw new CliError('Metadata output cannot be stdout when output is stdout');
    return;
  }
  const [file, source, destination] = [metadata, input, output].map((path) =>
    absolutePath(path, cwd),
  ) as [string, string, string];
  if (files.isDirectory(file)) throw new CliError('Metadata output cannot be a directory');
  if (file === source || file === destination) {
    throw new CliError('Metadata output file cannot be the input or output');
  }
  if (files.isDirectory(destination) && file.startsWith(destination)) {
    throw new CliError('Metadata output file cannot be in the output directory');
  }
  if (files.isDirectory(source) && file.startsWith(source)) {
    throw new CliError('Metadata output file cannot be in the input directory');
  }
}

function checkPipes({ input, output }: CliRequest, { files, cwd }: Access): void {
  const isPipe = input === '-' && output === '-';
  if (!isPipe && absolutePath(input, cwd) === absolutePath(output, cwd)) {
    throw new CliError('Destination and source cannot be the same');
  }
  if (input === '-' && files.isDirectory(output)) {
    throw new CliError('Destination may not be a directory when source is stdin');
  }
}

/** The files and directories that `--input` names or matches. */
export function expandSources({ input, output }: CliRequest, access: Access): readonly string[] {
  const { files } = access;
  const sources = /[*?[]/.test(input) ? matches(input, access) : files.exists(input) ? [input] : [];
  if (sources.length === 0) {
    throw new CliError('Invalid source.  Must be a valid pathname pattern or stdin (-)');
  }
  if (sources.length > 1 && !files.isDirectory(output)) {
    throw new CliError(
      'If operating on multiple sources, destination must be an existing directory',
    );
  }
  if (sources.some((source) => files.isDirectory(source)) && !files.isDirectory(output)) {
    throw new CliError(
      'If operating on a source directory, destination must be an existing directory',
    );
  }
  return sources;
}

/** Python's `glob`: names that begin with a dot are matched only where the pattern says it. */
function matches(pattern: string, { files, cwd }: Access): string[] {
  const parts = pattern.split('/');
  let found = [parts[0] === '' ? '/' : ''];
  for (const part of parts) {
    if (part === '') continue;
    const expression = new RegExp(`^${partExpression(part)}$`, 's');
    found = found.flatMap((base) => {
      const directory = base === '' ? cwd : base;
      if (!files.isDirectory(directory)) return [];
      return files
        .list(directory)
        .filter((name) => expression.test(name) && (part.startsWith('.') || !name.startsWith('.')))
        .map((name) => (base === '' ? name : `${below(base)}${name}`.replace('//', '/')));
    });
  }
  return found;
}

function partExpression(part: string): string {
  return part.replace(/\[!?[^\]]+\]|[.*+?^${}()|\\[\]]/g, (piece) => {
    if (piece === '*') return '.*';
    if (piece === '?') return '.';
    return piece.length > 1 ? piece.replace('[!', '[^') : `\\${piece}`;
  });
}
