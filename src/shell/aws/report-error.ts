import { AwsError } from '../../engine/errors';
import { FileError, type Sink } from '../command';
import { CliError, exitCodes, NotAvailable, UnknownOptions, usage } from './cli-error';
import { formatValue } from './output/print-answer';
import { isList, isRecord, type Value } from './parameters/value';
import { pythonString } from './python-text';

/** A service's refusal, and the operation that was refused. */
export class ServiceError extends Error {
  readonly error: AwsError;
  readonly operation: string;
  /** The members that the API model gives the error; others are not shown. */
  readonly members: readonly string[];

  constructor(error: AwsError, operation: string, members: readonly string[], retries?: number) {
    const tried = retries === undefined ? '' : ` (reached max retries: ${retries})`;
    super(
      `An error occurred (${error.code}) when calling the ${operation} operation${tried}: ${error.message}`,
    );
    this.error = error;
    this.operation = operation;
    this.members = members;
  }
}

/**
 * Writes why a command failed, as AWS CLI 2.36 does, and returns its exit code. What is neither
 * the caller's mistake nor a service's refusal is thrown on: it is a fault of this program.
 */
export function reportError(error: unknown, format: string, stderr: Sink): number {
  if (error instanceof UnknownOptions) {
    stderr.write(`\n${usage}\n${line(error.message)}`);
    return error.exitCode;
  }
  if (error instanceof NotAvailable) {
    stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof CliError) {
    if (error.code === undefined) stderr.write(line(error.message));
    else {
      const message = `An error occurred (${error.code}): ${error.message}`;
      report(message, error.message, { Code: error.code, Message: error.message }, format, stderr);
    }
    return error.exitCode;
  }
  if (error instanceof ServiceError) {
    report(error.message, error.message, errorRecord(error), format, stderr);
    return exitCodes.service;
  }
  if (isTooDeep(error)) {
    stderr.write(line('maximum recursion depth exceeded'));
    return exitCodes.general;
  }
  if (error instanceof FileError) {
    stderr.write(line(`${error.text}: '${error.path}'`));
    return exitCodes.general;
  }
  throw error;
}

// JSON, YAML or shorthand nested too deeply: Chromium and Node throw one, Firefox the other.
function isTooDeep(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /^(Maximum call stack size exceeded|too much recursion)/.test(error.message);
}

function line(message: string): string {
  return `\naws: [ERROR]: ${message.trim()}\n`;
}

type ErrorRecord = { readonly [name: string]: Value };

function report(
  message: string,
  legacy: string,
  record: ErrorRecord,
  format: string,
  stderr: Sink,
): void {
  if (format === 'legacy') stderr.write(line(legacy));
  else if (format === 'enhanced') stderr.write(line(message) + details(record));
  else stderr.write(formatValue(format, 'error', record));
}

function errorRecord({ error, members }: ServiceError): ErrorRecord {
  const shown = Object.entries(error.details).filter(([name]) => members.includes(name));
  return {
    Message: error.message,
    Code: error.code,
    ...(Object.fromEntries(shown) as ErrorRecord),
  };
}

// Collections of five or more, or with collections inside, are not shown on one line.
const maxInline = 4;

function details(record: ErrorRecord): string {
  const rest = Object.entries(record).filter(([name]) => !/^(code|message)$/i.test(name));
  if (rest.length === 0) return '';
  const lines = rest.map(([name, value]) => `${name}: ${inline(value)}\n`);
  const hint = rest.some(([, value]) => inline(value) === complex)
    ? 'Use "--cli-error-format json" or another error format to see the full details.\n'
    : '';
  return `\nAdditional error details:\n${lines.join('')}${hint}`;
}

const complex = '<complex value>';

function inline(value: Value): string {
  const isScalar = (item: Value) => !isList(item) && !isRecord(item);
  if (isList(value)) {
    if (value.length > maxInline || !value.every(isScalar)) return complex;
    return `[${value.map(pythonString).join(', ')}]`;
  }
  if (isRecord(value)) {
    const members = Object.entries(value);
    if (members.length > maxInline || !members.every(([, item]) => isScalar(item))) return complex;
    return `{${members.map(([name, item]) => `${name}: ${pythonString(item)}`).join(', ')}}`;
  }
  return pythonString(value);
}
