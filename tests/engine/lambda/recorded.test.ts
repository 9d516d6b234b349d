import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { lambdaWorld, zip } from './world';

// Expected texts are recorded against AWS, published in LocalStack's snapshots (test_lambda_api.py).

const arn = 'arn:aws:lambda:us-east-1:123456789012:function';

describe('the revision of a function', () => {
  it('is another one while a creation or an update goes on', async () => {
    const { create, lambda } = await lambdaWorld();
    const revision = async () =>
      (await lambda<{ RevisionId: string }>('GetFunctionConfiguration', { FunctionName: 'greet' }))
        .RevisionId;
    const created = await create('greet');
    const active = await revision();
    expect(created.RevisionId).not.toBe(active);
    const stale = { FunctionName: 'greet', Timeout: 9, RevisionId: created.RevisionId };
    expect(await refusalText(lambda('UpdateFunctionConfiguration', stale))).toMatch(
      /^PreconditionFailedException/,
    );
    const updated = await lambda<{ RevisionId: string }>('UpdateFunctionCode', {
      ...{ FunctionName: 'greet', ZipFile: zip({ 'index.js': '// new' }), RevisionId: active },
    });
    const ended = await revision();
    expect(new Set([created.RevisionId, active, updated.RevisionId, ended]).size).toBe(4);
  });

  it('is another one after a version is published, and not after an alias is made', async () => {
    const { create, lambda, invoke, invocations } = await lambdaWorld();
    const revision = async (Qualifier: string) =>
      (
        await lambda<{ RevisionId: string }>('GetFunctionConfiguration', {
          ...{ FunctionName: 'greet', Qualifier },
        })
      ).RevisionId;
    await create('greet');
    await invoke('greet');
    const before = await revision('$LATEST');
    const version = await lambda<{ RevisionId: string }>('PublishVersion', {
      ...{ FunctionName: 'greet', RevisionId: before },
    });
    const after = await revision('$LATEST');
    expect(new Set([before, version.RevisionId, after]).size).toBe(3);
    expect(await revision('1')).toBe(version.RevisionId);
    await lambda('CreateAlias', { FunctionName: 'greet', Name: 'live', FunctionVersion: '1' });
    expect([await revision('$LATEST'), await revision('1')]).toEqual([after, version.RevisionId]);
    await invoke('greet');
    const [first, second] = invocations;
    expect(second?.environment).toEqual(first?.environment);
  });

  it('is counted apart for a policy, which begins with that of what gets it', async () => {
    const { create, lambda } = await lambdaWorld();
    await create('greet', { Publish: true });
    const alias = await lambda<{ RevisionId: string }>('CreateAlias', {
      ...{ FunctionName: 'greet', Name: 'live', FunctionVersion: '1' },
    });
    const add = (StatementId: string, RevisionId: string) =>
      lambda('AddPermission', {
        ...{ FunctionName: 'greet', Qualifier: 'live', StatementId, RevisionId },
        ...{ Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' },
      });
    const refused =
      'PreconditionFailedException: The Revision Id provided does not match the latest Revision Id. Call the GetPolicy API to retrieve the latest Revision Id';
    expect(await refusalText(add('one', 'wrong'))).toBe(refused);
    await add('one', alias.RevisionId);
    expect(await refusalText(add('two', alias.RevisionId))).toBe(refused);
    const { RevisionId } = await lambda<{ RevisionId: string }>('GetPolicy', {
      ...{ FunctionName: 'greet', Qualifier: 'live' },
    });
    await add('two', RevisionId);
  });
});

const longName = 'a'.repeat(65);
const runtimes =
  'nodejs20.x, python3.14, provided.al2023, python3.12, python3.13, nodejs24.x, nodejs22.x, java25, python3.10, python3.11, java21, ruby3.3, ruby3.4, ruby3.2, python3.8, python3.9, java17, nodejs16.x, dotnet10, dotnet8, java11, dotnet6, nodejs18.x, provided.al2, java8.al2';
const weights = (AdditionalVersionWeights: Record<string, number>, FunctionVersion = '1') => ({
  ...{ FunctionName: 'greet', Name: 'live', FunctionVersion },
  RoutingConfig: { AdditionalVersionWeights },
});
const outOfBounds =
  "at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map value must satisfy constraint: [Member must have value less than or equal to 1.0, Member must have value greater than or equal to 0.0, Member must not be null]";
const permission = (Qualifier: string) => ({
  ...{ FunctionName: 'greet', Qualifier, StatementId: 's', Action: 'lambda:InvokeFunction' },
  Principal: 's3.amazonaws.com',
});

describe('AWS Lambda refuses as recorded', () => {
  const refusals: readonly (readonly [operation: string, input: object, text: string])[] = [
    [
      'CreateFunction',
      {
        ...{ FunctionName: longName, Role: 'arn:aws:iam::123456789012:role/none', Code: {} },
        ...{ Runtime: 'nodejs22.x', Handler: 'index.handler' },
      },
      `InvalidParameterValueException: 1 validation error detected: Value '${longName}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    ],
    [
      'UpdateFunctionConfiguration',
      { FunctionName: 'greet', Runtime: 'PYTHON3.9' },
      `InvalidParameterValueException: Value PYTHON3.9 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${runtimes}] or be a valid ARN`,
    ],
    [
      'UpdateFunctionConfiguration',
      { FunctionName: 'greet', Runtime: 'python3.6' },
      'InvalidParameterValueException: The runtime parameter of python3.6 is no longer supported for creating or updating AWS Lambda functions. We recommend you use a supported runtime while creating or updating functions.',
    ],
    [
      'UpdateFunctionCode',
      { FunctionName: 'greet', Architectures: ['X86_64'] },
      "ValidationException: 1 validation error detected: Value '[X86_64]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    ],
    [
      'DeleteFunction',
      { FunctionName: 'nothing', Qualifier: '$LATEST' },
      'InvalidParameterValueException: $LATEST version cannot be deleted without deleting the function.',
    ],
    [
      'DeleteFunction',
      { FunctionName: 'greet', Qualifier: 'live' },
      'InvalidParameterValueException: Deletion of aliases is not currently supported.',
    ],
    [
      'TagResource',
      { Resource: `${arn}:greet`, Tags: {} },
      'InvalidParameterValueException: An error occurred and the request cannot be processed.',
    ],
    [
      'UntagResource',
      { Resource: `${arn}:greet`, TagKeys: [] },
      "ValidationException: 1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
    ],
    [
      'AddPermission',
      permission('valid-with-$-but-doesnotexist'),
      `ResourceNotFoundException: Function not found: ${arn}:greet:valid-with-$-but-doesnotexist`,
    ],
    [
      'AddPermission',
      permission('none'),
      `ResourceNotFoundException: Cannot find alias arn: ${arn}:greet:none`,
    ],
    [
      'RemovePermission',
      { FunctionName: 'greet', Qualifier: 'none', StatementId: 's' },
      `ResourceNotFoundException: Cannot find alias arn: ${arn}:greet:none`,
    ],
    [
      'RemovePermission',
      { FunctionName: 'greet', StatementId: 's' },
      'ResourceNotFoundException: No policy is associated with the given resource.',
    ],
    [
      'CreateAlias',
      weights({ 1: 0.8, 2: 0.2 }),
      'InvalidParameterValueException: Number of items in AdditionalVersionWeights cannot be greater than 1',
    ],
    [
      'CreateAlias',
      weights({ 2: 2 }),
      `ValidationException: 1 validation error detected: Value '{2=2.0}' ${outOfBounds}`,
    ],
    [
      'CreateAlias',
      weights({ 2: -1 }),
      `ValidationException: 1 validation error detected: Value '{2=-1.0}' ${outOfBounds}`,
    ],
    [
      'CreateAlias',
      weights({ 1: 0.5 }, '$LATEST'),
      'InvalidParameterValueException: $LATEST is not supported for an alias pointing to more than 1 version',
    ],
    [
      'CreateAlias',
      weights({ $LATEST: 0.5 }),
      "ValidationException: 1 validation error detected: Value '{$LATEST=0.5}' at 'routingConfig.additionalVersionWeights' failed to satisfy constraint: Map keys must satisfy constraint: [Member must have length less than or equal to 1024, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [0-9]+]",
    ],
  ];
  it.each(refusals)('%s %j', async (operation, input, text) => {
    const { create, lambda } = await lambdaWorld();
    await create('greet', { Publish: true });
    expect(await refusalText(lambda(operation, input))).toBe(text);
  });

  it('and answers a deletion with 204', async () => {
    const { create, lambda } = await lambdaWorld();
    await create('greet');
    expect(await lambda('DeleteFunction', { FunctionName: 'greet' })).toEqual({ StatusCode: 204 });
  });
});
