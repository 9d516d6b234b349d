import type { ApiModel, ApiOperation } from '../../engine/api/index';
import type { CommandContext } from '../command';
import { parseArguments, type ArgumentValue } from './arguments/parse-arguments';
import {
  operationOptions,
  zipFileName,
  type OperationOptions,
} from './arguments/operation-options';
import { fileBody, writeBody } from './bodies';
import { exitCodes, paramValidation, UnknownOptions } from './cli-error';
import type { Configuration } from './configuration/configuration';
import { findCredentials, noCredentials } from './configuration/credentials';
import { findEndpoint } from './configuration/endpoint';
import type { DebugLog } from './debug-log';
import { operationHelp } from './help/operation-help';
import { formatJson } from './output/json';
import { outputValue } from './output/output-value';
import { printAnswer, type Answer } from './output/print-answer';
import type { Query } from './output/query';
import { walkPages, type PagingChoice } from './paging/pages';
import { binaryFormats, type BinaryFormat } from './parameters/binary';
import { refuseInlineZip, requireArchive } from './parameters/zip-file';
import { wholeInput } from './parameters/whole-input';
import { parameterValue } from './parameters/parameter-value';
import type { Value, ValueRecord } from './parameters/value';
import { prepareInput, send, sendRequest, type Client } from './send-request';
import { requireModeled } from './services';
import { inputSkeleton, outputSkeleton, yamlSkeleton } from './skeleton';

/** What the options that every command has say. */
export interface Invocation {
  readonly ctx: CommandContext;
  readonly configuration: Configuration;
  readonly query: Query | undefined;
  readonly paginate: boolean;
  readonly sign: boolean;
  readonly log: DebugLog;
}

type Values = ReadonlyMap<string, ArgumentValue>;

/** Runs `aws <service> <operation> …`; everything it knows of the operation is in the model. */
export async function runOperation(
  model: ApiModel,
  operation: ApiOperation,
  words: readonly string[],
  invocation: Invocation,
): Promise<number> {
  const { ctx, configuration, log } = invocation;
  const options = operationOptions(operation);
  if (words.length === 1 && words[0] === 'help') return showHelp(model, operation, ctx);
  const parsed = parseArguments(words, {
    options: optionalWhereGiven(options.syntax, words),
    positionals:
      options.body === undefined
        ? [{ name: 'help', required: false }]
        : [{ name: 'outfile', required: true }],
  });
  const { values } = parsed;
  const extra = values.get('help');
  if (extra === 'help') return showHelp(model, operation, ctx);
  const unknown = [...parsed.remaining, ...(typeof extra === 'string' ? [extra] : [])];
  if (unknown.length > 0) throw new UnknownOptions(unknown);

  const paging = choosePaging(operation, options, values, invocation.paginate);
  const given = memberValues(options, values, paging !== undefined, ctx);
  const parameters = { ...wholeInput(values, ctx), ...given };
  log('parameters', () => {
    return `Parameters of ${operation.name}: ${formatJson(parameters).replaceAll(/\s*\n\s*/g, ' ')}`;
  });
  const skeleton = values.get('generate-cli-skeleton');
  if (skeleton === 'input') ctx.stdout.write(`${formatJson(inputSkeleton(operation))}\n`);
  if (skeleton === 'yaml-input') ctx.stdout.write(yamlSkeleton(operation));
  if (skeleton === 'input' || skeleton === 'yaml-input') return exitCodes.success;

  const client = clientOf(invocation, model, operation);
  const present = (answer: Answer) =>
    printAnswer(answer, {
      title: operation.name,
      format: configuration.output,
      query: invocation.query,
      stdout: ctx.stdout,
    });
  if (skeleton === 'output') {
    prepareInput(client, parameters);
    await present({ output: outputSkeleton(operation) });
    return exitCodes.success;
  }
  requireModeled(model, operation, ctx.engine);
  if (options.body !== undefined) {
    const answer = await send(client, prepareInput(client, parameters));
    await writeBody(answer, options.body, values.get('outfile') as string, ctx);
    await present({ output: outputValue(answer, operation.output) });
    return exitCodes.success;
  }
  const { paginator } = operation;
  const walks = paging !== undefined && !namesPages(operation, parameters);
  if (paginator === undefined || !walks) {
    await present({ output: await sendRequest(client, parameters) });
  } else {
    const sendPage = (page: ValueRecord) => sendRequest(client, page);
    await present({ pages: walkPages(paginator, parameters, paging, sendPage), paginator });
  }
  return exitCodes.success;
}

function showHelp(model: ApiModel, operation: ApiOperation, ctx: CommandContext): number {
  ctx.stdout.write(operationHelp(model, operation));
  return exitCodes.success;
}

// Whoever gives the whole input, or asks for a form of it, need not give required options too.
function optionalWhereGiven(
  syntax: OperationOptions['syntax'],
  words: readonly string[],
): OperationOptions['syntax'] {
  const hasForm = syntax.has('--generate-cli-skeleton');
  const skeleton = hasForm ? words.indexOf('--generate-cli-skeleton') : -1;
  const gives =
    words.some((word) => /^--cli-input-(json|yaml)(=|$)/.test(word)) ||
    (skeleton >= 0 && words[skeleton + 1] !== 'output');
  if (!gives) return syntax;
  return new Map([...syntax].map(([name, option]) => [name, { ...option, required: false }]));
}

/** How to page; undefined where one request is to be made. */
function choosePaging(
  operation: ApiOperation,
  options: OperationOptions,
  values: Values,
  paginate: boolean,
): PagingChoice | undefined {
  if (options.paging.length === 0) return undefined;
  const pagingNames = options.paging.map(({ destination }) => destination);
  const manual = [...options.members.values()].some(
    ({ hidden, destination }) =>
      hidden && values.has(destination) && !pagingNames.includes(destination),
  );
  if (!paginate || manual) {
    const used = pagingNames.filter(
      (name) => values.get(name) !== undefined && !options.members.has(`--${name}`),
    );
    if (used.length === 0) return undefined;
    throw paramValidation(
      `Cannot specify --no-paginate along with pagination arguments: ${used.map((name) => `--${name}`).join(', ')}`,
    );
  }
  const [startingToken, pageSize, maxItems] = ['starting-token', 'page-size', 'max-items'].map(
    (name) => values.get(name),
  );
  return {
    ...(typeof startingToken === 'string' ? { startingToken } : {}),
    ...(typeof pageSize === 'string' || typeof pageSize === 'number' ? { pageSize } : {}),
    ...(maxItems === undefined ? {} : { maxItems: Number(maxItems) }),
  };
}

// Paging members that came in with the whole input turn paging off as well.
function namesPages({ paginator }: ApiOperation, parameters: ValueRecord): boolean {
  return [...(paginator?.inputToken ?? []), paginator?.limitKey].some(
    (name) => name !== undefined && Object.hasOwn(parameters, name),
  );
}

/** The members of an input that options gave. */
export function memberValues(
  options: OperationOptions,
  values: Values,
  pages: boolean,
  ctx: CommandContext,
): ValueRecord {
  const pagingNames = pages ? options.paging.map(({ destination }) => destination) : [];
  const parameters: Record<string, Value> = {};
  const hasZipFile = options.members.has(zipFileName);
  for (const option of options.members.values()) {
    const { name, destination, member, within, shape, streams } = option;
    const value = values.get(destination);
    if (value === undefined || pagingNames.includes(destination)) continue;
    const set = streams ? fileBody(name, value, ctx) : parameterValue(name, shape, value, ctx);
    if (name === zipFileName) requireArchive(set);
    else if (hasZipFile && shape.type === 'structure') refuseInlineZip(name, set);
    const before = parameters[member] as ValueRecord | undefined;
    parameters[member] = within === undefined ? set : { ...before, [within]: set };
  }
  return parameters;
}

/** An operation with what the command's settings say of its requests. */
export function clientOf(invocation: Invocation, model: ApiModel, operation: ApiOperation): Client {
  const { ctx, configuration, log } = invocation;
  return {
    ...{ model, operation, ctx, log },
    endpoint: findEndpoint(model, configuration),
    tls: configuration.tls,
    maxAttempts: configuration.maxAttempts,
    binaryFormat: binaryFormatOf(configuration),
    credentials: () => credentialsOf(invocation),
  };
}

/** How bytes are written on the command line. */
function binaryFormatOf(configuration: Configuration): BinaryFormat {
  const format = binaryFormats.find((known) => known === configuration.binaryFormat);
  if (format === undefined)
    throw paramValidation(`Invalid cli_binary_format: ${configuration.binaryFormat}`);
  return format;
}

/** The access keys to sign with; undefined with `--no-sign-request`. */
export async function credentialsOf({ configuration, ctx, sign }: Invocation) {
  if (!sign) return undefined;
  const credentials = await findCredentials(configuration, ctx);
  if (credentials === undefined) throw noCredentials();
  return credentials;
}
