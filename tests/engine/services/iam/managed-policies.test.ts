import { describe, expect, it } from 'vitest';
import { refusal, refusalText } from '../../world';
import { allow, document, everyPage, iamWorld } from './iam-world';

const text = document(allow('s3:GetObject'));
const arnOf = (name: string) => `arn:aws:iam::123456789012:policy/${name}`;

describe('A managed policy', () => {
  // Recorded by LocalStack: create_policy_response of test_role_attach_policy.
  it('is created with its first version', async () => {
    const { iam } = iamWorld();
    const input = { PolicyName: 'p', PolicyDocument: text, Description: 'reads' };
    const { Policy } = await iam<{ Policy: Record<string, unknown> }>('CreatePolicy', input);
    const date = new Date('2026-11-23T12:00:00Z');
    expect(Policy).toEqual({
      ...{ PolicyName: 'p', Arn: arnOf('p'), Path: '/', DefaultVersionId: 'v1' },
      PolicyId: expect.stringMatching(/^ANPA[A-Z2-7]{17}$/) as string,
      ...{ AttachmentCount: 0, PermissionsBoundaryUsageCount: 0, IsAttachable: true },
      ...{ CreateDate: date, UpdateDate: date },
    });
    expect(await iam('GetPolicy', { PolicyArn: arnOf('p') })).toEqual({
      Policy: { ...Policy, Description: 'reads', Tags: [] },
    });
    const version = { PolicyArn: arnOf('p'), VersionId: 'v1' };
    expect(await iam('GetPolicyVersion', version)).toEqual({
      PolicyVersion: {
        ...{ Document: text, VersionId: 'v1', IsDefaultVersion: true, CreateDate: date },
      },
    });
  });

  it('has a name of its own, whatever its path and case', async () => {
    const { iam, policy } = iamWorld();
    await policy('p');
    const again = iam('CreatePolicy', { PolicyName: 'P', Path: '/x/', PolicyDocument: text });
    expect(await refusal(again)).toMatchObject({
      code: 'EntityAlreadyExists',
      message: 'A policy called P already exists. Duplicate names are not allowed.',
      statusCode: 409,
    });
  });

  it('says its version, and is small enough', async () => {
    const { policy } = iamWorld();
    const old = text.replace('2012-10-17', '2008-10-17');
    expect(await refusalText(policy('p', old))).toBe(
      'MalformedPolicyDocument: Policy document must be version 2012-10-17 or greater.',
    );
    const large = document(allow(Array.from({ length: 400 }, (_, i) => `s3:GetObject${i}`)));
    expect(large.length).toBeGreaterThan(6144);
    expect(await refusalText(policy('p', large))).toBe(
      'LimitExceeded: Cannot exceed quota for PolicySize: 6144',
    );
  });

  it('has five versions at most, whose numbers are not given twice', async () => {
    const { iam, policy } = iamWorld();
    const PolicyArn = await policy('p');
    const create = (SetAsDefault: boolean) =>
      iam<{ PolicyVersion: { VersionId: string } }>('CreatePolicyVersion', {
        ...{ PolicyArn, PolicyDocument: text, SetAsDefault },
      });
    expect(await create(false)).toMatchObject({
      PolicyVersion: { VersionId: 'v2', IsDefaultVersion: false },
    });
    await create(true);
    await create(false);
    await create(false);
    expect(await refusal(create(false))).toMatchObject({
      code: 'LimitExceeded',
      message:
        'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
      statusCode: 409,
    });
    await iam('DeletePolicyVersion', { PolicyArn, VersionId: 'v5' });
    expect((await create(false)).PolicyVersion.VersionId).toBe('v6');
    const list = (paging: object) => iam('ListPolicyVersions', { PolicyArn, ...paging });
    const pages = await everyPage<{ VersionId: string }>(list, 'Versions', 2);
    expect(pages.map((page) => page.map(({ VersionId }) => VersionId))).toEqual([
      ['v6', 'v4'],
      ['v3', 'v2'],
      ['v1'],
    ]);
  });

  it('keeps its default version, which counts in decisions', async () => {
    const { iam, policy, user, send } = iamWorld();
    const ana = await user('ana');
    const PolicyArn = await policy('p', document(allow('kms:ListKeys')));
    await iam('AttachUserPolicy', { UserName: 'ana', PolicyArn });
    await send('kms', 'ListKeys', {}, { credentials: ana });
    const PolicyDocument = document(allow('kms:ListAliases'));
    await iam('CreatePolicyVersion', { PolicyArn, PolicyDocument });
    await send('kms', 'ListKeys', {}, { credentials: ana });
    await iam('SetDefaultPolicyVersion', { PolicyArn, VersionId: 'v2' });
    expect((await refusal(send('kms', 'ListKeys', {}, { credentials: ana }))).code).toBe(
      'AccessDeniedException',
    );
    await send('kms', 'ListAliases', {}, { credentials: ana });
    expect(await refusalText(iam('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' }))).toBe(
      'DeleteConflict: Cannot delete the default version of a policy.',
    );
    const missing = { PolicyArn, VersionId: 'v9' };
    for (const operation of [
      ...['GetPolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion'],
    ]) {
      expect(await refusalText(iam(operation, missing))).toBe(
        `NoSuchEntity: Policy ${PolicyArn} version v9 does not exist or is not attachable.`,
      );
    }
  });

  it('is deleted once nobody uses it and it has one version', async () => {
    const { iam, policy } = iamWorld();
    const PolicyArn = await policy('p');
    await iam('AttachUserPolicy', { UserName: 'admin', PolicyArn });
    await iam('CreatePolicyVersion', { PolicyArn, PolicyDocument: text });
    const refused = () => refusalText(iam('DeletePolicy', { PolicyArn }));
    expect(await refused()).toBe('DeleteConflict: Cannot delete a policy attached to entities.');
    await iam('DetachUserPolicy', { UserName: 'admin', PolicyArn });
    expect(await refused()).toMatch(/^DeleteConflict: This policy has more than one version\./);
    await iam('DeletePolicyVersion', { PolicyArn, VersionId: 'v2' });
    await iam('DeletePolicy', { PolicyArn });
    // Recorded by LocalStack: test_delete_non_existent_policy_returns_no_such_entity.
    expect(await refused()).toBe(`NoSuchEntity: Policy ${PolicyArn} was not found.`);
    expect(await refusalText(iam('GetPolicy', { PolicyArn }))).toBe(
      `NoSuchEntity: Policy ${PolicyArn} was not found.`,
    );
  });

  it('of AWS can be read and attached, not changed', async () => {
    const { iam } = iamWorld();
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const { Policy } = await iam<{ Policy: object }>('GetPolicy', { PolicyArn });
    expect(Policy).toMatchObject({ PolicyId: 'ANPAIWMBCKSKIEE64ZLYK', DefaultVersionId: 'v1' });
    const { PolicyVersion } = await iam<{ PolicyVersion: { Document: string } }>(
      'GetPolicyVersion',
      { PolicyArn, VersionId: 'v1' },
    );
    expect(JSON.parse(PolicyVersion.Document)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    for (const [operation, more] of [
      ['DeletePolicy', {}],
      ['CreatePolicyVersion', { PolicyDocument: text }],
      ['SetDefaultPolicyVersion', { VersionId: 'v1' }],
      ['TagPolicy', { Tags: [{ Key: 'a', Value: 'b' }] }],
    ] as const) {
      expect(await refusalText(iam(operation, { PolicyArn, ...more }))).toBe(
        'AccessDenied: Policy is outside your own account.',
      );
    }
  });

  it('is listed by scope, path and use', async () => {
    const { iam, policy, user } = iamWorld();
    const arns = [await policy('a'), await policy('b'), await policy('c')];
    await iam('AttachUserPolicy', { UserName: 'admin', PolicyArn: arns[0] });
    await iam('CreateUser', { UserName: 'ana', PermissionsBoundary: arns[1] });
    const list = async (input: object) => {
      const { Policies } = await iam<{ Policies: { Arn: string }[] }>('ListPolicies', input);
      return Policies.map(({ Arn }) => Arn);
    };
    expect(await list({ Scope: 'Local' })).toEqual(arns);
    const ofAws = await list({ Scope: 'AWS' });
    expect(ofAws).toContain('arn:aws:iam::aws:policy/AWSKeyManagementServicePowerUser');
    expect(await list({})).toEqual([...arns, ...ofAws]);
    expect(await list({ OnlyAttached: true })).toEqual([arns[0]]);
    expect(await list({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual([arns[1]]);
    expect(await list({ PathPrefix: '/service-role/' })).toEqual([
      'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    ]);
    const pages = await everyPage(
      (p) => iam('ListPolicies', { Scope: 'Local', ...p }),
      'Policies',
      2,
    );
    expect(pages.map((page) => page.length)).toEqual([2, 1]);
    const refused = iam('ListPolicies', {}, await user('nobody'));
    expect(await refusalText(refused)).toContain('iam:ListPolicies on resource: policy path /');
  });

  it('knows who uses it, and how', async () => {
    const { iam, policy, role } = iamWorld();
    const PolicyArn = await policy('p');
    await role('worker');
    await iam('CreateGroup', { GroupName: 'team' });
    await iam('CreateUser', { UserName: 'ana', Path: '/staff/', PermissionsBoundary: PolicyArn });
    await iam('AttachUserPolicy', { UserName: 'ana', PolicyArn });
    await iam('AttachGroupPolicy', { GroupName: 'team', PolicyArn });
    await iam('AttachRolePolicy', { RoleName: 'worker', PolicyArn });
    const entities = async (more: object = {}) => {
      const answer = await iam<Record<string, Record<string, string>[]>>('ListEntitiesForPolicy', {
        PolicyArn,
        ...more,
      });
      return ['PolicyUsers', 'PolicyGroups', 'PolicyRoles'].map((member) =>
        answer[member]?.map(
          ({ UserName, GroupName, RoleName }) => UserName ?? GroupName ?? RoleName,
        ),
      );
    };
    expect(await entities()).toEqual([['ana'], ['team'], ['worker']]);
    expect(await entities({ EntityFilter: 'Role' })).toEqual([[], [], ['worker']]);
    expect(await entities({ PolicyUsageFilter: 'PermissionsBoundary' })).toEqual([['ana'], [], []]);
    expect(await entities({ PathPrefix: '/staff/' })).toEqual([['ana'], [], []]);
    expect(await iam('GetPolicy', { PolicyArn })).toMatchObject({
      Policy: { AttachmentCount: 3, PermissionsBoundaryUsageCount: 1 },
    });
  });

  it('has tags whose keys are told apart without their case', async () => {
    const { iam, policy } = iamWorld();
    const PolicyArn = await policy('p');
    await iam('TagPolicy', { PolicyArn, Tags: [{ Key: 'Dept', Value: 'x' }] });
    await iam('TagPolicy', { PolicyArn, Tags: [{ Key: 'dept', Value: 'y' }] });
    expect(await iam('ListPolicyTags', { PolicyArn })).toEqual({
      Tags: [{ Key: 'dept', Value: 'y' }],
      IsTruncated: false,
    });
    await iam('UntagPolicy', { PolicyArn, TagKeys: ['dept'] });
    expect(await iam('ListPolicyTags', { PolicyArn })).toMatchObject({ Tags: [] });
  });
});
