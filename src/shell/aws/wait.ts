import jmespath from 'jmespath';
import type { Acceptor, ApiModel, ApiOperation, Waiter } from '../../engine/api/index';
import type { AwsError } from '../../engine/errors';
import { operationOptions } from './arguments/operation-options';
import { parseArguments } from './arguments/parse-arguments';
import { exitCodes, generalError, paramValidation, UnknownOptions } from './cli-error';
import { section } from './help/layout';
import { commandLineName } from './names';
import { wholeInput } from './parameters/whole-input';
import type { ValueRecord } from './parameters/value';
import { ServiceError } from './report-error';
import { clientOf, memberValues, type Invocation } from './run-operation';
import { sendRequest, type Client } from './send-request';

/** Something to wait for, and the operation that tells of it. */
interface Wait {
  readonly name: string;
  readonly waiter: Waiter;
  readonly operation: ApiOperation;
}

const tables = new WeakMap<ApiModel, ReadonlyMap<string, Wait>>();

/** What `aws <service> wait` can wait for, by its names on the command line. */
export function waiterTable(model: ApiModel): ReadonlyMap<string, Wait> {
  let table = tables.get(model);
  if (table === undefined) {
    const rows = Object.entries(model.waiters).flatMap(([name, waiter]) => {
      const operation = model.operations[waiter.operation];
      return operation === undefined
        ? []
        : [[commandLineName(name), { name, waiter, operation }] as const];
    });
    tables.set(model, (table = new Map(rows)));
  }
  return table;
}

/**
 * Runs `aws <service> wait <what> …`: asks, and asks again after the waiter's delay, in the world's
 * time. Rejects in botocore's words where it will never be, or was not in time.
 */
export async function runWaiter(
  command: string,
  model: ApiModel,
  words: readonly string[],
  invocation: Invocation,
): Promise<number> {
  const { ctx } = invocation;
  const table = waiterTable(model);
  const which = parseArguments(words, {
    options: new Map(),
    positionals: [{ name: 'subcommand', choices: [...table.keys(), 'help'], required: false }],
  });
  const name = which.values.get('subcommand');
  if (name === undefined) {
    throw paramValidation(
      `usage: aws [options] ${command} wait <subcommand> [parameters]\naws: [ERROR]: too few arguments`,
    );
  }
  const wait = table.get(name as string);
  if (wait === undefined) {
    ctx.stdout.write(
      section('NAME', [`${command} wait`]) + section('AVAILABLE COMMANDS', [...table.keys()]),
    );
    return exitCodes.success;
  }
  const { operation } = wait;
  const options = operationOptions(operation);
  const parsed = parseArguments(which.remaining, { options: options.syntax, positionals: [] });
  if (parsed.remaining.length > 0) throw new UnknownOptions(parsed.remaining);
  const parameters = {
    ...wholeInput(parsed.values, ctx),
    ...memberValues(options, parsed.values, false, ctx),
  };
  await waitFor(wait, clientOf(invocation, model, operation), parameters);
  return exitCodes.success;
}

/**
 * Waits as a command of the AWS CLI does that is more than one operation; `delay` in seconds is the
 * waiter's own unless it is given.
 */
export async function waitUntil(
  name: string,
  client: Client,
  parameters: ValueRecord,
  delay?: number,
): Promise<void> {
  const waiter = client.model.waiters[name];
  if (waiter === undefined) throw new Error(`there is no waiter ${name}`);
  const own = delay === undefined ? waiter : { ...waiter, delay };
  await waitFor({ name, waiter: own }, client, parameters);
}

interface Reply {
  readonly output?: ValueRecord;
  readonly error?: AwsError;
}

// Source: botocore's Waiter.wait, also of the texts.
async function waitFor(
  { name, waiter }: Pick<Wait, 'name' | 'waiter'>,
  client: Client,
  parameters: ValueRecord,
) {
  const { acceptors, delay, maxAttempts } = waiter;
  const { engine, signal } = client.ctx;
  let last: Acceptor | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const reply = await ask(client, parameters);
    const accepted = acceptors.find((acceptor) => accepts(acceptor, reply));
    last = accepted ?? last;
    if (accepted?.state === 'success') return;
    if (accepted?.state === 'failure') {
      throw failure(name, `Waiter encountered a terminal failure state: ${explained(accepted)}`);
    }
    if (accepted === undefined && reply.error !== undefined) {
      const { code, message } = reply.error;
      throw failure(name, `An error occurred (${code}): ${message}`);
    }
    if (attempt >= maxAttempts) {
      const before = last === undefined ? '' : `. Previously accepted state: ${explained(last)}`;
      throw failure(name, `Max attempts exceeded${before}`);
    }
    await engine.advanceTo(engine.now + delay * 1000);
    signal.throwIfAborted();
  }
}

const failure = (name: string, reason: string) => generalError(`Waiter ${name} failed: ${reason}`);

async function ask(client: Client, parameters: ValueRecord): Promise<Reply> {
  try {
    return { output: await sendRequest(client, parameters) };
  } catch (cause) {
    if (cause instanceof ServiceError) return { error: cause.error };
    throw cause;
  }
}

function accepts(
  { matcher, argument = '', expected }: Acceptor,
  { output, error }: Reply,
): boolean {
  if (matcher === 'status') return (error?.statusCode ?? 200) === expected;
  if (matcher === 'error') {
    return typeof expected === 'boolean'
      ? (error !== undefined) === expected
      : error?.code === expected;
  }
  if (output === undefined) return false;
  const found = jmespath.search(output, argument) as unknown;
  if (matcher === 'path') return found === expected;
  if (!Array.isArray(found) || found.length === 0) return false;
  const matches = (value: unknown) => value === expected;
  return matcher === 'pathAll' ? found.every(matches) : found.some(matches);
}

function explained({ matcher, argument, expected }: Acceptor): string {
  const value = typeof expected === 'boolean' ? (expected ? 'True' : 'False') : String(expected);
  switch (matcher) {
    case 'path':
      return `For expression "${argument}" we matched expected path: "${value}"`;
    case 'pathAll':
      return `For expression "${argument}" all members matched expected path: "${value}"`;
    case 'pathAny':
      return `For expression "${argument}" we matched expected path: "${value}" at least once`;
    case 'status':
      return `Matched expected HTTP status code: ${value}`;
    case 'error':
      return `Matched expected service error code: ${value}`;
  }
}
