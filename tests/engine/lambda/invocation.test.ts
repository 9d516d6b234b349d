import { describe, expect, it } from 'vitest';
import type { Invocation } from '../../../src/engine/functions';
import { refusal, refusalText, start, utf8 } from '../world';
import { lambdaWorld } from './world';

/** A request of the function's own, signed as its AWS client would sign it. */
function ask({ network, environment }: Invocation, service: string, operation: string, input = {}) {
  const credentials = {
    accessKeyId: environment['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: environment['AWS_SECRET_ACCESS_KEY'] ?? '',
    sessionToken: environment['AWS_SESSION_TOKEN'] ?? '',
  };
  return network.cloud.send({ service, operation, region: 'us-east-1', input, credentials });
}

describe('invoking a function', () => {
  it('gives it the event, its environment and what it is', async () => {
    const { create, invoke, invocations } = await lambdaWorld(async ({ event }) => ({
      got: JSON.parse(event),
    }));
    await create('greet', { Timeout: 9, MemorySize: 512 });
    const answer = await invoke('greet', { name: 'Ada' });
    expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
    expect(answer.payload).toEqual({ got: { name: 'Ada' } });
    expect(answer.FunctionError).toBeUndefined();
    expect(invocations[0]).toMatchObject({
      ...{ runtime: 'nodejs22.x', handler: 'index.handler', timeout: 9000, now: start },
      context: { functionName: 'greet', memoryLimitInMB: 512, logGroupName: '/aws/lambda/greet' },
      environment: { AWS_REGION: 'us-east-1', AWS_LAMBDA_FUNCTION_NAME: 'greet' },
    });
    expect(Object.keys(invocations[0]?.files ?? {})).toEqual(['index.js']);
  });

  it('answers from the same environment until code or configuration change', async () => {
    const { create, invoke, lambda, invocations } = await lambdaWorld();
    await create('greet');
    await invoke('greet');
    await invoke('greet');
    await lambda('UpdateFunctionConfiguration', { FunctionName: 'greet', MemorySize: 256 });
    await invoke('greet');
    const [first, second, third] = invocations.map(({ sandbox }) => sandbox);
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  it('sets up another environment when the credentials of its role run out', async () => {
    const { create, invoke, engine, invocations } = await lambdaWorld();
    await create('greet');
    await invoke('greet');
    await engine.advanceTo(engine.now + 24 * 3_600_000);
    await invoke('greet');
    const [first, second] = invocations;
    const { AWS_ACCESS_KEY_ID: before } = first?.environment ?? {};
    expect(second?.environment['AWS_ACCESS_KEY_ID']).not.toBe(before);
    expect(second?.sandbox).not.toBe(first?.sandbox);
  });

  it('lets it ask the model as its role, within the same request', async () => {
    const { create, invoke, engine, allow } = await lambdaWorld(async (invocation) => {
      const { output } = await ask(invocation, 'sts', 'GetCallerIdentity');
      return output;
    });
    await allow({ Effect: 'Allow', Action: 'sts:*', Resource: '*' });
    await create('greet');
    const kinds: string[] = [];
    engine.observe(({ steps }) => {
      for (const step of steps) {
        if (step.kind === 'request')
          kinds.push(`${step.from.name} → ${step.service}:${step.operation}`);
      }
    });
    const { payload } = await invoke('greet');
    expect((payload as { Arn: string }).Arn).toMatch(/:assumed-role\/worker\/greet$/);
    expect(kinds).toContain('AWS Lambda → sts:GetCallerIdentity');
    const { Events } = await lambdaEvents(engine, 'GetCallerIdentity');
    expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '{}').userIdentity).toMatchObject({
      type: 'AssumedRole',
    });
    expect(JSON.parse(Events[0]?.CloudTrailEvent ?? '{}').userIdentity.invokedBy).toBeUndefined();
  });

  it('answers what it asks at once one after the other', async () => {
    const { create, invoke, allow } = await lambdaWorld(async (invocation) => {
      const names = ['/a', '/b', '/c'];
      const put = (Name: string) =>
        ask(invocation, 'ssm', 'PutParameter', { Name, Value: Name, Type: 'SecureString' });
      await Promise.all(names.map(put));
      const { output } = await ask(invocation, 'ssm', 'GetParameters', {
        ...{ Names: names, WithDecryption: true },
      });
      return (output as { Parameters: { Value: string }[] }).Parameters.map(({ Value }) => Value);
    });
    await allow({ Effect: 'Allow', Action: ['ssm:*', 'kms:*'], Resource: '*' });
    await create('greet');
    await expect(invoke('greet')).resolves.toMatchObject({ payload: ['/a', '/b', '/c'] });
  });

  it('leaves what it did where it fails in the end', async () => {
    const { create, invoke, send, allow } = await lambdaWorld(async (invocation) => {
      await ask(invocation, 'ssm', 'PutParameter', { Name: '/a', Value: '1', Type: 'String' });
      throw new TypeError('no');
    });
    await allow({ Effect: 'Allow', Action: 'ssm:*', Resource: '*' });
    await create('greet');
    const { payload, FunctionError } = await invoke('greet');
    expect(FunctionError).toBe('Unhandled');
    expect(payload).toEqual({ errorType: 'TypeError', errorMessage: 'no', trace: [] });
    await expect(send('ssm', 'GetParameter', { Name: '/a' })).resolves.toMatchObject({
      Parameter: { Value: '1' },
    });
  });

  it.each([
    [{ type: 'timeout' }, 'Sandbox.Timedout', / Error: Task timed out after 3\.00 seconds$/],
    [
      { type: 'exited', reason: 'Runtime exited without providing a reason' },
      ...(['Runtime.ExitError', / Error: Runtime exited without providing a reason$/] as const),
    ],
    [{ type: 'out-of-memory' }, 'Runtime.OutOfMemory', /signal: killed$/],
  ] as const)('says how it ended: %j', async (result, errorType, text) => {
    const { create, invoke } = await lambdaWorld(() => Promise.reject(result));
    await create('greet');
    const { payload, FunctionError } = await invoke('greet');
    expect(FunctionError).toBe('Unhandled');
    expect(payload).toMatchObject({ errorType });
    expect((payload as { errorMessage: string }).errorMessage).toMatch(text);
  });

  it('returns the end of its log on request', async () => {
    const { create, invoke } = await lambdaWorld();
    await create('greet');
    const { LogResult = '' } = await invoke('greet', {}, { LogType: 'Tail' });
    expect(atob(LogResult).split('\n')).toEqual([
      expect.stringMatching(/^START RequestId: [0-9a-f-]{36} Version: \$LATEST$/),
      'a line',
      expect.stringMatching(/^END RequestId: /),
      expect.stringMatching(
        /^REPORT RequestId: \S+\tDuration: 12\.35 ms\tBilled Duration: 113 ms\tMemory Size: 128 MB\tMax Memory Used: 64 MB\tInit Duration: 100\.00 ms\t$/,
      ),
      '',
    ]);
  });

  it('refuses an event that is too large or no JSON, and an answer that is too large', async () => {
    const { create, lambda, invoke } = await lambdaWorld(async () => 'x'.repeat(6_291_557));
    await create('greet');
    const send = (Payload: Uint8Array, InvocationType = 'RequestResponse') =>
      lambda('Invoke', { FunctionName: 'greet', Payload, InvocationType });
    await expect(refusal(send(utf8('{"a":')))).resolves.toMatchObject({
      code: 'InvalidRequestContentException',
    });
    await expect(refusalText(send(new Uint8Array(6_291_457)))).resolves.toBe(
      'RequestTooLargeException: Request must be smaller than 6291456 bytes for the InvokeFunction operation',
    );
    await expect(refusal(send(new Uint8Array(1_048_577), 'Event'))).resolves.toMatchObject({
      code: 'RequestTooLargeException',
    });
    await expect(invoke('greet')).resolves.toMatchObject({
      payload: {
        errorMessage:
          'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
        errorType: 'Function.ResponseSizeTooLarge',
      },
    });
  });

  it('runs nothing by DryRun', async () => {
    const { create, lambda, invocations } = await lambdaWorld();
    await create('greet');
    const input = { FunctionName: 'greet', InvocationType: 'DryRun' };
    await expect(lambda('Invoke', input)).resolves.toEqual({ StatusCode: 204 });
    expect(invocations).toEqual([]);
  });

  it('tries an asynchronous one again, a minute and two minutes after it failed', async () => {
    const times: number[] = [];
    const { create, lambda, engine } = await lambdaWorld(async ({ now }) => {
      times.push(now);
      throw new Error('again');
    });
    await create('greet');
    const input = { FunctionName: 'greet', InvocationType: 'Event' };
    await expect(lambda('Invoke', input)).resolves.toMatchObject({ StatusCode: 202 });
    expect(times).toEqual([]);
    await engine.advanceTo(start + 3_600_000);
    expect(times).toEqual([start, start + 60_000, start + 180_000]);
  });

  it('bounds functions that invoke themselves', async () => {
    let depth = 0;
    const { create, invoke, allow } = await lambdaWorld(async (invocation) => {
      depth += 1;
      const { output } = await ask(invocation, 'lambda', 'Invoke', { FunctionName: 'greet' });
      return output;
    });
    await allow({ Effect: 'Allow', Action: 'lambda:*', Resource: '*' });
    await create('greet');
    const { FunctionError } = await invoke('greet');
    expect(FunctionError).toBe('Unhandled');
    expect(depth).toBe(16);
  });
});

describe('who may invoke', () => {
  it('is a principal or service that the function policy names', async () => {
    const { create, lambda, user, engine } = await lambdaWorld();
    const { FunctionArn } = await create('greet');
    const credentials = await user('dev');
    const invoke = () => lambda('Invoke', { FunctionName: 'greet' }, { credentials });
    await expect(refusal(invoke())).resolves.toMatchObject({ statusCode: 403 });
    const account = FunctionArn.split(':')[4] ?? '';
    const { Statement } = await lambda<{ Statement: string }>('AddPermission', {
      ...{ FunctionName: 'greet', StatementId: 'dev', Action: 'lambda:InvokeFunction' },
      Principal: `arn:aws:iam::${account}:user/dev`,
    });
    expect(JSON.parse(Statement)).toMatchObject({ Sid: 'dev', Resource: FunctionArn });
    await expect(invoke()).resolves.toMatchObject({ StatusCode: 200 });
    await lambda('AddPermission', {
      ...{ FunctionName: 'greet', StatementId: 'sm', Action: 'lambda:InvokeFunction' },
      ...{ Principal: 'secretsmanager.amazonaws.com', SourceAccount: account },
    });
    const { Policy } = await lambda<{ Policy: string }>('GetPolicy', { FunctionName: 'greet' });
    expect(JSON.parse(Policy).Statement[1]).toEqual({
      ...{ Sid: 'sm', Effect: 'Allow', Principal: { Service: 'secretsmanager.amazonaws.com' } },
      ...{ Action: 'lambda:InvokeFunction', Resource: FunctionArn },
      Condition: { StringEquals: { 'AWS:SourceAccount': account } },
    });
    await lambda('RemovePermission', { FunctionName: 'greet', StatementId: 'dev' });
    await expect(refusal(invoke())).resolves.toMatchObject({ code: 'AccessDeniedException' });
    await expect(
      refusalText(lambda('RemovePermission', { FunctionName: 'greet', StatementId: 'dev' })),
    ).resolves.toBe('ResourceNotFoundException: Statement dev is not found in resource policy.');
    expect(engine.now).toBe(start);
  });
});

async function lambdaEvents(
  engine: Awaited<ReturnType<typeof lambdaWorld>>['engine'],
  name: string,
) {
  const { adminCredentials } = await import('../../../src/engine/world');
  const { output } = await engine.send({
    ...{ service: 'cloudtrail', operation: 'LookupEvents', region: 'us-east-1' },
    input: { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] },
    credentials: adminCredentials(engine.tables),
  });
  return output as { Events: { CloudTrailEvent: string }[] };
}
