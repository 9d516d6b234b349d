import { describe, expect, it } from 'vitest';
import { credentialsOf, refusalText, start, type TemporaryCredentials } from '../world';
import {
  accessRole,
  allow,
  deny,
  document,
  management,
  member,
  trust,
  twoAccounts,
} from './accounts';

const hour = 3600 * 1000;
const assumeRole = (RoleArn: string, input: object = {}) =>
  ['sts', 'AssumeRole', { RoleArn, RoleSessionName: 'test', ...input }] as const;

describe('AssumeRole: validation', () => {
  // Recorded against AWS: LocalStack, tests/aws/services/sts/test_sts.snapshot.json.
  it.each([
    ['nothing-valid-in-here', 'ValidationError: nothing-valid-in-here is invalid'],
    ['arn::b:::something/test-role', 'ValidationError: arn::b:::something/test-role is invalid'],
    ['arn:a::::something/test-role', 'ValidationError: arn:a::::something/test-role is invalid'],
    ['arn:a:::something/test-role', 'ValidationError: arn:a:::something/test-role is invalid'],
    ['arn:a:a::aaaaaaaaaa:', 'ValidationError: arn:a:a::aaaaaaaaaa: is invalid'],
  ])('refuses %s', async (RoleArn, text) => {
    const { send } = twoAccounts();
    expect(await refusalText(send(...assumeRole(RoleArn)))).toBe(text);
  });

  // Same recording.
  it('checks the session name first', async () => {
    const { send } = twoAccounts();
    const input = { RoleSessionName: 'Session1:2' };
    expect(await refusalText(send(...assumeRole('arn:a:b:::something/test-role', input)))).toBe(
      "ValidationError: 1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    );
  });
});

describe('AssumeRole: who may', () => {
  it('lets the management account into a member account', async () => {
    const { assume, identity, send } = twoAccounts();
    const credentials = await assume(accessRole);
    expect(credentials.accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(await identity(credentials)).toMatchObject({
      Account: member,
      Arn: `arn:aws:sts::${member}:assumed-role/OrganizationAccountAccessRole/test`,
      UserId: expect.stringMatching(/^AROA[A-Z2-7]{17}:test$/) as string,
    });
    const key = await send<{ KeyMetadata: { Arn: string } }>(
      'kms',
      'CreateKey',
      {},
      { credentials },
    );
    expect(key.KeyMetadata.Arn).toContain(`:${member}:key/`);
  });

  // STS API Reference, AssumeRole: "You can do either because the role's trust policy acts as an
  // IAM resource-based policy"; for another account both sides must allow.
  it.each([
    ['named by the trust policy, with no policy', 'user', management, [], true],
    ['with the account trusted, and no policy', 'root', management, [], false],
    ['with the account trusted, and a policy', 'root', management, [allow('sts:AssumeRole')], true],
    ['named by a role of another account, and no policy', 'user', member, [], false],
    ['named by another account, with a policy', 'user', member, [allow('sts:*')], true],
    ['trusted by nobody, with a policy', 'nobody', management, [allow('*')], false],
    ['named, and denied', 'user', management, [deny('sts:AssumeRole')], false],
  ] as const)('a user %s', async (_, trusted, account, policies, may) => {
    const { role, user, assume, identity } = twoAccounts();
    const ana = await user('ana', ...policies);
    const names = {
      user: `arn:aws:iam::${management}:user/ana`,
      root: `arn:aws:iam::${management}:root`,
      nobody: `arn:aws:iam::${member}:user/nobody`,
    };
    const arn = role('reader', [trust(names[trusted])], [], { account });
    const assuming = assume(arn, {}, { credentials: ana });
    if (may) {
      expect(await identity(await assuming)).toMatchObject({ Account: account });
    } else {
      expect(await refusalText(assuming)).toMatch(
        /^AccessDenied: User: arn:aws:iam::\d+:user\/ana is not authorized to perform: sts:AssumeRole on resource: /,
      );
    }
  });

  it('does not tell a missing role from one that trusts somebody else', async () => {
    const { assume } = twoAccounts();
    expect(await refusalText(assume(`arn:aws:iam::${management}:role/none`))).toBe(
      `AccessDenied: User: arn:aws:iam::${management}:user/admin is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${management}:role/none because no role trust policy allows the sts:AssumeRole action`,
    );
  });

  // IAM User Guide, "Access to AWS accounts owned by third parties".
  it('asks for the external ID that the trust policy demands', async () => {
    const { role, assume } = twoAccounts();
    const Condition = { StringEquals: { 'sts:ExternalId': 'Example987' } };
    const arn = role('vendor', [trust(management, { Condition })]);
    expect(await refusalText(assume(arn))).toMatch(/^AccessDenied/);
    expect(await refusalText(assume(arn, { ExternalId: 'another' }))).toMatch(/^AccessDenied/);
    await assume(arn, { ExternalId: 'Example987' });
  });

  // Public issue reports.
  it('is not for the root user', async () => {
    const { root, send } = twoAccounts();
    const credentials = root();
    expect(await refusalText(send(...assumeRole(accessRole), { credentials }))).toBe(
      'AccessDenied: Roles may not be assumed by root accounts.',
    );
  });
});

describe('AssumeRole: how long', () => {
  // Public issue reports quote both refusals.
  it.each([
    [7200, 7200, null],
    [7200, 7201, 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.'],
  ])('a role for %i s, asked for %i s', async (MaxSessionDuration, DurationSeconds, text) => {
    const { role, assume } = twoAccounts();
    const arn = role('reader', [trust(management)], [], { MaxSessionDuration });
    const assuming = assume(arn, { DurationSeconds });
    if (text === null) await assuming;
    else expect(await refusalText(assuming)).toBe(`ValidationError: ${text}`);
  });

  it('a role chain goes on for an hour at most', async () => {
    const { role, assume } = twoAccounts();
    const first = role('first', [trust(management)], [allow('sts:AssumeRole')]);
    const long = { MaxSessionDuration: 43_200 };
    const second = role('second', [trust(management)], [], long);
    const credentials = await assume(first);
    expect(await refusalText(assume(second, { DurationSeconds: 3601 }, { credentials }))).toBe(
      'ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
    await assume(second, { DurationSeconds: 3600 }, { credentials });
  });

  it('expires on the clock, and leaves nothing behind', async () => {
    const { engine, assume, identity, send } = twoAccounts();
    const rows = () => [...engine.tables.entries()].filter(([table]) => table === 'sts.sessions');
    const credentials = await assume(accessRole, { DurationSeconds: 900 });
    await engine.advanceTo(start + 899_999);
    await identity(credentials);
    await engine.advanceTo(start + 900_000);
    expect(rows()).toEqual([]);
    const text = 'The security token included in the request is expired';
    expect(await refusalText(identity(credentials))).toBe(`ExpiredToken: ${text}`);
    expect(await refusalText(send('kms', 'ListKeys', {}, { credentials }))).toBe(
      `ExpiredTokenException: ${text}`,
    );
    await engine.advanceTo(start + 24 * hour);
    expect(await refusalText(identity(credentials))).toBe(`ExpiredToken: ${text}`);
  });
});

describe('AssumeRole: session policies', () => {
  const full = [allow('kms:*')];

  it('leave what the role and they allow', async () => {
    const { role, assume, send } = twoAccounts();
    const arn = role('reader', [trust(management)], full);
    const Policy = document(allow(['kms:ListKeys', 'iam:*']));
    const credentials = await assume(arn, { Policy });
    await send('kms', 'ListKeys', {}, { credentials });
    expect(await refusalText(send('kms', 'ListAliases', {}, { credentials }))).toMatch(
      /because no session policy allows the kms:ListAliases action$/,
    );
    expect(await refusalText(send('iam', 'ListUsers', {}, { credentials }))).toMatch(
      /because no identity-based policy allows the iam:ListUsers action$/,
    );
  });

  it.each([
    ['no policy', { Policy: '{}' }, /^MalformedPolicyDocument: /],
    ['too long', { Policy: document(allow(`kms:${'x'.repeat(2048)}`)) }, /^PackedPolicyTooLarge: /],
    [
      'an ARN of nothing',
      { PolicyArns: [{ arn: `arn:aws:iam::${management}:policy/none` }] },
      /^MalformedPolicyDocument: /,
    ],
  ])('are refused when there is %s', async (_, input, text) => {
    const { role, assume } = twoAccounts();
    const arn = role('reader', [trust(management)], full);
    expect(await refusalText(assume(arn, input))).toMatch(text);
  });
});

describe('AssumeRole: session tags', () => {
  const tagging = trust(management, { Action: ['sts:AssumeRole', 'sts:TagSession'] });
  const tag = (Key: string, Value: string) => ({ Key, Value });

  // Recorded against AWS: LocalStack, TestSTSAssumeRoleTagging.
  it.each([
    [
      { Tags: [tag('SessionTag1', 'a')], TransitiveTagKeys: ['InvalidKey'] },
      'InvalidParameterValue: The specified transitive tag key must be included in the requested tags.',
    ],
    [
      {
        Tags: [tag('SessionTag1', 'a'), tag('sessiontag1', 'b')],
        TransitiveTagKeys: ['sessiontag1'],
      },
      'InvalidParameterValue: Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
  ])('refuses %j', async (input, text) => {
    const { role, assume } = twoAccounts();
    expect(await refusalText(assume(role('reader', [tagging]), input))).toBe(text);
  });

  // Same recording.
  it.each(['SessionTag1', 'sessiontag1'])('hands a transitive tag on, against %s', async (key) => {
    const { role, assume } = twoAccounts();
    const may = [allow(['sts:AssumeRole', 'sts:TagSession'])];
    const first = role('first', [tagging], may);
    const second = role('second', [tagging]);
    const Tags = [tag('SessionTag1', 'SessionValue1')];
    const credentials = await assume(first, { Tags, TransitiveTagKeys: ['SessionTag1'] });
    const again = assume(second, { Tags: [tag(key, 'SessionValue2')] }, { credentials });
    expect(await refusalText(again)).toBe(
      "InvalidParameterValue: One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  });

  it('are tags of the principal, over those of the role, and transitive ones last', async () => {
    const { role, assume, send } = twoAccounts();
    const Condition = { StringEquals: { 'aws:PrincipalTag/Team': 'blue' } };
    const may = [allow(['sts:AssumeRole', 'sts:TagSession']), allow('kms:ListKeys', { Condition })];
    const tags = { team: 'red' };
    const first = role('first', [tagging], may, { tags });
    const second = role('second', [tagging], may);
    const list = (credentials: Awaited<ReturnType<typeof assume>>) =>
      send('kms', 'ListKeys', {}, { credentials });
    expect(await refusalText(list(await assume(first)))).toMatch(/^AccessDeniedException/);
    const input = { Tags: [tag('Team', 'blue')], TransitiveTagKeys: ['team'] };
    const credentials = await assume(first, input);
    await list(credentials);
    await list(await assume(second, {}, { credentials }));
    const once = await assume(first, { Tags: [tag('Team', 'blue')] });
    const next = await assume(second, {}, { credentials: once });
    expect(await refusalText(list(next))).toMatch(/^AccessDeniedException/);
  });

  // IAM User Guide, "Permissions required to add session tags".
  it('need sts:TagSession', async () => {
    const { role, assume } = twoAccounts();
    const arn = role('reader', [trust(management)]);
    const denied = await refusalText(assume(arn, { Tags: [tag('Team', 'blue')] }));
    expect(denied).toMatch(/is not authorized to perform: sts:TagSession on resource: /);
  });
});

describe('AssumeRole: source identity', () => {
  const naming = trust(management, { Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] });

  // IAM User Guide, "Monitor and control actions taken with assumed roles".
  it('goes through the role chain and cannot be changed', async () => {
    const { role, assume, send } = twoAccounts();
    const may = [allow(['sts:AssumeRole', 'sts:SetSourceIdentity'])];
    const Condition = { StringEquals: { 'aws:SourceIdentity': 'ana' } };
    const first = role('first', [naming], may);
    const second = role('second', [naming], [allow('kms:ListKeys', { Condition })]);
    const credentials = await assume(first, { SourceIdentity: 'ana' });
    const next = await send<{ Credentials: TemporaryCredentials; SourceIdentity: string }>(
      ...assumeRole(second),
      { credentials },
    );
    expect(next.SourceIdentity).toBe('ana');
    await send('kms', 'ListKeys', {}, { credentials: credentialsOf(next.Credentials) });
    const changed = assume(second, { SourceIdentity: 'eve' }, { credentials });
    expect(await refusalText(changed)).toMatch(/perform: sts:SetSourceIdentity on resource: /);
  });

  it('needs sts:SetSourceIdentity', async () => {
    const { role, assume } = twoAccounts();
    const arn = role('reader', [trust(management)]);
    expect(await refusalText(assume(arn, { SourceIdentity: 'ana' }))).toMatch(
      /is not authorized to perform: sts:SetSourceIdentity on resource: /,
    );
  });
});
