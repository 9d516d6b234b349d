import { describe, expect, it } from 'vitest';
import { grantPropagation } from '../../../src/engine/services/kms/grant-facts';
import {
  effectiveGrantsTable,
  grantCountsTable,
  grantNamesTable,
  grantsTable,
  grantTokensTable,
  retirableGrantsTable,
} from '../../../src/engine/services/kms/grant-state';
import { refusalText, start, testWorld, utf8 } from '../world';

const account = 'arn:aws:iam::123456789012';
const arnOf = (name: string) => `${account}:user/${name}`;

interface Grant {
  readonly GrantId: string;
  readonly GrantToken: string;
}
interface Listed {
  readonly Grants: readonly { readonly GrantId: string }[];
  readonly NextMarker?: string;
  readonly Truncated: boolean;
}

/** A world with a key and a user without permissions, who gets them by grants alone. */
async function grantWorld() {
  const world = testWorld();
  const { kms, createKey, user, engine } = world;
  const { KeyId, Arn } = await createKey();
  const app = await user('app');
  const credentials = { credentials: app };
  const grant = (input: object = {}, options = {}) =>
    kms<Grant>(
      'CreateGrant',
      { KeyId, GranteePrincipal: arnOf('app'), Operations: ['Encrypt', 'Decrypt'], ...input },
      options,
    );
  const encrypt = (input: object = {}) =>
    kms<{ CiphertextBlob: Uint8Array }>(
      'Encrypt',
      { KeyId, Plaintext: utf8('x'), ...input },
      credentials,
    );
  const pass = (ms: number) => engine.advanceTo(engine.now + ms);
  const listed = async (input: object = {}) => {
    const { Grants } = await kms<Listed>('ListGrants', { KeyId, ...input });
    return Grants.map(({ GrantId }) => GrantId);
  };
  return { ...world, KeyId, Arn, credentials, grant, encrypt, pass, listed };
}

const denied = /^AccessDeniedException: User: .*user\/app is not authorized to perform: kms:/;

describe('a grant', () => {
  it('lets its grantee do what it names, without any policy', async () => {
    const { grant, encrypt, pass, kms, KeyId, credentials } = await grantWorld();
    expect(await refusalText(encrypt())).toMatch(denied);
    await grant();
    await pass(grantPropagation);
    const { CiphertextBlob } = await encrypt();
    await kms('Decrypt', { CiphertextBlob }, credentials);
    const more = kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' }, credentials);
    expect(await refusalText(more)).toMatch(denied);
  });

  // AWS KMS Developer Guide, "Using a grant token".
  it('is known after a while, and at once to who shows its token', async () => {
    const { grant, encrypt, pass } = await grantWorld();
    const { GrantToken } = await grant();
    expect(await refusalText(encrypt())).toMatch(denied);
    await encrypt({ GrantTokens: [GrantToken] });
    await pass(grantPropagation - 1);
    expect(await refusalText(encrypt())).toMatch(denied);
    await pass(1);
    await encrypt();
  });

  it('is of no use to others, token or not', async () => {
    const { grant, kms, user, KeyId, pass } = await grantWorld();
    const { GrantToken } = await grant();
    const credentials = await user('other');
    await pass(grantPropagation);
    const input = { KeyId, Plaintext: utf8('x'), GrantTokens: [GrantToken] };
    expect(await refusalText(kms('Encrypt', input, { credentials }))).toMatch(
      /^AccessDeniedException: User: .*user\/other/,
    );
  });

  it('never outweighs a Deny', async () => {
    const { grant, kms, user, KeyId } = await grantWorld();
    const credentials = await user('barred', { Effect: 'Deny', Action: 'kms:*', Resource: '*' });
    const { GrantToken } = await grant({ GranteePrincipal: arnOf('barred') });
    const input = { KeyId, Plaintext: utf8('x'), GrantTokens: [GrantToken] };
    expect(await refusalText(kms('Encrypt', input, { credentials }))).toContain(
      'with an explicit deny in an identity-based policy',
    );
  });

  it('to an account lets that delegate by IAM policies', async () => {
    const { grant, kms, user, KeyId, pass } = await grantWorld();
    const policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Principal: { AWS: arnOf('admin') }, Action: 'kms:*', Resource: '*' },
      ],
    });
    await kms('PutKeyPolicy', { KeyId, Policy: policy });
    await grant({ GranteePrincipal: `${account}:root` });
    await pass(grantPropagation);
    const allowed = await user('allowed', {
      ...{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' },
    });
    const input = { KeyId, Plaintext: utf8('x') };
    await kms('Encrypt', input, { credentials: allowed });
    const nobody = await user('nobody');
    expect(await refusalText(kms('Encrypt', input, { credentials: nobody }))).toContain(
      'because no identity-based policy allows the kms:Encrypt action',
    );
  });

  it('means the user of that time, not a new one of the same name', async () => {
    const { grant, kms, send, user, KeyId, pass } = await grantWorld();
    await user('gone');
    await grant({ GranteePrincipal: arnOf('gone') });
    const { UserId } = (
      await send<{ User: { UserId: string } }>('iam', 'GetUser', { UserName: 'gone' })
    ).User;
    const { AccessKeyMetadata } = await send<{ AccessKeyMetadata: { AccessKeyId: string }[] }>(
      ...(['iam', 'ListAccessKeys', { UserName: 'gone' }] as const),
    );
    for (const { AccessKeyId } of AccessKeyMetadata) {
      await send('iam', 'DeleteAccessKey', { UserName: 'gone', AccessKeyId });
    }
    await send('iam', 'DeleteUser', { UserName: 'gone' });
    const credentials = await user('gone');
    await pass(grantPropagation);
    const attempt = kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { credentials });
    expect(await refusalText(attempt)).toMatch(/^AccessDeniedException/);
    // Terraform AWS provider, pull request 3038: the unique id shows instead of the ARN.
    expect(await kms('ListGrants', { KeyId })).toMatchObject({
      Grants: [{ GranteePrincipal: UserId }],
    });
  });

  it('has an ID of 64 hexadecimal digits, and shows itself in lists without its token', async () => {
    const { grant, kms, KeyId, Arn } = await grantWorld();
    const { GrantId, GrantToken } = await grant({
      ...{ Name: 'n', RetiringPrincipal: arnOf('admin') },
      Constraints: { EncryptionContextEquals: { Department: 'IT' } },
    });
    expect(GrantId).toMatch(/^[0-9a-f]{64}$/);
    expect(GrantToken.length).toBeGreaterThan(100);
    // AWS KMS Developer Guide, "Creating grants": the output of list-grants.
    expect(await kms('ListGrants', { KeyId })).toEqual({
      Grants: [
        {
          ...{ KeyId: Arn, GrantId, Name: 'n', CreationDate: new Date(start) },
          GranteePrincipal: arnOf('app'),
          RetiringPrincipal: arnOf('admin'),
          IssuingAccount: `${account}:root`,
          Operations: ['Encrypt', 'Decrypt'],
          Constraints: { EncryptionContextEquals: { Department: 'IT' } },
        },
      ],
      Truncated: false,
    });
  });

  it('with a name is created once; each request gets a token of its own', async () => {
    const { grant, listed, encrypt } = await grantWorld();
    const one = await grant({ Name: 'same' });
    const again = await grant({ Name: 'same', Operations: ['Decrypt', 'Encrypt'] });
    expect(again.GrantId).toBe(one.GrantId);
    expect(again.GrantToken).not.toBe(one.GrantToken);
    for (const { GrantToken } of [one, again]) await encrypt({ GrantTokens: [GrantToken] });
    const other = await grant({ Name: 'same', Operations: ['Decrypt'] });
    const unnamed = [await grant(), await grant()];
    const ids = [one, other, ...unnamed].map(({ GrantId }) => GrantId);
    expect(new Set(await listed())).toEqual(new Set(ids));
    expect(ids).toHaveLength(4);
  });
});

describe('grant constraints', () => {
  const IT = { Department: 'IT' };
  const both = { ...IT, Purpose: 'Test' };
  // AWS KMS Developer Guide, "Using grant constraints"; case: API Reference, GrantConstraints.
  it.each([
    ['EncryptionContextEquals', IT, true],
    ['EncryptionContextEquals', both, false],
    ['EncryptionContextEquals', {}, false],
    ['EncryptionContextEquals', { department: 'IT' }, true],
    ['EncryptionContextEquals', { Department: 'it' }, false],
    ['EncryptionContextSubset', IT, true],
    ['EncryptionContextSubset', both, true],
    ['EncryptionContextSubset', { Purpose: 'Test' }, false],
    ['EncryptionContextSubset', { Department: 'it' }, false],
  ])('%s Department=IT with %j in the request: %s', async (type, EncryptionContext, allowed) => {
    const { grant, encrypt, kms, KeyId, credentials, pass } = await grantWorld();
    await grant({ Operations: ['Encrypt', 'DescribeKey'], Constraints: { [type]: IT } });
    await pass(grantPropagation);
    const attempt = encrypt({ EncryptionContext });
    if (allowed) await attempt;
    else expect(await refusalText(attempt)).toMatch(denied);
    // Operations without an encryption context are not constrained.
    await kms('DescribeKey', { KeyId }, credentials);
  });
});

describe('CreateGrant by a grant', () => {
  const IT = { Department: 'IT' };
  const narrower = { Department: 'IT', Purpose: 'Test' };
  // AWS KMS Developer Guide, "Granting CreateGrant permission".
  it.each([
    ['fewer operations', ['Decrypt'], { EncryptionContextSubset: IT }, true],
    ['all operations', ['Decrypt', 'CreateGrant'], { EncryptionContextSubset: IT }, true],
    ['another operation', ['Decrypt', 'Encrypt'], { EncryptionContextSubset: IT }, false],
    ['more pairs', ['Decrypt'], { EncryptionContextSubset: narrower }, true],
    ['no constraint', ['Decrypt'], undefined, false],
    ['other pairs', ['Decrypt'], { EncryptionContextSubset: { Purpose: 'Test' } }, false],
    ['Equals for Subset', ['Decrypt'], { EncryptionContextEquals: narrower }, true],
  ])('with %s', async (_, Operations, Constraints, allowed) => {
    const { grant, credentials, pass, user } = await grantWorld();
    await user('child');
    const parent = { Operations: ['Decrypt', 'CreateGrant'] };
    await grant({ ...parent, Constraints: { EncryptionContextSubset: IT } });
    await pass(grantPropagation);
    const child = { GranteePrincipal: arnOf('child'), Operations, Constraints };
    const attempt = grant(child, credentials);
    if (allowed) await attempt;
    else expect(await refusalText(attempt)).toMatch(denied);
  });

  it('cannot turn Equals into Subset', async () => {
    const { grant, credentials, pass } = await grantWorld();
    const parent = { Operations: ['Decrypt', 'CreateGrant'] };
    await grant({ ...parent, Constraints: { EncryptionContextEquals: IT } });
    await pass(grantPropagation);
    const child = { Operations: ['Decrypt'], Constraints: { EncryptionContextSubset: IT } };
    expect(await refusalText(grant(child, credentials))).toMatch(denied);
    await grant({ ...child, Constraints: { EncryptionContextEquals: IT } }, credentials);
  });
});

describe('CreateGrant refuses', () => {
  const long = 'v'.repeat(385);
  const nine = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`k${i}`, 'v']));
  const service = { GranteePrincipal: undefined, GranteeServicePrincipal: 'logs.amazonaws.com' };
  const SourceArn = 'arn:aws:logs:us-east-1:123456789012:log-group:a';
  it.each([
    // Text: reported with Lambda's CreateFunction ("KMS Exception: InvalidArnException").
    [
      'a grantee that does not exist',
      { GranteePrincipal: arnOf('nobody') },
      `InvalidArnException: ARN does not refer to a valid principal: ${arnOf('nobody')}`,
    ],
    [
      'an account that does not exist',
      { GranteePrincipal: 'arn:aws:iam::999999999999:root' },
      'InvalidArnException: ARN does not refer to a valid principal: arn:aws:iam::999999999999:root',
    ],
    [
      'a group',
      { GranteePrincipal: `${account}:group/app` },
      `InvalidArnException: ARN does not refer to a valid principal: ${account}:group/app`,
    ],
    [
      'a service as GranteePrincipal',
      { GranteePrincipal: 'rds.us-east-1.amazonaws.com' },
      'InvalidArnException: ARN does not refer to a valid principal: rds.us-east-1.amazonaws.com',
    ],
    [
      'a retiring principal that does not exist',
      { RetiringPrincipal: arnOf('nobody') },
      `InvalidArnException: ARN does not refer to a valid principal: ${arnOf('nobody')}`,
    ],
    // Text: ansible/ansible pull request 31960.
    [
      'CreateGrant alone',
      { Operations: ['CreateGrant'] },
      'ValidationException: Grants must not contain only the CreateGrant operation.',
    ],
    ['no operation', { Operations: [] }, /^ValidationException: A grant must allow/],
    [
      'an operation the key does not have',
      { Operations: ['Decrypt', 'Sign'] },
      /^ValidationException: Operations \[Sign\] are not supported by/,
    ],
    [
      'an operation no grant has',
      { Operations: ['ScheduleKeyDeletion'] },
      /^ValidationException: 1 validation error detected: Value '\[ScheduleKeyDeletion\]' at 'operations'/,
    ],
    [
      'more than 8 pairs',
      { Constraints: { EncryptionContextSubset: nine } },
      /^ValidationException: A grant constraint can have up to 8/,
    ],
    [
      'a long value',
      { Constraints: { EncryptionContextEquals: { a: long } } },
      /^ValidationException: The encryption context value/,
    ],
    [
      'no grantee',
      { GranteePrincipal: undefined },
      /^ValidationException: You must specify either/,
    ],
    [
      'two grantees',
      { ...service, GranteePrincipal: arnOf('app') },
      /^ValidationException: You must specify either/,
    ],
    [
      'two that may retire',
      { RetiringPrincipal: arnOf('app'), RetiringServicePrincipal: 'logs.amazonaws.com' },
      /^ValidationException: You can specify either/,
    ],
    // AWS KMS API Reference, CreateGrant, GranteeServicePrincipal.
    ['a service without SourceArn', service, /^ValidationException: .* must have a SourceArn/],
    [
      'a service without who may retire',
      { ...service, Constraints: { SourceArn } },
      /^ValidationException: .* must have a RetiringPrincipal/,
    ],
    [
      'a grant token nobody gave out',
      { GrantTokens: ['bm9uZQ=='] },
      /^InvalidGrantTokenException: /,
    ],
    [
      'more than 10 grant tokens',
      { GrantTokens: Array.from({ length: 11 }, () => 'x') },
      /^ValidationException: 1 validation error detected: Value .* at 'grantTokens' failed/,
    ],
    // Text: boto/boto pull request 3202.
    [
      'an alias',
      { KeyId: 'alias/app' },
      'InvalidArnException: Key Aliases are not supported for this operation.',
    ],
    ['what is no key', { KeyId: 'invalid' }, "NotFoundException: Invalid keyId 'invalid'"],
    [
      'a dry run',
      { DryRun: true },
      'DryRunOperationException: The request would have succeeded, but the DryRun option is set.',
    ],
  ])('%s', async (_, input, text) => {
    const { grant, listed } = await grantWorld();
    const refused = await refusalText(grant(input));
    if (typeof text === 'string') expect(refused).toBe(text);
    else expect(refused).toMatch(text);
    expect(await listed()).toEqual([]);
  });

  it('a disabled key', async () => {
    const { grant, kms, KeyId, Arn } = await grantWorld();
    await kms('DisableKey', { KeyId });
    expect(await refusalText(grant())).toBe(`DisabledException: ${Arn} is disabled.`);
  });

  it('more than 50,000 grants of a key', async () => {
    const { grant, engine, Arn } = await grantWorld();
    await grant({ Name: 'first' });
    engine.write((tx) => tx.put(grantCountsTable, Arn, { count: 50_000 }));
    expect(await refusalText(grant())).toMatch(/^LimitExceededException: /);
    await grant({ Name: 'first' });
  });
});

describe('lists of grants', () => {
  it('filter by grant and grantee, and come in pages', async () => {
    const { grant, listed, kms, user, KeyId } = await grantWorld();
    await user('other');
    const mine = [];
    for (let i = 0; i < 5; i += 1) mine.push((await grant()).GrantId);
    const { GrantId } = await grant({ GranteePrincipal: arnOf('other') });
    expect(await listed({ GrantId })).toEqual([GrantId]);
    expect(await listed({ GranteePrincipal: arnOf('other') })).toEqual([GrantId]);
    expect(await listed({ GrantId, GranteePrincipal: arnOf('app') })).toEqual([]);
    expect(await listed({ GranteeServicePrincipal: 'logs.amazonaws.com' })).toEqual([]);
    for (const filter of [{}, { GranteePrincipal: arnOf('app') }]) {
      const found: string[] = [];
      let Marker: string | undefined;
      do {
        const answer: Listed = await kms('ListGrants', { KeyId, Limit: 2, Marker, ...filter });
        found.push(...answer.Grants.map((entry) => entry.GrantId));
        expect(answer.Grants.length).toBeLessThanOrEqual(2);
        Marker = answer.NextMarker;
      } while (Marker !== undefined);
      const all = 'GranteePrincipal' in filter ? mine : [...mine, GrantId];
      expect(found).toEqual([...all].sort());
    }
  });

  it('name what a principal may retire, over all keys', async () => {
    const { grant, kms, createKey, user } = await grantWorld();
    const credentials = await user('warden', {
      ...{ Effect: 'Allow', Action: 'kms:ListRetirableGrants', Resource: arnOf('warden') },
    });
    const other = await createKey();
    const RetiringPrincipal = arnOf('warden');
    const ids = [
      await grant({ RetiringPrincipal }),
      await grant({ RetiringPrincipal, KeyId: other.KeyId }),
    ].map(({ GrantId }) => GrantId);
    await grant({ RetiringPrincipal: arnOf('admin') });
    const list = (input: object) => kms<Listed>('ListRetirableGrants', input, { credentials });
    const { Grants } = await list({ RetiringPrincipal });
    expect(new Set(Grants.map(({ GrantId }) => GrantId))).toEqual(new Set(ids));
    expect(await refusalText(list({ RetiringPrincipal: arnOf('admin') }))).toMatch(
      /^AccessDeniedException: .* on resource: arn:aws:iam::123456789012:user\/admin/,
    );
    expect(await refusalText(list({}))).toMatch(/^ValidationException/);
    expect(await refusalText(list({ RetiringServicePrincipal: 'logs.amazonaws.com' }))).toMatch(
      /^AccessDeniedException/,
    );
  });

  it.each([
    ['ListGrants', { GrantId: 'x' }, /^InvalidGrantIdException/],
    ['ListGrants', { Marker: 'bm9uZQ==' }, /^InvalidMarkerException/],
    ['RevokeGrant', { GrantId: 'x' }, /^InvalidGrantIdException/],
    ['RevokeGrant', { GrantId: '0'.repeat(64) }, /^NotFoundException: Grant ID 0+ not found$/],
    ['RetireGrant', { GrantId: '0'.repeat(64) }, /^NotFoundException/],
    ['RetireGrant', { KeyId: undefined, GrantToken: 'x' }, /^InvalidGrantTokenException/],
    ['RetireGrant', {}, /^ValidationException/],
  ])('%s with %j is refused', async (operation, input, text) => {
    const { kms, KeyId } = await grantWorld();
    expect(await refusalText(kms(operation, { KeyId, ...input }))).toMatch(text);
  });
});

describe('the end of a grant', () => {
  it.each([
    ['RevokeGrant', ({ GrantId }: Grant, KeyId: string) => ({ KeyId, GrantId })],
    ['RetireGrant', ({ GrantId }: Grant, KeyId: string) => ({ KeyId, GrantId })],
    ['RetireGrant', ({ GrantToken }: Grant) => ({ GrantToken })],
  ])('by %s shows at once in lists, and after a while in what KMS allows', async (how, input) => {
    const { grant, encrypt, listed, pass, kms, KeyId, engine } = await grantWorld();
    const created = await grant({ Name: 'n', RetiringPrincipal: arnOf('admin') });
    await pass(grantPropagation);
    await encrypt();
    const end = (more: object = {}) => kms(how, { ...input(created, KeyId), ...more });
    expect(await refusalText(end({ DryRun: true }))).toMatch(/^DryRunOperationException/);
    await end();
    expect(await listed()).toEqual([]);
    expect(await listed({ GranteePrincipal: arnOf('app') })).toEqual([]);
    expect(await refusalText(end())).toMatch(/^NotFoundException/);
    await pass(grantPropagation - 1);
    await encrypt();
    await pass(1);
    expect(await refusalText(encrypt())).toMatch(denied);
    // Nothing stays behind.
    for (const table of [
      ...[grantsTable, effectiveGrantsTable, grantTokensTable],
      ...[grantNamesTable, retirableGrantsTable, grantCountsTable],
    ]) {
      expect(engine.tables.size(table)).toBe(0);
    }
    const stale = encrypt({ GrantTokens: [created.GrantToken] });
    expect(await refusalText(stale)).toMatch(/^InvalidGrantTokenException/);
  });

  // AWS KMS Developer Guide, "Retiring and revoking grants".
  const allow = { Effect: 'Allow', Action: 'kms:RetireGrant', Resource: '*' };
  it.each([
    ['the retiring principal', 'warden', { RetiringPrincipal: arnOf('warden') }, [], true],
    [
      'the grantee, if the grant says so',
      'app',
      { Operations: ['Decrypt', 'RetireGrant'] },
      [],
      true,
    ],
    ['the grantee, if not', 'app', {}, [], false],
    ['a user of the account whom IAM allows', 'warden', {}, [allow], true],
    ['any other user', 'warden', {}, [], false],
    [
      'a retiring principal whom IAM denies',
      'warden',
      { RetiringPrincipal: arnOf('warden') },
      [{ ...allow, Effect: 'Deny' }],
      false,
    ],
  ])('by RetireGrant: may %s?', async (_, name, input, statements, allowed) => {
    const { grant, kms, user, credentials, listed } = await grantWorld();
    const warden = await user('warden', ...statements);
    const { GrantToken } = await grant(input);
    const by = name === 'app' ? credentials : { credentials: warden };
    const attempt = kms('RetireGrant', { GrantToken }, by);
    if (allowed) await attempt;
    else expect(await refusalText(attempt)).toMatch(/^AccessDeniedException: .*kms:RetireGrant/);
    expect(await listed()).toHaveLength(allowed ? 0 : 1);
  });

  it('by RevokeGrant needs the permission on the key, which key policies give', async () => {
    const { grant, kms, KeyId, credentials } = await grantWorld();
    const { GrantId } = await grant();
    expect(await refusalText(kms('RevokeGrant', { KeyId, GrantId }, credentials))).toMatch(denied);
  });
});

describe('a grant to a role', () => {
  const trust = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: { AWS: `${account}:root` }, Action: 'sts:AssumeRole' },
    ],
  });
  const session = (name: string) => `arn:aws:sts::123456789012:assumed-role/worker/${name}`;
  // AWS KMS Developer Guide, "Grants in AWS KMS", grantee principal.
  it.each([
    ['the role', `${account}:role/worker`, true, true],
    ['one session of it', session('one'), true, false],
  ])('as %s lets sessions use the key', async (_, GranteePrincipal, one, two) => {
    const { grant, kms, send, assume, pass, KeyId } = await grantWorld();
    await send('iam', 'CreateRole', { RoleName: 'worker', AssumeRolePolicyDocument: trust });
    await grant({ GranteePrincipal });
    await pass(grantPropagation);
    for (const [RoleSessionName, allowed] of [
      ['one', one],
      ['two', two],
    ] as const) {
      const credentials = await assume(`${account}:role/worker`, { RoleSessionName });
      const attempt = kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { credentials });
      if (allowed) await attempt;
      else expect(await refusalText(attempt)).toMatch(/^AccessDeniedException/);
    }
  });
});
