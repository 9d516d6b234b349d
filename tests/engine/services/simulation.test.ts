import { describe, expect, it } from 'vitest';
import { refusalText, testWorld } from '../world';
import { accessRole, allow, deny, document, management, twoAccounts } from '../sts/accounts';

const bucket = 'arn:aws:s3:::bucket';

interface Simulated {
  readonly EvaluationResults: readonly {
    readonly EvalActionName: string;
    readonly EvalDecision: string;
    readonly MissingContextValues: readonly string[];
    readonly MatchedStatements: readonly { readonly SourcePolicyId: string }[];
    readonly OrganizationsDecisionDetail?: object;
    readonly PermissionsBoundaryDecisionDetail?: object;
    readonly ResourceSpecificResults?: readonly { MissingContextValues: readonly string[] }[];
  }[];
  readonly IsTruncated: boolean;
  readonly Marker?: string;
}

describe('SimulatePrincipalPolicy', () => {
  // Recorded against AWS: LocalStack, test_iam.snapshot.json, test_simulate_principle_policy.
  it.each(['user', 'group', 'role'] as const)('answers for a %s as AWS does', async (noun) => {
    const { send } = twoAccounts();
    const Noun = noun[0]!.toUpperCase() + noun.slice(1);
    const name = { [`${Noun}Name`]: 'sample' };
    const trust = { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' } };
    await send('iam', `Create${Noun}`, {
      ...name,
      ...(noun === 'role'
        ? { AssumeRolePolicyDocument: document({ ...trust, Action: 'sts:AssumeRole' }) }
        : {}),
    });
    const PolicyDocument =
      '{"Version": "2012-10-17", "Statement": {"Sid": "", "Effect": "Allow", "Action": "s3:PutObject", "Resource": "*"}}';
    const { Policy } = await send<{ Policy: { Arn: string } }>('iam', 'CreatePolicy', {
      ...{ PolicyName: 'put', PolicyDocument },
    });
    await send('iam', `Attach${Noun}Policy`, { ...name, PolicyArn: Policy.Arn });
    const answer = await send('iam', 'SimulatePrincipalPolicy', {
      PolicySourceArn: `arn:aws:iam::${management}:${noun}/sample`,
      ActionNames: ['s3:PutObject', 's3:GetObjectVersion'],
      ResourceArns: [bucket],
    });
    const statement = {
      ...{ SourcePolicyId: 'put', SourcePolicyType: 'IAM Policy' },
      StartPosition: { Line: 1, Column: 41 },
      EndPosition: { Line: 1, Column: 113 },
    };
    const result = (action: string, decision: string, statements: readonly object[]) => ({
      EvalActionName: action,
      EvalDecision: decision,
      EvalDecisionDetails: {},
      EvalResourceName: bucket,
      MatchedStatements: statements,
      MissingContextValues: [],
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
      ResourceSpecificResults: [
        {
          EvalResourceDecision: decision,
          EvalResourceName: bucket,
          MatchedStatements: statements,
          MissingContextValues: [],
        },
      ],
    });
    expect(answer).toEqual({
      EvaluationResults: [
        result('s3:PutObject', 'allowed', [statement]),
        result('s3:GetObjectVersion', 'implicitDeny', []),
      ],
      IsTruncated: false,
    });
  });

  it('knows organization and permissions boundary', async () => {
    const { send, assume } = twoAccounts();
    const credentials = await assume(accessRole);
    const { Policy } = await send<{ Policy: { PolicySummary: { Id: string } } }>(
      'organizations',
      'CreatePolicy',
      {
        ...{ Name: 'no-s3', Description: '', Type: 'SERVICE_CONTROL_POLICY' },
        Content: document(deny('s3:*')),
      },
    );
    const TargetId = accessRole.split(':')[4];
    const PolicyId = Policy.PolicySummary.Id;
    await send('organizations', 'AttachPolicy', { PolicyId, TargetId });
    const { EvaluationResults } = await send<Simulated>(
      'iam',
      'SimulatePrincipalPolicy',
      {
        PolicySourceArn: accessRole,
        ActionNames: ['s3:GetObject', 'sqs:ListQueues', 'sns:Publish'],
        PermissionsBoundaryPolicyInputList: [document(allow(['s3:*', 'sqs:*']))],
      },
      { credentials },
    );
    const seen = EvaluationResults.map((result) => [
      result.EvalDecision,
      result.OrganizationsDecisionDetail,
      result.PermissionsBoundaryDecisionDetail,
    ]);
    const organization = (AllowedByOrganizations: boolean) => ({ AllowedByOrganizations });
    const boundary = (AllowedByPermissionsBoundary: boolean) => ({ AllowedByPermissionsBoundary });
    expect(seen).toEqual([
      ['explicitDeny', organization(false), boundary(true)],
      ['allowed', organization(true), boundary(true)],
      ['implicitDeny', organization(true), boundary(false)],
    ]);
  });

  it('refuses who does not exist', async () => {
    const { send } = testWorld();
    const input = { ActionNames: ['s3:GetObject'] };
    const simulate = (PolicySourceArn: string) =>
      send('iam', 'SimulatePrincipalPolicy', { ...input, PolicySourceArn });
    expect(await refusalText(simulate(`arn:aws:iam::${management}:user/none`))).toBe(
      'NoSuchEntity: The user with name none cannot be found.',
    );
    expect(await refusalText(simulate('arn:aws:s3:::bucket/some/thing'))).toMatch(
      /^InvalidInput: /,
    );
  });
});

describe('SimulateCustomPolicy', () => {
  const simulate = (input: object) =>
    testWorld().send<Simulated>('iam', 'SimulateCustomPolicy', input);

  it('says which statement denies, and names no other', async () => {
    const { EvaluationResults } = await simulate({
      PolicyInputList: [document(allow('s3:*')), document(allow('s3:*'), deny('s3:Put*'))],
      ActionNames: ['s3:GetObject', 's3:PutObject'],
    });
    expect(
      EvaluationResults.map(({ EvalDecision, MatchedStatements }) => [
        EvalDecision,
        MatchedStatements.map(({ SourcePolicyId }) => SourcePolicyId),
      ]),
    ).toEqual([
      ['allowed', ['PolicyInputList.1', 'PolicyInputList.2']],
      ['explicitDeny', ['PolicyInputList.2']],
    ]);
  });

  // IAM API Reference, EvaluationResult: where missing context values are reported.
  it('says which condition keys it would need, and takes them', async () => {
    const Condition = { NumericLessThan: { 's3:max-keys': '10' } };
    const input = {
      PolicyInputList: [document(allow('s3:ListBucket', { Condition }))],
      ActionNames: ['s3:ListBucket'],
    };
    const [any] = (await simulate(input)).EvaluationResults;
    expect(any).toMatchObject({
      ...{ EvalDecision: 'implicitDeny', MissingContextValues: ['s3:max-keys'] },
    });
    const [one] = (await simulate({ ...input, ResourceArns: [bucket] })).EvaluationResults;
    expect(one).toMatchObject({
      MissingContextValues: [],
      ResourceSpecificResults: [{ MissingContextValues: ['s3:max-keys'] }],
    });
    const ContextEntries = [
      { ContextKeyName: 's3:max-keys', ContextKeyValues: ['5'], ContextKeyType: 'numeric' },
    ];
    const [given] = (await simulate({ ...input, ContextEntries })).EvaluationResults;
    expect(given).toMatchObject({ EvalDecision: 'allowed', MissingContextValues: [] });
  });

  it('weighs a resource policy of another account', async () => {
    const CallerArn = `arn:aws:iam::${management}:user/ana`;
    const statement = { ...allow('s3:GetObject'), Principal: { AWS: CallerArn } };
    const input = {
      ...{ CallerArn, ActionNames: ['s3:GetObject'], ResourceArns: [`${bucket}/note`] },
      ...{ ResourceOwner: 'arn:aws:iam::210987654321:root', ResourcePolicy: document(statement) },
    };
    const decide = async (...PolicyInputList: readonly string[]) =>
      (await simulate({ ...input, PolicyInputList })).EvaluationResults[0];
    expect(await decide(document(allow('sqs:*')))).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'implicitDeny', 'Resource Policy': 'allowed' },
    });
    expect(await decide(document(allow('s3:*')))).toMatchObject({ EvalDecision: 'allowed' });
  });

  it('comes in pages', async () => {
    const { send } = testWorld();
    const input = {
      PolicyInputList: [document(allow('s3:*'))],
      ActionNames: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
      MaxItems: 2,
    };
    const first = await send<Simulated>('iam', 'SimulateCustomPolicy', input);
    expect([first.EvaluationResults.length, first.IsTruncated]).toEqual([2, true]);
    const { Marker } = first;
    const rest = await send<Simulated>('iam', 'SimulateCustomPolicy', { ...input, Marker });
    expect(rest.EvaluationResults.map(({ EvalActionName }) => EvalActionName)).toEqual([
      's3:ListBucket',
    ]);
    expect(rest.IsTruncated).toBe(false);
  });

  it.each([
    ['a policy that is none', { PolicyInputList: ['{}'] }],
    ['an action without a service', { ActionNames: ['GetObject'] }],
    ['a role as the caller', { CallerArn: `arn:aws:iam::${management}:role/r` }],
    ['an owner that is none', { ResourceOwner: 'nobody' }],
  ])('refuses %s', async (_, change) => {
    const input = { PolicyInputList: [document(allow('s3:*'))], ActionNames: ['s3:GetObject'] };
    expect(await refusalText(simulate({ ...input, ...change }))).toMatch(/^InvalidInput: /);
  });
});

describe('GetContextKeysFor...', () => {
  it('names keys of conditions and variables once', async () => {
    const { send } = testWorld();
    const Condition = { StringEquals: { 'aws:PrincipalTag/Team': '${aws:username}' } };
    const Resource = "arn:aws:s3:::bucket/${aws:UserName}/${aws:userid, 'none'}/${*}";
    const PolicyInputList = [document(allow('s3:*', { Condition, Resource }))];
    const ContextKeyNames = ['aws:PrincipalTag/Team', 'aws:UserName', 'aws:userid'];
    expect(await send('iam', 'GetContextKeysForCustomPolicy', { PolicyInputList })).toEqual({
      ContextKeyNames,
    });
    await send('iam', 'PutUserPolicy', {
      ...{ UserName: 'admin', PolicyName: 'own', PolicyDocument: PolicyInputList[0] },
    });
    const PolicySourceArn = `arn:aws:iam::${management}:user/admin`;
    expect(await send('iam', 'GetContextKeysForPrincipalPolicy', { PolicySourceArn })).toEqual({
      ContextKeyNames,
    });
  });
});
