import type {
  CancelRotateSecretRequest,
  CancelRotateSecretResponse,
  RotateSecretRequest,
  RotateSecretResponse,
} from '@aws-sdk/client-secrets-manager';
import { parseArn } from '../../arn';
import { AwsError } from '../../errors';
import type { Context, Operation, Permission } from '../../operation';
import { ScheduleError } from './cron';
import { leftOut, rotating as errors } from './errors';
import { changeable, findSecret, type FoundSecret } from './lookup';
import { requestKeys, secretPermission } from './permissions';
import { rotationTimer, windowTimer } from './removal';
import { durations } from './rotation-durations';
import { beginRun, moveRun, planNext, withRotation } from './rotation-runs';
import { readSchedule } from './schedule';
import { secretsTable, type RotationRecord, type SecretRecord } from './state';
import { labels, tokenOf } from './versions';

/** What is kept of a request's configuration beside what there was. Throws where it is none. */
function configured(
  { rotation, OwningService }: SecretRecord,
  { RotationLambdaARN: given, RotationRules }: RotateSecretRequest,
): RotationRecord {
  const lambda = given ?? rotation?.lambda;
  if (lambda === undefined && OwningService === undefined) throw errors.noFunction();
  const rules = RotationRules ?? rotation?.rules;
  try {
    if (rules !== undefined) readSchedule(rules);
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    throw errors.rules(error.message);
  }
  return {
    ...{ ...rotation, enabled: true },
    ...(lambda === undefined ? {} : { lambda }),
    ...(rules === undefined ? {} : { rules }),
  };
}

/** Throws AccessDeniedException where the function does not let Secrets Manager invoke it. */
async function requireInvocable(ctx: Context, arn: string, FunctionName: string): Promise<void> {
  const { account = '' } = parseArn(arn) ?? {};
  try {
    const input = { FunctionName, InvocationType: 'DryRun' };
    await ctx.call('lambda', 'Invoke', input, { as: 'service', source: { arn, account } });
  } catch (error) {
    if (!(error instanceof AwsError) || error.statusCode >= 500) throw error;
    throw errors.cannotInvoke();
  }
}

/** Whoever sets a function up must be allowed to invoke it. Source: API Reference, RotateSecret. */
function invocation(lambda: string | undefined): readonly Permission[] {
  return lambda === undefined ? [] : [{ action: 'lambda:InvokeFunction', resource: lambda }];
}

export const RotateSecret: Operation<RotateSecretRequest, RotateSecretResponse, FoundSecret> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions(input, found, ctx) {
    const { RotationLambdaARN, RotationRules, RotateImmediately } = input;
    const ModifyRotationRules = RotationRules === undefined ? undefined : true;
    const keys = requestKeys({ RotationLambdaARN, ModifyRotationRules, RotateImmediately });
    return [
      secretPermission('RotateSecret', ctx, found, keys),
      ...invocation(RotationLambdaARN ?? found.secret?.rotation?.lambda),
    ];
  },
  async handle(input, ctx, found) {
    const token = tokenOf(ctx, input);
    const isExternal =
      input.ExternalSecretRotationMetadata ?? input.ExternalSecretRotationRoleArn ?? undefined;
    if (isExternal !== undefined) throw leftOut('managed external secrets');
    const { key, secret } = changeable(found);
    const { ARN, Name } = secret;
    const { [labels.pending]: pending, [labels.current]: current } = secret.stages;
    // The same request, sent again.
    if (pending === token) return { ARN, Name, VersionId: token };
    const record = configured(secret, input);
    if (record.lambda !== undefined) await requireInvocable(ctx, ARN, record.lambda);
    if (pending !== undefined && pending !== current) throw errors.notComplete();
    // A rotation whose label somebody took away is over.
    ctx.cancelTimer(rotationTimer(ARN));
    const ready = withRotation({ ...secret, rotation: record }, { run: undefined });
    const event = input.RotateImmediately === false ? 'TestRotation' : 'RotateSecret';
    const tests = event === 'TestRotation' && secret.OwningService === undefined;
    const until = ctx.now + durations.immediateWindow;
    const begun =
      event === 'RotateSecret' || tests
        ? beginRun(ctx, key, ready, event, { token, until })
        : ready;
    ctx.put(secretsTable, key, planNext(ctx, key, begun, record.last ?? ctx.now));
    return { ARN, Name, ...(begun === ready ? {} : { VersionId: token }) };
  },
};

export const CancelRotateSecret: Operation<
  CancelRotateSecretRequest,
  CancelRotateSecretResponse,
  FoundSecret
> = {
  target: (input, ctx) => findSecret(ctx, input),
  permissions: (_, found, ctx) => [secretPermission('CancelRotateSecret', ctx, found)],
  handle(_, ctx, found) {
    const { key, secret } = changeable(found);
    const { ARN, Name, rotation } = secret;
    if (rotation === undefined) throw errors.noFunction();
    const left = moveRun(ctx, key, secret, 'CancelRotateSecret').secret;
    ctx.cancelTimer(rotationTimer(ARN));
    ctx.cancelTimer(windowTimer(ARN));
    ctx.put(
      secretsTable,
      key,
      withRotation(left, { enabled: false, next: undefined, run: undefined }),
    );
    const VersionId = rotation.run?.token;
    return { ARN, Name, ...(VersionId === undefined ? {} : { VersionId }) };
  },
};
