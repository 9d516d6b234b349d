import type { FunctionOrder, Outcome } from '../../functions';
import type { Context } from '../../operation';
import { toHex } from '../../random';
import { lambdaPrices } from '../../prices/index';
import { concurrentExecutions } from '../../quotas/index';
import { openVariables, type Variables } from './environment-variables';
import { notModelled, tooManyInvocations } from './errors';
import { limits } from './limits';
import { writeLog } from './log-events';
import { filesOf } from './packages';
import { billedDuration, errorPayload, logOf } from './report';
import { assumeRole } from './role';
import { environmentsTable, versionKey } from './state';
import type { EnvironmentRecord, VersionRecord } from './state';

/** One invocation as it was asked for. */
export interface Asked {
  /** The ARN by which the function was invoked. */
  readonly arn: string;
  readonly requestId: string;
  /** JSON. */
  readonly event: string;
  /** JSON, where the client sent any. */
  readonly clientContext?: string;
}

/** How an invocation ended, as the invoker learns it. */
export interface Executed {
  /** JSON. */
  readonly payload: string;
  readonly failed: boolean;
  readonly log: readonly string[];
  readonly outcome: Outcome;
}

/** Runs a version of a function, as its execution role, and writes its log. */
export async function execute(
  ctx: Context,
  version: VersionRecord,
  asked: Asked,
): Promise<Executed> {
  if (!ctx.runsFunctions) throw notModelled('running functions, in this program');
  if (ctx.runningFunctions >= concurrentExecutions(ctx, version.account, version.region)) {
    throw tooManyInvocations();
  }
  const environment = await environmentOf(ctx, version);
  const { credentials, logStream } = environment;
  const variables = await openVariables(ctx, version, credentials);
  const outcome = await ctx.runFunction(order(ctx, version, environment, variables, asked));
  charge(ctx, version, outcome);
  if (endsEnvironment(outcome)) ctx.delete(environmentsTable, environmentKey(version));
  const log = logOf(version, asked.requestId, outcome, ctx.now);
  await writeLog(ctx, credentials, version.LogGroup, logStream, log);
  return { ...answerOf(version, asked.requestId, outcome), log, outcome };
}

/** The account that has the function pays, for the request and for its memory while it ran. */
function charge(ctx: Context, version: VersionRecord, outcome: Outcome): void {
  const { account, Architectures, MemorySize } = version;
  const seconds = billedDuration(outcome) / 1000;
  const price = Architectures.includes('arm64') ? lambdaPrices.armDuration : lambdaPrices.duration;
  ctx.bill(lambdaPrices.request, account, 'Invoke', 1);
  ctx.bill(price, account, 'Invoke', (MemorySize / 1024) * seconds);
}

function answerOf(
  version: VersionRecord,
  requestId: string,
  { result }: Outcome,
): Pick<Executed, 'payload' | 'failed'> {
  if (result.type !== 'returned') {
    return { payload: JSON.stringify(errorPayload(version, requestId, result)), failed: true };
  }
  const { payload } = result;
  if (new TextEncoder().encode(payload).length <= limits.answer) return { payload, failed: false };
  const error = {
    errorMessage: `Response payload size exceeded maximum allowed payload size (${limits.answer} bytes).`,
    errorType: 'Function.ResponseSizeTooLarge',
  };
  return { payload: JSON.stringify(error), failed: true };
}

/** Whether nothing of the execution environment is left for the next invocation. */
function endsEnvironment({ result }: Outcome): boolean {
  return result.type === 'error' ? result.inInit : result.type !== 'returned';
}

const environmentKey = (version: VersionRecord) =>
  `${versionKey(version, version.Version)}/${version.deployed ?? version.RevisionId}`;

/** How long credentials must last, in ms: a while longer than any invocation. */
const leastLife = (limits.timeout + 300) * 1000;

/**
 * The execution environment of a version: the one that has credentials still, or a new one. The code
 * in it keeps what it was started with, so credentials are not renewed there.
 */
async function environmentOf(ctx: Context, version: VersionRecord): Promise<EnvironmentRecord> {
  const key = environmentKey(version);
  const before = ctx.get(environmentsTable, key);
  if (before !== undefined && before.expiresAt - ctx.now > leastLife) return before;
  const role = await assumeRole(ctx, version);
  const logStream = newLogStream(ctx, version);
  const environment = { ...role, logStream };
  ctx.put(environmentsTable, key, environment);
  return environment;
}

function newLogStream(ctx: Context, { Version }: VersionRecord): string {
  const day = new Date(ctx.now).toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${Version}]${toHex(ctx.random.bytes(16))}`;
}

function order(
  ctx: Context,
  version: VersionRecord,
  { credentials, logStream }: EnvironmentRecord,
  variables: Variables,
  { arn, requestId, event, clientContext }: Asked,
): FunctionOrder {
  const { FunctionName, Version, Runtime, Handler, MemorySize, LogGroup, CodeSha256 } = version;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    // What is written here must hold for all that the environment was set up with.
    sandbox: JSON.stringify([
      ...[version.account, version.region, FunctionName, Version, CodeSha256, Runtime, Handler],
      ...[MemorySize, logStream, accessKeyId, Object.entries(variables)],
    ]),
    runtime: Runtime,
    handler: Handler,
    files: filesOf(ctx, version),
    // Source: Lambda Developer Guide, "Defined runtime environment variables", and LocalStack's
    // snapshots of AWS: those that mean something here.
    environment: {
      ...{ LANG: 'en_US.UTF-8', TZ: ':UTC', LAMBDA_TASK_ROOT: '/var/task' },
      ...{ LAMBDA_RUNTIME_DIR: '/var/runtime', PWD: '/var/task' },
      ...variables,
      _HANDLER: Handler,
      AWS_REGION: version.region,
      AWS_DEFAULT_REGION: version.region,
      AWS_EXECUTION_ENV: `AWS_Lambda_${Runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: FunctionName,
      AWS_LAMBDA_FUNCTION_VERSION: Version,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: LogGroup,
      AWS_LAMBDA_LOG_STREAM_NAME: logStream,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_SESSION_TOKEN: sessionToken,
    },
    event,
    context: {
      awsRequestId: requestId,
      functionName: FunctionName,
      functionVersion: Version,
      invokedFunctionArn: arn,
      memoryLimitInMB: MemorySize,
      logGroupName: LogGroup,
      logStreamName: logStream,
      ...(clientContext === undefined ? {} : { clientContext }),
    },
    timeout: version.Timeout * 1000,
  };
}
