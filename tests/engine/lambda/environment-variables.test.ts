import { describe, expect, it } from 'vitest';
import { versionsTable } from '../../../src/engine/services/lambda/state';
import { refusal, refusalText } from '../world';
import { lambdaWorld } from './world';

const Environment = { Variables: { STAGE: 'test', PASSWORD: 'hunter2' } };

describe('environment variables', () => {
  it('lie encrypted under aws/lambda, and reach the function by a grant to its role', async () => {
    const { create, invoke, engine, invocations, kms } = await lambdaWorld();
    await create('greet', { Environment });
    const [, version] = engine.tables.range(versionsTable)[0]!;
    const sealed = version.environment?.ciphertext ?? new Uint8Array();
    expect(new TextDecoder().decode(sealed)).not.toContain('hunter2');
    const steps: string[] = [];
    engine.observe((happening) => {
      for (const step of happening.steps) {
        if (step.kind === 'request' && step.service === 'kms') {
          const { EncryptionContext } = step.input as { EncryptionContext: object };
          steps.push(`${step.operation} ${JSON.stringify(EncryptionContext)}`);
        }
      }
    });
    await invoke('greet');
    expect(steps).toEqual([
      expect.stringMatching(
        /^Decrypt {"aws:lambda:FunctionArn":"arn:aws:lambda:.*:function:greet"}$/,
      ),
    ]);
    expect(invocations[0]?.environment).toMatchObject(Environment.Variables);
    const { Aliases } = await kms<{ Aliases: { AliasName: string }[] }>('ListAliases');
    expect(Aliases.map(({ AliasName }) => AliasName)).toContain('alias/aws/lambda');
  });

  it('are shown to who may decrypt, and to others that KMS does not let them', async () => {
    const { create, lambda, createKey, user } = await lambdaWorld();
    const { Arn: KMSKeyArn } = await createKey();
    await create('greet', { Environment, KMSKeyArn });
    await expect(
      lambda('GetFunctionConfiguration', { FunctionName: 'greet' }),
    ).resolves.toMatchObject({
      ...{ Environment, KMSKeyArn },
    });
    const credentials = await user('dev', { Effect: 'Allow', Action: 'lambda:*', Resource: '*' });
    const shown = await lambda<{ Environment: { Error: { ErrorCode: string; Message: string } } }>(
      ...(['GetFunctionConfiguration', { FunctionName: 'greet' }, { credentials }] as const),
    );
    expect(shown.Environment.Error.ErrorCode).toBe('AccessDeniedException');
    expect(shown.Environment.Error.Message).toContain(
      'Lambda was unable to decrypt the environment variables because KMS access was denied.',
    );
  });

  it.each([
    ['DisableKey', 'KMSDisabledException', 'because the KMS key used is disabled.'],
    ['ScheduleKeyDeletion', 'KMSInvalidStateException', 'is not valid for Decrypt.'],
  ])('stop the function after %s', async (operation, code, text) => {
    const { create, invoke, createKey, kms, invocations } = await lambdaWorld();
    const { Arn: KMSKeyArn } = await createKey();
    await create('greet', { Environment, KMSKeyArn });
    await kms(operation, { KeyId: KMSKeyArn });
    const error = await refusal(invoke('greet'));
    expect(error).toMatchObject({ code, statusCode: 502 });
    expect(error.message).toContain(text);
    expect(invocations).toEqual([]);
  });

  it('are lost to a role of the same name that is another', async () => {
    const { create, invoke, send } = await lambdaWorld();
    await create('greet', { Environment });
    await send('iam', 'DeleteRole', { RoleName: 'worker' });
    const { trusted } = await import('./world');
    await send('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: trusted });
    await expect(refusal(invoke('greet'))).resolves.toMatchObject({
      code: 'KMSAccessDeniedException',
    });
  });

  it('are replaced as a whole, and re-encrypted where the key changes', async () => {
    const { create, lambda, createKey, invoke, invocations, kms } = await lambdaWorld();
    await create('greet', { Environment });
    const { Arn: KMSKeyArn } = await createKey();
    await lambda('UpdateFunctionConfiguration', { FunctionName: 'greet', KMSKeyArn });
    await invoke('greet');
    expect(invocations[0]?.environment['PASSWORD']).toBe('hunter2');
    const { Grants } = await kms<{ Grants: object[] }>('ListGrants', { KeyId: KMSKeyArn });
    expect(Grants).toHaveLength(1);
    const other = { Variables: { STAGE: 'prod' } };
    await lambda('UpdateFunctionConfiguration', { FunctionName: 'greet', Environment: other });
    await invoke('greet');
    expect(invocations[1]?.environment['PASSWORD']).toBeUndefined();
    const after = await kms<{ Grants: object[] }>('ListGrants', { KeyId: KMSKeyArn });
    expect(after.Grants).toHaveLength(1);
  });

  it('stay readable in a version that was published before they changed', async () => {
    const { create, lambda, createKey, invoke, invocations, kms } = await lambdaWorld();
    const { Arn: KMSKeyArn } = await createKey();
    const FunctionName = 'greet';
    const grants = async () =>
      (await kms<{ Grants: object[] }>('ListGrants', { KeyId: KMSKeyArn })).Grants.length;
    await create(FunctionName, { Environment, KMSKeyArn });
    await lambda('PublishVersion', { FunctionName });
    const other = { Variables: { STAGE: 'prod' } };
    await lambda('UpdateFunctionConfiguration', { FunctionName, Environment: other });
    await invoke(FunctionName, {}, { Qualifier: '1' });
    expect(invocations[0]?.environment).toMatchObject(Environment.Variables);
    await expect(grants()).resolves.toBe(2);
    await lambda('DeleteFunction', { FunctionName, Qualifier: '1' });
    await expect(grants()).resolves.toBe(1);
    await lambda('DeleteFunction', { FunctionName });
    await expect(grants()).resolves.toBe(0);
  });

  it('are refused where they are too large or the runtime has them', async () => {
    const { create } = await lambdaWorld();
    const large = { Variables: { LARGE: 'x'.repeat(4096) } };
    await expect(refusalText(create('greet', { Environment: large }))).resolves.toContain(
      'exceeded the 4KB limit. String measured: {"LARGE":"xxx',
    );
    const reserved = { Variables: { AWS_REGION: 'eu-west-1' } };
    await expect(refusalText(create('greet', { Environment: reserved }))).resolves.toContain(
      'Reserved keys used in this request: AWS_REGION',
    );
  });
});
