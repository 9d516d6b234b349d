import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../world';
import { lambdaWorld, zip } from './world';

describe('a function', () => {
  it('is created, and active for whoever asks next', async () => {
    const { create, lambda } = await lambdaWorld();
    const created = await create('greet', { Description: 'says hello', Tags: { team: 'blue' } });
    expect(created).toMatchObject({
      ...{ FunctionName: 'greet', Version: '$LATEST', Timeout: 3, MemorySize: 128 },
      ...{ State: 'Pending', StateReasonCode: 'Creating', PackageType: 'Zip' },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/greet' },
    });
    const got = await lambda('GetFunction', { FunctionName: created.FunctionArn });
    expect(got).toMatchObject({
      Configuration: { State: 'Active', LastUpdateStatus: 'Successful', Description: 'says hello' },
      Tags: { team: 'blue' },
    });
    await expect(refusalText(create('greet'))).resolves.toBe(
      'ResourceConflictException: Function already exist: greet',
    );
  });

  it('is found by name, partial ARN and ARN, in its own Region', async () => {
    const { create, lambda } = await lambdaWorld();
    const { FunctionArn } = await create('greet');
    const account = FunctionArn.split(':')[4];
    for (const FunctionName of ['greet', `${account}:function:greet`, FunctionArn]) {
      await expect(lambda('GetFunctionConfiguration', { FunctionName })).resolves.toMatchObject({
        FunctionArn,
      });
    }
    await expect(
      refusalText(
        lambda('GetFunction', { FunctionName: FunctionArn.replace('us-east-1', 'eu-west-1') }),
      ),
    ).resolves.toBe(
      "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
    );
    const error = await refusal(lambda('GetFunction', { FunctionName: 'other' }));
    expect(error).toMatchObject({ statusCode: 404, details: { Type: 'User' } });
    expect(error.message).toBe(`Function not found: ${FunctionArn.replace('greet', 'other')}`);
  });

  it('needs a role that trusts Lambda and that the caller may pass', async () => {
    const { create, send, lambda, user } = await lambdaWorld();
    const { Role } = await send<{ Role: { Arn: string } }>('iam', 'CreateRole', {
      RoleName: 'stranger',
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'ec2.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        ],
      }),
    });
    await expect(refusalText(create('greet', { Role: Role.Arn }))).resolves.toBe(
      'InvalidParameterValueException: The role defined for the function cannot be assumed by Lambda.',
    );
    const credentials = await user('dev', { Effect: 'Allow', Action: 'lambda:*', Resource: '*' });
    const input = {
      ...{ FunctionName: 'greet', Runtime: 'nodejs22.x', Handler: 'index.handler', Role: Role.Arn },
      Code: { ZipFile: zip({ 'index.js': '' }) },
    };
    const denied = await refusal(lambda('CreateFunction', input, { credentials }));
    expect(denied).toMatchObject({ code: 'AccessDeniedException', statusCode: 403 });
    expect(denied.message).toContain('is not authorized to perform: iam:PassRole on resource');
  });

  it.each([
    [{ Code: { ZipFile: Uint8Array.of(1, 2, 3) } }, 'Could not unzip uploaded file.'],
    [{ Code: { ZipFile: new Uint8Array() } }, 'Uploaded file must be a non-empty zip'],
    [{ Code: {} }, 'Please provide a source for function code.'],
    [{ Runtime: 'nodejs12.x' }, 'The runtime parameter of nodejs12.x is no longer supported'],
    [{ Runtime: 'cobol' }, "Value cobol at 'runtime' failed to satisfy constraint"],
    [{ Runtime: 'java21' }, 'Not modelled here: functions in java21'],
    [{ Timeout: 901 }, "Value '901' at 'timeout' failed to satisfy constraint"],
    [{ MemorySize: 64 }, "Value '64' at 'memorySize' failed to satisfy constraint"],
    [{ Layers: ['arn:aws:lambda:us-east-1:1:layer:x:1'] }, ''],
    [{ Handler: undefined }, 'Runtime and Handler are mandatory parameters'],
    [{ PackageType: 'Image', Code: { ImageUri: 'x' } }, 'Not modelled here: container images'],
  ])('is refused with %j', async (input, text) => {
    const { create } = await lambdaWorld();
    await expect(refusalText(create('greet', input))).resolves.toContain(text);
  });

  it('takes its code from Amazon S3, as far as the caller may read it', async () => {
    const { create, send, lambda } = await lambdaWorld();
    await send('s3', 'CreateBucket', { Bucket: 'artifacts-1' });
    const Body = zip({ 'index.js': 'exports.handler = () => 1' });
    await send('s3', 'PutObject', { Bucket: 'artifacts-1', Key: 'greet.zip', Body });
    await create('greet', { Code: { S3Bucket: 'artifacts-1', S3Key: 'greet.zip' } });
    await expect(lambda('GetFunction', { FunctionName: 'greet' })).resolves.toMatchObject({
      Configuration: { CodeSize: Body.length },
    });
    await expect(
      refusalText(create('other', { Code: { S3Bucket: 'artifacts-1', S3Key: 'none.zip' } })),
    ).resolves.toBe(
      'InvalidParameterValueException: Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist.',
    );
  });

  it('is updated in code and configuration, by revision', async () => {
    const { create, lambda } = await lambdaWorld();
    await create('greet');
    const { RevisionId } = await lambda<{ RevisionId: string }>('GetFunctionConfiguration', {
      FunctionName: 'greet',
    });
    const updated = await lambda<{ RevisionId: string }>('UpdateFunctionConfiguration', {
      ...{ FunctionName: 'greet', Timeout: 30, MemorySize: 256, RevisionId },
    });
    expect(updated).toMatchObject({ Timeout: 30, MemorySize: 256, LastUpdateStatus: 'InProgress' });
    expect(updated.RevisionId).not.toBe(RevisionId);
    const code = { FunctionName: 'greet', ZipFile: zip({ 'index.js': '// new' }), RevisionId };
    await expect(refusalText(lambda('UpdateFunctionCode', code))).resolves.toBe(
      'PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id',
    );
  });

  it('is listed by page, and deleted with its versions', async () => {
    const { create, lambda } = await lambdaWorld();
    for (const name of ['a', 'b', 'c']) await create(name);
    const first = await lambda<{ Functions: { FunctionName: string }[]; NextMarker: string }>(
      ...(['ListFunctions', { MaxItems: 2 }] as const),
    );
    expect(first.Functions.map(({ FunctionName }) => FunctionName)).toEqual(['a', 'b']);
    await expect(lambda('ListFunctions', { Marker: first.NextMarker })).resolves.toMatchObject({
      Functions: [{ FunctionName: 'c' }],
    });
    await lambda('DeleteFunction', { FunctionName: 'a' });
    await expect(refusal(lambda('DeleteFunction', { FunctionName: 'a' }))).resolves.toMatchObject({
      code: 'ResourceNotFoundException',
    });
  });

  it('says by name what this model leaves out', async () => {
    const { create, lambda } = await lambdaWorld();
    await create('greet');
    const input = { FunctionName: 'greet', ReservedConcurrentExecutions: 1 };
    await expect(refusalText(lambda('PutFunctionConcurrency', input))).resolves.toBe(
      'ServiceException: Not modelled here: reserved concurrency.',
    );
  });
});

describe('versions and aliases', () => {
  it('are published once for the same code and configuration', async () => {
    const { create, lambda } = await lambdaWorld();
    await create('greet', { Publish: true });
    await expect(lambda('PublishVersion', { FunctionName: 'greet' })).resolves.toMatchObject({
      Version: '1',
    });
    await lambda('UpdateFunctionConfiguration', { FunctionName: 'greet', Timeout: 9 });
    await expect(lambda('PublishVersion', { FunctionName: 'greet' })).resolves.toMatchObject({
      ...{ Version: '2', Timeout: 9 },
    });
    const { Versions } = await lambda<{ Versions: { Version: string; Timeout: number }[] }>(
      ...(['ListVersionsByFunction', { FunctionName: 'greet' }] as const),
    );
    expect(Versions.map(({ Version, Timeout }) => [Version, Timeout])).toEqual([
      ...[
        ['$LATEST', 9],
        ['1', 3],
        ['2', 9],
      ],
    ]);
  });

  it('are invoked by qualifier', async () => {
    const { create, lambda, invoke } = await lambdaWorld(async ({ context }) => context);
    await create('greet', { Publish: true });
    await lambda('CreateAlias', { FunctionName: 'greet', Name: 'live', FunctionVersion: '1' });
    const { payload } = await invoke('greet:live');
    expect(payload).toMatchObject({ functionVersion: '1' });
    expect((payload as { invokedFunctionArn: string }).invokedFunctionArn).toMatch(/:greet:live$/);
    await expect(
      refusalText(
        lambda('CreateAlias', { FunctionName: 'greet', Name: 'x', FunctionVersion: '7' }),
      ),
    ).resolves.toContain('Function not found: ');
  });
});
