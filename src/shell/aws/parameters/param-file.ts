import { generalError, paramError, type CliError } from '../cli-error';
import { FileError, type CommandContext } from '../../command';

/** What reading a parameter file needs to know of the learner's machine. */
export type FileAccess = Pick<CommandContext, 'files' | 'env'>;

/** Python's errno numbers, as the CLI prints them. Source: errno(3) on Linux. */
const errnoNumbers: Readonly<Record<FileError['code'], number>> = {
  EPERM: 1, ENOENT: 2, EACCES: 13, EEXIST: 17, ENOTDIR: 20, EISDIR: 21, EINVAL: 22, EFBIG: 27,
  ENOTEMPTY: 39, ELOOP: 40,
}; // prettier-ignore

/** The most that is read from an endless device given as a parameter file, in bytes. */
const limit = 64 * 1024 * 1024;

/**
 * The content of the file that an option's value names: text for `file://`, bytes for
 * `fileb://`, undefined for any other value. Without an option's name the value is one inside
 * shorthand, and a failure is a general error to the CLI.
 */
export function loadParamFile(
  option: string | undefined,
  value: string,
  access: FileAccess,
): string | Uint8Array | undefined {
  const prefix = ['file://', 'fileb://'].find((start) => value.startsWith(start));
  if (prefix === undefined) return undefined;
  const path = expandPath(value.slice(prefix.length), access.env);
  const bytes = readBytes(option, value, path, access);
  if (prefix === 'fileb://') return bytes;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
      .decode(bytes)
      .replaceAll(/\r\n?/g, '\n');
  } catch {
    throw failure(
      option,
      `Unable to load paramfile (${path}), text contents could not be decoded.  If this is a binary file, please use the fileb:// prefix instead of the file:// prefix.`,
    );
  }
}

function readBytes(
  option: string | undefined,
  value: string,
  path: string,
  access: FileAccess,
): Uint8Array {
  try {
    return access.files.read(path, limit);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const reason = pythonFileError(new FileError(error.code, path));
    throw failure(option, `Unable to load paramfile ${value}: ${reason}`);
  }
}

/** Why a file cannot be read or written, as Python says it. */
export function pythonFileError({ code, text, path }: FileError): string {
  return `[Errno ${errnoNumbers[code]}] ${text}: '${path}'`;
}

function failure(option: string | undefined, message: string): CliError {
  return option === undefined ? generalError(message) : paramError(option, message);
}

/** A path as the AWS CLI reads it: `~` is the home directory, `$NAME` a variable. */
export function expandPath(path: string, env: ReadonlyMap<string, string>): string {
  const home = env.get('HOME');
  const absolute = home !== undefined && /^~(\/|$)/.test(path) ? `${home}${path.slice(1)}` : path;
  return absolute.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/g,
    (word: string, braced?: string, bare?: string) => env.get(braced ?? bare ?? '') ?? word,
  );
}
