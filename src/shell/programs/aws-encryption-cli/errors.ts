import { FileError } from '../../command';

/** What the tool itself finds wrong: it prints the text and ends with exit code 1. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** A command line that does not fit: the usage, the text, exit code 2. */
export class ParseError extends Error {
  override readonly name = 'ParseError';
}

/** An exception of Python's, of the AWS Encryption SDK or botocore, that the tool did not expect. */
export class PythonError extends Error {
  override readonly name = 'PythonError';

  constructor(type: string, words: readonly string[], options?: ErrorOptions) {
    super(`${type}(${words.map((word) => `"${word}"`).join(', ')})`, options);
  }
}

/** An exception of the AWS Encryption SDK for Python. */
export function sdkError(type: string, message: string, cause?: unknown): PythonError {
  return new PythonError(type, [message], cause === undefined ? undefined : { cause });
}

const fileErrors: Partial<Record<FileError['code'], readonly [type: string, errno: string]>> = {
  EACCES: ['PermissionError', '13'],
  EPERM: ['PermissionError', '1'],
  ENOENT: ['FileNotFoundError', '2'],
  EISDIR: ['IsADirectoryError', '21'],
  ENOTDIR: ['NotADirectoryError', '20'],
};

/** What the tool prints of an error before it ends with exit code 1; others are thrown on. */
export function finalWords(error: unknown): string {
  if (error instanceof CliError) return error.message;
  const unexpected = error instanceof FileError ? fileError(error) : error;
  if (!(unexpected instanceof PythonError)) throw error;
  return `Encountered unexpected error: increase verbosity to see details.\n${unexpected.message}`;
}

function fileError({ code, text }: FileError): PythonError {
  const [type, errno] = fileErrors[code] ?? ['OSError', code];
  return new PythonError(type, [errno, text]);
}
