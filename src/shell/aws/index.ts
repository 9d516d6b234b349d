import type { CommandContext, ShellCommand } from '../command';
import { errorFormats, globalOptionTable } from './arguments/global-options';
import { withInstanceCount } from './arguments/instance-count';
import { parseArguments, type ArgumentValue } from './arguments/parse-arguments';
import { exitCodes, NotAvailable, paramValidation, usageError } from './cli-error';
import { complete } from './completion/complete';
import { Configuration } from './configuration/configuration';
import { checkEndpointUrl } from './configuration/endpoint';
import { runConfigure } from './configure/configure';
import { debugLog } from './debug-log';
import { providerHelp } from './help/provider-help';
import { serviceHelp } from './help/service-help';
import { compileQuery } from './output/query';
import { integerValue } from './parameters/numbers';
import { ownCommandsOf, runOwnCommand } from './own-commands';
import { reportError } from './report-error';
import { cliVersion } from './send-request';
import { runOperation, type Invocation } from './run-operation';
import { modelOfCommand, operationTable, topLevelCommands } from './services';
import { runWaiter, waiterTable } from './wait';

const version = `${cliVersion} envelope-lab`;

/** The `aws` command: AWS CLI version 2 over the lab's engine, driven by the API models. */
export const aws: ShellCommand = { name: 'aws', run, complete };

type Options = ReadonlyMap<string, ArgumentValue>;

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  let options: Options = new Map();
  try {
    const parsed = parseArguments(args, {
      options: globalOptionTable,
      positionals: [{ name: 'command', choices: topLevelCommands, required: false }],
    });
    options = parsed.values;
    return await runCommand(options, args, parsed.remaining, ctx);
  } catch (error) {
    return reportError(error, errorFormat(options, ctx), ctx.stderr);
  }
}

async function runCommand(
  options: Options,
  args: readonly string[],
  rest: readonly string[],
  ctx: CommandContext,
): Promise<number> {
  if (options.has('version')) return print(`${version}\n`, ctx);
  const command = options.get('command');
  if (typeof command !== 'string') {
    throw usageError('the following arguments are required: command');
  }
  const invocation = invoke(options, ctx);
  invocation.log('aws', `CLI version: ${version}`);
  invocation.log('aws', `Arguments entered to CLI: ${JSON.stringify(args)}`);
  if (command === 'help') return print(providerHelp(ctx.engine), ctx);
  if (command === 'configure') return runConfigure(rest, invocation);
  // Most sessions never need it.
  if (command === 's3') return (await import('./s3/index')).runS3(rest, invocation);
  const model = await modelOfCommand(command, ctx.engine);
  if (model === undefined) {
    const instead = command === 'login' ? ' Use "aws configure".' : '';
    throw new NotAvailable(
      `aws ${command} is an AWS CLI command that this lab does not have yet.${instead}`,
    );
  }
  const operations = operationTable(model);
  if (rest[0] === 'wait' && waiterTable(model).size > 0) {
    return runWaiter(command, model, rest.slice(1), invocation);
  }
  const [first = ''] = rest;
  const own = ownCommandsOf(model).get(first);
  if (own !== undefined) return runOwnCommand(first, own, model, rest.slice(1), invocation);
  const parsed = parseArguments(rest, {
    options: new Map(),
    positionals: [{ name: 'operation', choices: [...operations.keys(), 'help'], required: true }],
  });
  const name = parsed.values.get('operation') as string;
  const operation = operations.get(name);
  if (operation === undefined) return print(serviceHelp(command, model, ctx.engine), ctx);
  const words =
    operation.name === 'RunInstances' ? withInstanceCount(parsed.remaining) : parsed.remaining;
  return runOperation(model, operation, words, invocation);
}

function invoke(options: Options, ctx: CommandContext): Invocation {
  const query = options.get('query');
  const endpointUrl = options.get('endpoint-url');
  if (options.has('cli-auto-prompt')) {
    if (options.has('no-cli-auto-prompt')) {
      throw paramValidation(
        'Both --cli-auto-prompt and --no-cli-auto-prompt cannot be specified at the same time.',
      );
    }
    throw new NotAvailable(
      '--cli-auto-prompt is not available in this lab; Tab completes options.',
    );
  }
  if (typeof endpointUrl === 'string') checkEndpointUrl(endpointUrl);
  for (const name of ['cli-read-timeout', 'cli-connect-timeout']) {
    const seconds = options.get(name);
    if (typeof seconds === 'string') integerValue(seconds);
  }
  if (options.get('color') === 'on') {
    ctx.stderr.write('envelope-lab: --color on has no effect here; tables are not coloured.\n');
  }
  return {
    ctx,
    configuration: new Configuration(options, ctx),
    query: typeof query === 'string' ? compileQuery(query) : undefined,
    paginate: !options.has('no-paginate'),
    sign: !options.has('no-sign-request'),
    log: debugLog(options.has('debug'), ctx),
  };
}

function errorFormat(options: Options, ctx: CommandContext): string {
  const known: readonly string[] = errorFormats;
  const wanted = options.get('cli-error-format') ?? ctx.env.get('AWS_CLI_ERROR_FORMAT');
  return typeof wanted === 'string' && known.includes(wanted) ? wanted : 'enhanced';
}

function print(text: string, ctx: CommandContext): number {
  ctx.stdout.write(text);
  return exitCodes.success;
}
