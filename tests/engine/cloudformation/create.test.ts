import { describe, expect, it } from 'vitest';
import { trailTable } from '../../../src/engine/trail/index';
import { refusalText } from '../world';
import { parameter, stackWorld, withResources } from './world';

const keyAndAlias = `
Description: A key with a name
Resources:
  Name:
    Type: AWS::KMS::Alias
    Properties:
      AliasName: alias/app
      TargetKeyId: !Ref Key
  Key:
    Type: AWS::KMS::Key
    Properties:
      Description: !Sub "\${AWS::StackName} in \${AWS::Region}"
      EnableKeyRotation: true
      Tags:
        - { Key: stage, Value: test }
Outputs:
  Arn: { Value: !GetAtt Key.Arn }
  Alias: { Value: !Ref Name, Description: Its name }
`;

describe('CreateStack', () => {
  it('makes each resource after those it refers to, and says so', async () => {
    const { create, history, kms, outputs } = stackWorld();
    const stack = await create(keyAndAlias);
    expect(stack).toMatchObject({
      StackStatus: 'CREATE_COMPLETE',
      Description: 'A key with a name',
    });
    expect(await history()).toEqual([
      'app CREATE_IN_PROGRESS (User Initiated)',
      'Key CREATE_IN_PROGRESS',
      'Key CREATE_IN_PROGRESS (Resource creation Initiated)',
      'Key CREATE_COMPLETE',
      'Name CREATE_IN_PROGRESS',
      'Name CREATE_IN_PROGRESS (Resource creation Initiated)',
      'Name CREATE_COMPLETE',
      'app CREATE_COMPLETE',
    ]);
    const { Arn, Alias } = await outputs();
    expect(Alias).toBe('alias/app');
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>('DescribeKey', {
      KeyId: 'alias/app',
    });
    expect(KeyMetadata).toMatchObject({ Arn, Description: 'app in us-east-1', Enabled: true });
    const { KeyRotationEnabled } = await kms('GetKeyRotationStatus', { KeyId: Arn });
    expect(KeyRotationEnabled).toBe(true);
  });

  it('acts as its caller, through CloudFormation, and needs the permissions of the resources', async () => {
    const { create, engine, history, user } = stackWorld();
    const statement = {
      Effect: 'Allow',
      Action: ['cloudformation:*', 'ssm:PutParameter', 'ssm:AddTagsToResource'],
      Resource: '*',
    };
    const credentials = await user('deployer', statement);
    const template = withResources({
      P: parameter('one'),
      K: { Type: 'AWS::KMS::Key', DependsOn: 'P' },
    });
    const stack = await create(template, {}, { credentials });
    expect(stack.StackStatus).toBe('ROLLBACK_FAILED');
    const calls = [...engine.tables.range(trailTable)]
      .map(([, event]) => event)
      .filter(({ eventSource }) => eventSource === 'ssm.amazonaws.com');
    expect(calls).toMatchObject([
      {
        eventName: 'PutParameter',
        userIdentity: { userName: 'deployer', invokedBy: 'cloudformation.amazonaws.com' },
      },
      { eventName: 'DeleteParameter', errorCode: 'AccessDeniedException' },
    ]);
    const said = await history();
    expect(said.find((line) => line.startsWith('K CREATE_FAILED'))).toMatch(
      /^K CREATE_FAILED \(Resource handler returned message: "User: arn:aws:iam::\d+:user\/deployer is not authorized to perform: kms:CreateKey .* \(Service: Kms, Status Code: 400, Request ID: [0-9a-f-]{36}\)" \(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: AccessDenied\)\)$/,
    );
    expect(said).toContain(
      'app ROLLBACK_IN_PROGRESS (The following resource(s) failed to create: [K]. Rollback requested by user.)',
    );
    expect(said.at(-1)).toBe(
      'app ROLLBACK_FAILED (The following resource(s) failed to delete: [P]. )',
    );
  });

  it('rolls back: what was made is deleted, last first', async () => {
    const { create, history, send } = stackWorld();
    const stack = await create(
      withResources({
        First: parameter('one', { Name: '/first' }),
        Second: parameter({ Ref: 'First' }, { Name: '/second' }),
        Taken: parameter({ Ref: 'Second' }, { Name: '/first' }),
      }),
    );
    expect(stack.StackStatus).toBe('ROLLBACK_COMPLETE');
    const said = await history();
    expect(said.slice(said.findIndex((line) => line.startsWith('app ROLLBACK')))).toEqual([
      'app ROLLBACK_IN_PROGRESS (The following resource(s) failed to create: [Taken]. Rollback requested by user.)',
      'Taken DELETE_COMPLETE',
      'Second DELETE_IN_PROGRESS',
      'Second DELETE_COMPLETE',
      'First DELETE_IN_PROGRESS',
      'First DELETE_COMPLETE',
      'app ROLLBACK_COMPLETE',
    ]);
    expect(await refusalText(send('ssm', 'GetParameter', { Name: '/first' }))).toBe(
      'ParameterNotFound: ',
    );
  });

  it.each([
    [
      { DisableRollback: true },
      'CREATE_FAILED',
      'The following resource(s) failed to create: [Bad]. ',
    ],
    [
      { OnFailure: 'DO_NOTHING' },
      'CREATE_FAILED',
      'The following resource(s) failed to create: [Bad]. ',
    ],
    [{ OnFailure: 'DELETE' }, 'DELETE_COMPLETE', undefined],
  ])('with %j ends a failure in %s', async (input, status, reason) => {
    const { create } = stackWorld();
    const bad = { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'NONE' } };
    const stack = await create(withResources({ Good: parameter('one'), Bad: bad }), input);
    expect(stack.StackStatus).toBe(status);
    expect(stack.StackStatusReason).toBe(reason);
  });

  it('keeps what its DeletionPolicy says, but for a creation with RetainExceptOnCreate', async () => {
    const { create, send } = stackWorld();
    const bad = {
      Type: 'AWS::KMS::Key',
      DependsOn: ['Kept', 'Not'],
      Properties: { KeySpec: 'NONE' },
    };
    await create(
      withResources({
        Kept: parameter('one', { Name: '/kept' }, { DeletionPolicy: 'Retain' }),
        Not: parameter('one', { Name: '/not' }, { DeletionPolicy: 'RetainExceptOnCreate' }),
        Bad: bad,
      }),
    );
    const { Parameters } = await send<{ Parameters: { Name: string }[] }>('ssm', 'GetParameters', {
      Names: ['/kept', '/not'],
    });
    expect(Parameters.map(({ Name }) => Name)).toEqual(['/kept']);
  });

  it('assumes its role, which then needs the permissions', async () => {
    const { create, send, user } = stackWorld();
    const trust = {
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'cloudformation.amazonaws.com' },
        Action: 'sts:AssumeRole',
      },
    };
    const { Role } = await send<{ Role: { Arn: string } }>('iam', 'CreateRole', {
      ...{ RoleName: 'stacks', AssumeRolePolicyDocument: JSON.stringify(trust) },
    });
    await send('iam', 'PutRolePolicy', {
      ...{ RoleName: 'stacks', PolicyName: 'ssm' },
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: { Effect: 'Allow', Action: 'ssm:*', Resource: '*' },
      }),
    });
    const allowed = { Effect: 'Allow', Action: 'cloudformation:*', Resource: '*' };
    const pass = { Effect: 'Allow', Action: 'iam:PassRole', Resource: Role.Arn };
    const without = await user('without', allowed);
    const credentials = await user('deployer', allowed, pass);
    const template = withResources({ P: parameter('one') });
    const input = { RoleARN: Role.Arn };
    expect(await refusalText(create(template, input, { credentials: without }))).toMatch(
      /^AccessDenied: .* is not authorized to perform: iam:PassRole on resource/,
    );
    expect(await create(template, input, { credentials })).toMatchObject({
      ...{ StackStatus: 'CREATE_COMPLETE', RoleARN: Role.Arn },
    });
  });

  it('refuses a role that CloudFormation cannot assume', async () => {
    const { create } = stackWorld();
    const RoleARN = 'arn:aws:iam::123456789012:role/nobody';
    expect(await refusalText(create(withResources({ P: parameter('one') }), { RoleARN }))).toBe(
      `ValidationError: Role ${RoleARN} is invalid or cannot be assumed`,
    );
  });

  it('gives up after its timeout', async () => {
    const { cloudFormation, pass, settled } = stackWorld();
    const Resources = Object.fromEntries(
      Array.from({ length: 70 }, (_, i) => [`P${i}`, parameter(String(i))]),
    );
    await cloudFormation('CreateStack', {
      ...{ StackName: 'app', TimeoutInMinutes: 1 },
      TemplateBody: JSON.stringify({ Resources }),
    });
    await pass(100);
    expect((await settled()).StackStatus).toBe('ROLLBACK_COMPLETE');
  });
});
