import { describe, expect, it } from 'vitest';
import { refusalText } from '../../world';
import { allow, document, everyPage, iamWorld, trustsLambda } from './iam-world';

describe('An account', () => {
  it('has one alias', async () => {
    const { iam } = iamWorld();
    expect(await iam('ListAccountAliases')).toEqual({ AccountAliases: [], IsTruncated: false });
    for (const AccountAlias of ['first', 'second'])
      await iam('CreateAccountAlias', { AccountAlias });
    expect(await iam('ListAccountAliases')).toMatchObject({ AccountAliases: ['second'] });
    expect(await refusalText(iam('DeleteAccountAlias', { AccountAlias: 'first' }))).toMatch(
      /^NoSuchEntity: /,
    );
    await iam('DeleteAccountAlias', { AccountAlias: 'second' });
    expect(await iam('ListAccountAliases')).toMatchObject({ AccountAliases: [] });
  });

  it('counts what it has beside what it may have', async () => {
    const { iam, policy, role } = iamWorld();
    await iam('CreateGroup', { GroupName: 'team' });
    await role('r');
    const PolicyArn = await policy('p');
    await iam('CreatePolicyVersion', { PolicyArn, PolicyDocument: document(allow('*')) });
    expect(await iam('GetAccountSummary')).toMatchObject({
      SummaryMap: {
        ...{ Users: 1, Groups: 1, Roles: 1, Policies: 1, PolicyVersionsInUse: 2 },
        ...{ UsersQuota: 5000, GroupsQuota: 300, RolesQuota: 1000, PoliciesQuota: 1500 },
        ...{ AttachedPoliciesPerUserQuota: 10, GroupsPerUserQuota: 10, VersionsPerPolicyQuota: 5 },
        ...{ UserPolicySizeQuota: 2048, GroupPolicySizeQuota: 5120, RolePolicySizeQuota: 10240 },
        ...{ PolicySizeQuota: 6144, AssumeRolePolicySizeQuota: 2048, AccessKeysPerUserQuota: 2 },
      },
    });
  });

  it('has no more groups than its quota', async () => {
    const { iam } = iamWorld();
    for (let i = 0; i < 300; i += 1) await iam('CreateGroup', { GroupName: `g${i}` });
    expect(await refusalText(iam('CreateGroup', { GroupName: 'more' }))).toBe(
      'LimitExceeded: Cannot exceed quota for GroupsPerAccount: 300',
    );
  });

  it('gives everything with all documents, page by page and by kind', async () => {
    const { iam, policy, role } = iamWorld();
    const text = document(allow('s3:GetObject'));
    const PolicyArn = await policy('p', text);
    await iam('CreateGroup', { GroupName: 'team' });
    await iam('AddUserToGroup', { GroupName: 'team', UserName: 'admin' });
    await iam('PutGroupPolicy', { GroupName: 'team', PolicyName: 'i', PolicyDocument: text });
    await role('r');
    await iam('AttachRolePolicy', { RoleName: 'r', PolicyArn });
    const aws = 'arn:aws:iam::aws:policy/IAMReadOnlyAccess';
    await iam('AttachRolePolicy', { RoleName: 'r', PolicyArn: aws });
    const all = await iam<Record<string, object[]>>('GetAccountAuthorizationDetails');
    expect(all).toMatchObject({
      UserDetailList: [{ UserName: 'admin', GroupList: ['team'] }],
      GroupDetailList: [
        { GroupName: 'team', GroupPolicyList: [{ PolicyName: 'i', PolicyDocument: text }] },
      ],
      RoleDetailList: [
        {
          ...{ RoleName: 'r', AssumeRolePolicyDocument: trustsLambda, InstanceProfileList: [] },
          AttachedManagedPolicies: [{ PolicyArn }, { PolicyArn: aws }],
        },
      ],
      Policies: [
        { Arn: aws },
        { Arn: PolicyArn, PolicyVersionList: [{ Document: text, VersionId: 'v1' }] },
      ],
      IsTruncated: false,
    });
    const of = (Filter: string[]) => iam('GetAccountAuthorizationDetails', { Filter });
    expect(await of(['LocalManagedPolicy'])).toMatchObject({
      ...{ UserDetailList: [], RoleDetailList: [], Policies: [{ Arn: PolicyArn }] },
    });
    const pages = await everyPage<object>(
      async (paging) => {
        const { Marker, IsTruncated, ...lists } = await iam<Record<string, unknown>>(
          'GetAccountAuthorizationDetails',
          paging,
        );
        return { Marker, IsTruncated, all: Object.values(lists).flat() };
      },
      'all',
      2,
    );
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
  });
});
