import { search } from 'jmespath';
import { endSession } from '../../shell/session';
import { Shell } from '../../shell/shell';
import type { Json, RunCheck } from '../scenario';
import type { Finding, Inspection } from './finding';

/**
 * Runs the line on a fork of the world, in a new session: in the home directory, and without the
 * learner's variables, aliases and functions.
 */
export async function checkRun(check: RunCheck, { engine, signal }: Inspection): Promise<Finding> {
  const fork = engine.fork();
  fork.write((tx) => endSession(fork.tables, tx));
  const shell = await Shell.open(fork);
  const { stdout, stderr, exitCode } = await shell.run(check.run, { signal });
  signal?.throwIfAborted();
  if (check.error !== undefined) {
    const code = awsErrorCode(stderr);
    return { passed: code === check.error, actual: code ?? 'no error' };
  }
  const expected = check.exitCode ?? 0;
  if (exitCode !== expected) {
    return { passed: false, actual: firstLine(stderr) || `exit code ${exitCode}` };
  }
  return judge(check, stdout);
}

function judge({ query, equals }: RunCheck, stdout: string): Finding {
  const printed = stdout.trimEnd();
  if (query === undefined) {
    return { passed: equals === undefined || printed === textOf(equals), actual: printed };
  }
  let value: Json;
  try {
    value = search(JSON.parse(printed), query) as Json;
  } catch {
    // No JSON, or none that the query can be asked of: sort_by of null.
    return { passed: false, actual: printed || 'no output' };
  }
  const passed = equals === undefined ? isTrue(value) : sameJson(value, equals);
  return { passed, actual: textOf(value) };
}

/** The code in the CLI's "An error occurred (Code) when calling ...". */
export function awsErrorCode(stderr: string): string | undefined {
  return /An error occurred \(([\w.]+)\) when calling/.exec(stderr)?.[1];
}

/** The first thing that went wrong: what a pipeline says later follows from it. */
function firstLine(text: string): string {
  return text.trimStart().split('\n', 1)[0] ?? '';
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** JMESPath's truth: null, false and everything empty is false. */
function isTrue(value: Json): boolean {
  if (value === null || value === false || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/** Equality of JSON, whatever the order of members. */
export function sameJson(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map<string, Json>(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([name, value]) => right.has(name) && sameJson(value as Json, right.get(name)!))
  );
}
