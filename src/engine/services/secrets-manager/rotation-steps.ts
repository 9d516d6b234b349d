import { parseArn } from '../../arn';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { rotating as errors } from './errors';
import { findVersion, reread } from './lookup';
import {
  beginRun,
  moveRun,
  planNext,
  reportRotation,
  withRotation,
  type RotationTimer,
} from './rotation-runs';
import { durations } from './rotation-durations';
import type { RotationState } from './rotation.machine';
import { secretsTable, versionKey, versionsTable, without, type SecretRecord } from './state';
import { labels } from './versions';

const encoder = new TextEncoder();

/** The steps in which a rotation function is invoked. */
type Step = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';

/** The timer of a rotation under way: the next state is entered, and its work done. */
export async function rotation({ key, event }: RotationTimer, ctx: Context): Promise<void> {
  const before = ctx.get(secretsTable, key);
  const run = before?.rotation?.run;
  if (before === undefined || run === undefined || before.DeletedDate !== undefined) return;
  // Whoever took AWSPENDING away has ended the rotation.
  if (before.stages[labels.pending] !== run.token && before.stages[labels.current] !== run.token) {
    moveRun(ctx, key, before, 'VersionCreated');
    return;
  }
  const { state } = moveRun(ctx, key, before, event);
  if (state === 'Succeeded') return succeed(ctx, key, run.state, run.token);
  if (state === undefined || !isAtWork(state)) return;
  if (state === 'createSecret' || state === 'byOwningService') {
    reportRotation(ctx, before, 'RotationStarted');
  }
  if (state === 'testSecretOnly') reportRotation(ctx, before, 'TestRotationStarted');
  const failure = await workOf(ctx, key, state, run.token);
  if (failure !== undefined) return fail(ctx, key, state, failure);
  if (state !== 'byOwningService') return;
  moveRun(ctx, key, reread(ctx, key), 'RotationDone');
  succeed(ctx, key, state, run.token);
}

type Working = Step | 'testSecretOnly' | 'byOwningService';

const working: ReadonlySet<RotationState> = new Set<RotationState>([
  ...(['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const),
  ...(['testSecretOnly', 'byOwningService'] as const),
]);

const isAtWork = (state: RotationState): state is Working => working.has(state);

/** Does what a state is for; the reason where that fails. */
async function workOf(
  ctx: Context,
  key: string,
  state: Working,
  token: string,
): Promise<string | undefined> {
  if (state === 'byOwningService') return byOwner(ctx, reread(ctx, key));
  const step = state === 'testSecretOnly' ? 'testSecret' : state;
  const { ARN, rotation: record } = reread(ctx, key);
  const { lambda } = record ?? {};
  if (lambda === undefined)
    return 'No Lambda rotation function ARN is associated with this secret.';
  const failure = await invoke(ctx, ARN, lambda, { step, token });
  if (failure !== undefined) return failure;
  if (state === 'createSecret' && findVersion(ctx, key, token)?.value === undefined) {
    return errors.notCreated(token, ARN, lambda);
  }
  if (state === 'finishSecret' && reread(ctx, key).stages[labels.current] !== token) {
    return errors.notFinished(token, ARN);
  }
  return undefined;
}

/** Invokes the rotation function for one step. */
async function invoke(
  ctx: Context,
  arn: string,
  lambda: string,
  { step, token }: { readonly step: Step; readonly token: string },
): Promise<string | undefined> {
  const { account = '' } = parseArn(arn) ?? {};
  const event = { Step: step, SecretId: arn, ClientRequestToken: token };
  const input = { FunctionName: lambda, Payload: encoder.encode(JSON.stringify(event)) };
  try {
    const answer = await ctx.call('lambda', 'Invoke', input, {
      ...{ as: 'service', source: { arn, account } },
    });
    const { FunctionError } = answer as { readonly FunctionError?: string };
    return FunctionError === undefined ? undefined : errors.failedStep(lambda, step);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return `${errors.failedStep(lambda, step)}: ${error.message}`;
  }
}

/** Has the service that manages a secret rotate it. */
async function byOwner(ctx: Context, { ARN, tags }: SecretRecord): Promise<string | undefined> {
  const { account = '', region = ctx.region } = parseArn(ARN) ?? {};
  const database = parseArn(tags?.['aws:rds:primaryDBInstanceArn'] ?? '')?.resource ?? '';
  const DBInstanceIdentifier = database.slice('db:'.length);
  const input = { DBInstanceIdentifier, RotateMasterUserPassword: true, ApplyImmediately: true };
  try {
    await ctx.call('rds', 'ModifyDBInstance', input, {
      ...{ as: 'service', region, source: { arn: ARN, account } },
    });
    return undefined;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return error.message;
  }
}

function succeed(ctx: Context, key: string, from: RotationState, token: string): void {
  const secret = reread(ctx, key);
  if (from === 'testSecretOnly') {
    reportRotation(ctx, secret, 'TestRotationSucceeded');
    return dropTest(ctx, key, secret, token);
  }
  reportRotation(ctx, secret, 'RotationSucceeded');
  const rotated = withRotation(secret, { last: ctx.now, run: undefined });
  ctx.put(secretsTable, key, planNext(ctx, key, rotated, ctx.now));
}

/** The version of a test is taken away. Source: API Reference, RotateSecret, RotateImmediately. */
function dropTest(ctx: Context, key: string, secret: SecretRecord, token: string): void {
  ctx.delete(versionsTable, versionKey(key, token));
  const stages =
    secret.stages[labels.pending] === token
      ? without(secret.stages, labels.pending)
      : secret.stages;
  ctx.put(secretsTable, key, withRotation({ ...secret, stages }, { run: undefined }));
}

/** A step failed: the rotation is tried again while its window is open. */
function fail(ctx: Context, key: string, state: Working, reason: string): void {
  const secret = reread(ctx, key);
  const isTest = state === 'testSecretOnly';
  reportRotation(ctx, secret, isTest ? 'TestRotationFailed' : 'RotationFailed', reason);
  const token = secret.rotation?.run?.token ?? '';
  const moved = moveRun(ctx, key, secret, 'StepFailed').secret;
  if (isTest) return dropTest(ctx, key, moved, token);
  const until = moved.rotation?.run?.until ?? 0;
  if (ctx.now + durations.retry > until) moveRun(ctx, key, moved, 'WindowClosed');
}

/** The timer of a secret's schedule: a rotation begins, or the one that failed is tried again. */
export function rotationWindow({ key }: { readonly key: string }, ctx: Context): void {
  const secret = ctx.get(secretsTable, key);
  const record = secret?.rotation;
  if (secret === undefined || record?.enabled !== true) return;
  const until = record.next?.end ?? ctx.now;
  const planned = planNext(ctx, key, secret, until - 1);
  ctx.put(secretsTable, key, planned);
  const { run } = record;
  if (secret.DeletedDate !== undefined || (run !== undefined && run.state !== 'Failed')) return;
  const { [labels.pending]: pending, [labels.current]: current } = secret.stages;
  if (run?.state === 'Failed' && pending === run.token) {
    const again = withRotation(planned, { run: { ...run, until } });
    moveRun(ctx, key, again, 'WindowOpened');
    return;
  }
  // A version that somebody left pending is the one that is tried again.
  const token = pending === undefined || pending === current ? ctx.random.uuid() : pending;
  const begun = beginRun(ctx, key, planned, 'WindowOpened', { token, until });
  ctx.put(secretsTable, key, begun);
}
