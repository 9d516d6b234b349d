import { generalError, paramValidation } from '../cli-error';
import { textOf, type S3Command } from './command';
import { s3Commands } from './options';
import { isS3Uri, splitS3Path } from './paths';

/** What a transfer is asked to do, once its paths and options have been found to fit together. */
export interface Plan {
  readonly source: string;
  readonly destination: string;
  readonly kind: 'upload' | 'download' | 'copy' | 'delete';
  readonly isTree: boolean;
  /** Whether one end is the standard input or output. */
  readonly isStream: boolean;
}

const kinds: Readonly<Record<string, Plan['kind']>> = {
  'local s3': 'upload',
  's3 local': 'download',
  's3 s3': 'copy',
  s3: 'delete',
};

/** Checks the paths and options of a transfer, in the order and the words of the AWS CLI. */
export function plan(command: S3Command): Plan {
  const { name, values, ctx } = command;
  const typed = values.get('paths') as readonly string[];
  const kind = kinds[typed.map((path) => (isS3Uri(path) ? 's3' : 'local')).join(' ')];
  if (kind === undefined || (kind === 'delete') !== (name === 'rm')) {
    throw paramValidation(
      `usage: aws s3 ${name} ${s3Commands[name].usage}\nError: Invalid argument type`,
    );
  }
  const [source = '', destination = source] = typed.map(withSlash);
  const isStream = source === '-' || destination === '-';
  const isTree = name === 'sync' || values.has('recursive');
  if (isStream && (name !== 'cp' || isTree)) {
    throw paramValidation('Streaming currently is only compatible with non-recursive cp commands');
  }
  if (destination === '-' && values.has('no-overwrite')) {
    throw paramValidation('--no-overwrite parameter is not supported for streaming downloads');
  }
  const moves = name === 'mv' && kind === 'copy';
  if (moves && isSame(source, destination)) {
    throw paramValidation(`Cannot mv a file onto itself: ${source} - ${destination}`);
  }
  checkFits(command, 'checksum-algorithm', kind, ['upload', 'copy']);
  checkFits(command, 'checksum-mode', kind, ['download']);
  if (kind === 'upload' && !isStream && !ctx.files.exists(source)) {
    throw generalError(`The user-provided path ${source} does not exist.`);
  }
  if (kind === 'download' && isTree && !ctx.files.exists(destination)) {
    ctx.files.makeDirectory(destination);
  }
  checkCustomerKey(command, 'sse-c');
  checkCustomerKey(command, 'sse-c-copy-source');
  if (textOf(command, 'sse-c-copy-source') !== undefined && kind !== 'copy') {
    throw paramValidation('--sse-c-copy-source is only supported for copy operations.');
  }
  return { source, destination, kind, isTree, isStream };
}

// A bucket alone is everything in it.
function withSlash(path: string): string {
  return isS3Uri(path) && splitS3Path(path).key === '' && !path.endsWith('/') ? `${path}/` : path;
}

function isSame(source: string, destination: string): boolean {
  const name = source.slice(source.lastIndexOf('/') + 1);
  return source === (destination.endsWith('/') ? destination + name : destination);
}

const pathForms: Readonly<Record<Plan['kind'], string>> = {
  upload: '<LocalPath> <S3Uri>',
  download: '<S3Uri> <LocalPath>',
  copy: '<S3Uri> <S3Uri>',
  delete: '<S3Uri>',
};

function checkFits(
  command: S3Command,
  option: string,
  kind: Plan['kind'],
  fitting: readonly Plan['kind'][],
): void {
  if (textOf(command, option) === undefined || fitting.includes(kind)) return;
  const forms = fitting.map((fit) => pathForms[fit]).join(', ');
  throw paramValidation(
    `Expected ${option} parameter to be used with one of following path formats: ${forms}. Instead, received ${pathForms[kind]}.`,
  );
}

function checkCustomerKey(command: S3Command, algorithm: string): void {
  const key = `${algorithm}-key`;
  const [hasAlgorithm, hasKey] = [algorithm, key].map(
    (name) => textOf(command, name) !== undefined,
  );
  if (hasAlgorithm === hasKey) return;
  const [given, missing] = hasKey ? [key, algorithm] : [algorithm, key];
  throw paramValidation(`If --${given} is specified, --${missing} must be specified as well.`);
}
