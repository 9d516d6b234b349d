import { describe, expect, it } from 'vitest';
import { refusalText, start, testWorld } from '../world';
import {
  accessRole,
  allow,
  deny,
  document,
  management,
  member,
  twoAccounts,
} from '../sts/accounts';

interface Policy {
  readonly Policy: { readonly PolicySummary: { readonly Id: string; readonly Arn: string } };
}

/** A world of two accounts with short ways to its organization. */
function organizationWorld() {
  const world = twoAccounts();
  const org = <Output = Record<string, unknown>>(operation: string, input: object = {}) =>
    world.send<Output>('organizations', operation, input);

  async function policy(Type: string, statements: readonly object[], Name = 'limit') {
    const Content = document(...statements);
    const created = await org<Policy>('CreatePolicy', { Name, Type, Description: '', Content });
    return created.Policy.PolicySummary;
  }

  async function attach(Type: string, TargetId: string, ...statements: readonly object[]) {
    const { Id: PolicyId, Arn } = await policy(Type, statements);
    await org('AttachPolicy', { PolicyId, TargetId });
    return { PolicyId, TargetId, Arn };
  }

  async function root() {
    const { Roots } = await org<{ Roots: { Id: string }[] }>('ListRoots');
    return Roots[0]?.Id ?? '';
  }

  return { ...world, org, policy, attach, root };
}

const scp = 'SERVICE_CONTROL_POLICY';
const rcp = 'RESOURCE_CONTROL_POLICY';
const everyone = { Principal: '*' };

describe('an organization', () => {
  it('is founded, grows on the clock, and lets its management account in', async () => {
    const { engine, send, assume } = testWorld();
    const org = <Output = Record<string, unknown>>(operation: string, input: object = {}) =>
      send<Output>('organizations', operation, input);
    expect(await refusalText(org('DescribeOrganization'))).toBe(
      'AWSOrganizationsNotInUseException: Your account is not a member of an organization.',
    );
    const { Organization } = await org<{ Organization: { Id: string; Arn: string } }>(
      'CreateOrganization',
    );
    expect(Organization.Id).toMatch(/^o-[a-z0-9]{10}$/);
    expect(await org('DescribeOrganization')).toEqual({ Organization });
    expect(await refusalText(org('CreateOrganization'))).toMatch(
      /^AlreadyInOrganizationException: /,
    );
    const Email = 'dev@example.com';
    interface Created {
      CreateAccountStatus: { Id: string; State: string; AccountId: string; FailureReason: string };
    }
    const create = async () => {
      const started = await org<Created>('CreateAccount', { AccountName: 'dev', Email });
      expect(started.CreateAccountStatus.State).toBe('IN_PROGRESS');
      await engine.advanceTo(engine.now + 60_000);
      const CreateAccountRequestId = started.CreateAccountStatus.Id;
      return (await org<Created>('DescribeCreateAccountStatus', { CreateAccountRequestId }))
        .CreateAccountStatus;
    };
    const { State, AccountId } = await create();
    expect(State).toBe('SUCCEEDED');
    const RoleArn = `arn:aws:iam::${AccountId}:role/OrganizationAccountAccessRole`;
    const credentials = await assume(RoleArn);
    expect(await send('sts', 'GetCallerIdentity', {}, { credentials })).toMatchObject({
      Account: AccountId,
    });
    expect(await create()).toMatchObject({
      ...{ State: 'FAILED', FailureReason: 'EMAIL_ALREADY_EXISTS' },
    });
    const { Accounts } = await org<{ Accounts: { Id: string }[] }>('ListAccounts');
    expect(Accounts.map(({ Id }) => Id).sort()).toEqual([management, AccountId].sort());
    expect(await refusalText(org('DeleteOrganization'))).toMatch(/^OrganizationNotEmptyException/);
  });

  it('is its management account’s alone', async () => {
    const { send, assume } = organizationWorld();
    const credentials = await assume(accessRole);
    const ask = (operation: string) => send('organizations', operation, {}, { credentials });
    await ask('DescribeOrganization');
    expect(await refusalText(ask('ListAccounts'))).toBe(
      "AccessDeniedException: You don't have permissions to access this resource.",
    );
  });

  it('has OUs, five levels deep, that hold accounts', async () => {
    const { org, root } = organizationWorld();
    const ou = async (ParentId: string, Name = 'team') => {
      const input = { ParentId, Name };
      const made = await org<{ OrganizationalUnit: { Id: string; Arn: string } }>(
        'CreateOrganizationalUnit',
        input,
      );
      return made.OrganizationalUnit.Id;
    };
    const top = await root();
    let id = top;
    for (let depth = 1; depth <= 5; depth += 1) id = await ou(id);
    expect(id).toMatch(/^ou-[a-z0-9]{4}-[a-z0-9]{8}$/);
    expect(await refusalText(ou(id))).toMatch(/^ConstraintViolationException: /);
    expect(await refusalText(ou(top))).toBe(
      'DuplicateOrganizationalUnitException: An OU with the same name already exists.',
    );
    const move = { AccountId: member, SourceParentId: top, DestinationParentId: id };
    await org('MoveAccount', move);
    expect(await refusalText(org('MoveAccount', move))).toMatch(/^SourceParentNotFoundException/);
    expect(await org('ListParents', { ChildId: member })).toEqual({
      Parents: [{ Id: id, Type: 'ORGANIZATIONAL_UNIT' }],
    });
    expect(await org('ListChildren', { ParentId: id, ChildType: 'ACCOUNT' })).toEqual({
      Children: [{ Id: member, Type: 'ACCOUNT' }],
    });
    const unit = { OrganizationalUnitId: id };
    expect(await refusalText(org('DeleteOrganizationalUnit', unit))).toMatch(
      /^OrganizationalUnitNotEmptyException/,
    );
    const none = { OrganizationalUnitId: 'ou-abcd-12345678' };
    expect(await refusalText(org('DescribeOrganizationalUnit', none))).toBe(
      "OrganizationalUnitNotFoundException: You specified an organizational unit that doesn't exist.",
    );
  });
});

describe('a service control policy', () => {
  it('limits a member account, and is named in the denial', async () => {
    const { attach, assume, send } = organizationWorld();
    const credentials = await assume(accessRole);
    await send('kms', 'ListKeys', {}, { credentials });
    const { Arn } = await attach(scp, member, deny('kms:ListKeys'));
    // IAM User Guide, "Troubleshoot access denied error messages", as of 2026.
    expect(await refusalText(send('kms', 'ListKeys', {}, { credentials }))).toBe(
      `AccessDeniedException: User: arn:aws:sts::${member}:assumed-role/OrganizationAccountAccessRole/test is not authorized to perform: kms:ListKeys on resource: * with an explicit deny in a service control policy: ${Arn}`,
    );
    await send('kms', 'ListKeys');
  });

  it('of the root reaches every member, and not the management account', async () => {
    const { attach, assume, send, root } = organizationWorld();
    await attach(scp, await root(), deny('kms:*'));
    const credentials = await assume(accessRole);
    expect(await refusalText(send('kms', 'ListKeys', {}, { credentials }))).toMatch(
      /explicit deny in a service control policy/,
    );
    await send('kms', 'ListKeys');
  });

  it('must allow at every level', async () => {
    const { org, attach, assume, send } = organizationWorld();
    const { TargetId } = await attach(scp, member, allow('kms:ListAliases'));
    await org('DetachPolicy', { TargetId, PolicyId: 'p-FullAWSAccess' });
    const credentials = await assume(accessRole);
    await send('kms', 'ListAliases', {}, { credentials });
    expect(await refusalText(send('kms', 'ListKeys', {}, { credentials }))).toMatch(
      /because no service control policy allows the kms:ListKeys action$/,
    );
  });

  it('sees the organization of the principal', async () => {
    const { org, assume, send, engine, role } = organizationWorld();
    const { Organization } = await org<{ Organization: { Id: string } }>('DescribeOrganization');
    const Condition = {
      StringEquals: { 'aws:PrincipalOrgID': Organization.Id, 'aws:ResourceOrgID': Organization.Id },
      'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${Organization.Id}/r-*/` },
    };
    const trusting = { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole', Condition };
    const arn = role('guest', [trusting], [], { account: member });
    await assume(arn);
    const fork = engine.fork();
    expect(fork.now).toBe(start);
    await org('DescribeAccount', { AccountId: member });
    await send('sts', 'GetCallerIdentity');
  });
});

describe('a resource control policy', () => {
  it('limits who reaches a member account’s resources, from wherever', async () => {
    const { attach, assume, send } = organizationWorld();
    const credentials = await assume(accessRole);
    const { KeyMetadata } = await send<{ KeyMetadata: { Arn: string } }>(
      'kms',
      'CreateKey',
      { Policy: document(allow('kms:*', everyone)), BypassPolicyLockoutSafetyCheck: true },
      { credentials },
    );
    const describe = (options: object = {}) =>
      send('kms', 'DescribeKey', { KeyId: KeyMetadata.Arn }, options);
    await describe();
    const { Arn } = await attach(rcp, member, deny('kms:DescribeKey', everyone));
    for (const options of [{}, { credentials }]) {
      expect(await refusalText(describe(options))).toMatch(
        new RegExp(`with an explicit deny in a resource control policy: ${Arn}$`),
      );
    }
    const own = await send<{ KeyMetadata: { Arn: string } }>('kms', 'CreateKey');
    await send('kms', 'DescribeKey', { KeyId: own.KeyMetadata.Arn });
  });

  it('stops who would assume a role', async () => {
    const { attach, assume } = organizationWorld();
    await attach(rcp, member, deny('sts:AssumeRole', everyone));
    expect(await refusalText(assume(accessRole))).toMatch(
      /with an explicit deny in a resource control policy: /,
    );
  });
});

describe('policies of an organization', () => {
  it('are described, listed, changed and deleted', async () => {
    const { org, policy } = organizationWorld();
    const { Id: PolicyId, Arn } = await policy(scp, [deny('kms:*')]);
    expect(Arn).toMatch(
      new RegExp(
        `^arn:aws:organizations::${management}:policy/o-[a-z0-9]{10}/service_control_policy/${PolicyId}$`,
      ),
    );
    const Content = document(deny('iam:*'));
    await org('UpdatePolicy', { PolicyId, Content, Description: 'no IAM' });
    expect(await org('DescribePolicy', { PolicyId })).toEqual({
      Policy: {
        Content,
        PolicySummary: {
          ...{ Id: PolicyId, Arn, Name: 'limit', Description: 'no IAM' },
          ...{ Type: scp, AwsManaged: false },
        },
      },
    });
    const { Policies } = await org<{ Policies: { Name: string }[] }>('ListPolicies', {
      Filter: scp,
    });
    expect(Policies.map(({ Name }) => Name)).toEqual(['FullAWSAccess', 'limit']);
    await org('DeletePolicy', { PolicyId });
    expect(await refusalText(org('DeletePolicy', { PolicyId }))).toMatch(
      /^PolicyNotFoundException: /,
    );
  });

  it.each([
    ['a second one of the name', 'CreatePolicy', { Name: 'limit' }, 'DuplicatePolicyException'],
    ['a document that is none', 'CreatePolicy', { Content: '{}' }, 'MalformedPolicyDocument'],
    ['too long a one', 'CreatePolicy', { Content: ' '.repeat(10_241) }, 'ConstraintViolation'],
    ['another type', 'CreatePolicy', { Type: 'TAG_POLICY' }, 'InvalidInputException'],
    ['AWS’s own', 'DeletePolicy', { PolicyId: 'p-FullAWSAccess' }, 'InvalidInputException'],
    ['an attached one', 'DeletePolicy', {}, 'PolicyInUseException'],
    ['attaching twice', 'AttachPolicy', {}, 'DuplicatePolicyAttachmentException'],
    ['attaching to nothing', 'AttachPolicy', { TargetId: 'r-none' }, 'TargetNotFoundException'],
    [
      'detaching what is not attached',
      'DetachPolicy',
      { TargetId: management },
      'PolicyNotAttachedException',
    ],
    // The API Reference has no other refusal for a target that is not there.
    [
      'an OU that does not exist',
      'AttachPolicy',
      { TargetId: 'ou-abcd-12345678' },
      'TargetNotFoundException',
    ],
    [
      'detaching RCPFullAWSAccess',
      'DetachPolicy',
      { PolicyId: 'p-RCPFullAWSAccess' },
      'InvalidInputException',
    ],
    [
      'detaching the last SCP',
      'DetachPolicy',
      { PolicyId: 'p-FullAWSAccess', TargetId: management },
      'ConstraintViolationException',
    ],
  ])('%s is refused', async (_, operation, change, code) => {
    const { org, attach } = organizationWorld();
    const { PolicyId, TargetId } = await attach(scp, member, deny('kms:*'));
    const input =
      operation === 'CreatePolicy'
        ? { Name: 'another', Type: scp, Description: '', Content: document(deny('kms:*')) }
        : operation === 'DeletePolicy'
          ? { PolicyId }
          : { PolicyId, TargetId };
    const sent = { ...input, ...(change as object) };
    expect(await refusalText(org(operation, sent))).toMatch(new RegExp(`^${code}`));
  });

  it('count while their type is enabled', async () => {
    const { org, root, attach, assume, send } = organizationWorld();
    const attached = await attach(scp, member, deny('kms:*'));
    const credentials = await assume(accessRole);
    const RootId = await root();
    const type = { RootId, PolicyType: scp };
    await org('DisablePolicyType', type);
    await send('kms', 'ListKeys', {}, { credentials });
    expect(await refusalText(org('DisablePolicyType', type))).toMatch(/^PolicyTypeNotEnabled/);
    // The API has no error of its own for a policy whose type is disabled.
    expect(await refusalText(org('DetachPolicy', attached))).toMatch(/^PolicyNotAttached/);
    await org('EnablePolicyType', type);
    const names = async (TargetId: string) => {
      const input = { TargetId, Filter: scp };
      const { Policies } = await org<{ Policies: { Name: string }[] }>(
        'ListPoliciesForTarget',
        input,
      );
      return Policies.map(({ Name }) => Name);
    };
    expect(await names(member)).toEqual(['FullAWSAccess']);
    const { Targets } = await org<{ Targets: { TargetId: string }[] }>('ListTargetsForPolicy', {
      PolicyId: 'p-FullAWSAccess',
    });
    expect(Targets.map(({ TargetId }) => TargetId)).toEqual([RootId, management, member]);
  });

  it('come in pages', async () => {
    const { org, policy } = organizationWorld();
    for (let i = 0; i < 24; i += 1) await policy(scp, [deny('kms:*')], `limit-${i}`);
    const first = await org<{ Policies: object[]; NextToken: string }>('ListPolicies', {
      Filter: scp,
    });
    expect(first.Policies).toHaveLength(20);
    const { NextToken } = first;
    const rest = await org<{ Policies: object[] }>('ListPolicies', { Filter: scp, NextToken });
    expect(rest.Policies).toHaveLength(5);
    expect(rest).not.toHaveProperty('NextToken');
    const wrong = { Filter: scp, NextToken: 'hello' };
    expect(await refusalText(org('ListPolicies', wrong))).toMatch(/^InvalidInputException/);
  });
});
