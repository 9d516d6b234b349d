import { describe, expect, it } from 'vitest';
import { grantPropagation } from '../../../src/engine/services/kms/grant-facts';
import { kms as service } from '../../../src/engine/services/kms/index';
import type { Credentials } from '../../../src/engine/operation';
import { refusalText, testWorld, utf8 } from '../world';
import { filled, rows } from './operation-rows';

const owner = '123456789012';
const guest = '210987654321';
const region = 'us-east-1';
const unseen =
  'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access';

const allow = (account: string, Action: string | readonly string[]) => ({
  ...{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` } },
  ...{ Action, Resource: '*' },
});

/** Two accounts: a key in one, and a user in the other who may do what `statements` say. */
async function twoAccounts(keyPolicy: readonly object[], ...statements: readonly object[]) {
  const world = testWorld(null, [owner, guest]);
  const { send, assume, createKey, kms } = world;
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [allow(owner, 'kms:*'), ...keyPolicy],
  });
  const key = await createKey({ Policy });
  const guestAdmin = await assume(`arn:aws:iam::${guest}:role/OrganizationAccountAccessRole`);
  const UserName = 'visitor';
  const byGuest = { credentials: guestAdmin };
  await send('iam', 'CreateUser', { UserName }, byGuest);
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statements });
    await send('iam', 'PutUserPolicy', { UserName, PolicyName: 'p', PolicyDocument }, byGuest);
  }
  const { AccessKey } = await send<{
    AccessKey: { AccessKeyId: string; SecretAccessKey: string };
  }>('iam', 'CreateAccessKey', { UserName }, byGuest);
  const visitor: Credentials = {
    accessKeyId: AccessKey.AccessKeyId,
    secretAccessKey: AccessKey.SecretAccessKey,
  };
  const asVisitor = <Output = object>(operation: string, input: object) =>
    kms<Output>(operation, input, { credentials: visitor });
  return { ...world, key, visitor, asVisitor, guestAdmin };
}

const iamAllow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const visitorArn = `arn:aws:iam::${guest}:user/visitor`;

describe('a key in another account', () => {
  // AWS KMS Developer Guide, "Allowing users in other accounts to use a KMS key"; texts: Mountpoint
  // for Amazon S3, "Troubleshooting", and IAM User Guide.
  const guests = allow(guest, 'kms:Encrypt');
  it.each([
    ['both sides allow', [guests], [iamAllow('kms:Encrypt')], undefined],
    [
      'only the key policy allows',
      [guests],
      [],
      (arn: string) =>
        `on resource: ${arn} because no identity-based policy allows the kms:Encrypt action`,
    ],
    ['only IAM allows', [], [iamAllow('kms:*')], () => `on this resource ${unseen}`],
    [
      'the key policy names the user, and IAM does not',
      [{ ...guests, Principal: { AWS: `arn:aws:iam::${guest}:root` }, Action: 'kms:Decrypt' }],
      [iamAllow('kms:Encrypt')],
      () => `on this resource ${unseen}`,
    ],
    [
      'the key policy denies',
      [guests, { ...guests, Effect: 'Deny' }],
      [iamAllow('kms:Encrypt')],
      () => `on this resource ${unseen}`,
    ],
  ])('is usable when %s', async (_, keyPolicy, statements, text) => {
    const { key, asVisitor } = await twoAccounts(keyPolicy, ...statements);
    const attempt = asVisitor('Encrypt', { KeyId: key.Arn, Plaintext: utf8('x') });
    if (text === undefined) {
      expect(await attempt).toMatchObject({ KeyId: key.Arn });
      return;
    }
    expect(await refusalText(attempt)).toBe(
      `AccessDeniedException: User: ${visitorArn} is not authorized to perform: kms:Encrypt ${text(key.Arn)}`,
    );
  });

  it('is named by its ARN or an alias ARN; a key ID or alias name means the own account', async () => {
    const { key, kms, asVisitor } = await twoAccounts([allow(guest, 'kms:*')], iamAllow('kms:*'));
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: key.KeyId });
    const encrypt = (KeyId: string) => asVisitor('Encrypt', { KeyId, Plaintext: utf8('x') });
    for (const name of [key.Arn, `arn:aws:kms:${region}:${owner}:alias/app`]) {
      expect(await encrypt(name)).toMatchObject({ KeyId: key.Arn });
    }
    const own = `arn:aws:kms:${region}:${guest}`;
    expect(await refusalText(encrypt(key.KeyId))).toBe(
      `NotFoundException: Key '${own}:key/${key.KeyId}' does not exist`,
    );
    expect(await refusalText(encrypt('alias/app'))).toBe(
      `NotFoundException: Alias ${own}:alias/app is not found.`,
    );
  });

  it('is denied in the same words whether it exists or not', async () => {
    const { asVisitor } = await twoAccounts([], iamAllow('kms:*'));
    const KeyId = `arn:aws:kms:${region}:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
    expect(await refusalText(asVisitor('Encrypt', { KeyId, Plaintext: utf8('x') }))).toBe(
      `AccessDeniedException: User: ${visitorArn} is not authorized to perform: kms:Encrypt on this resource ${unseen}`,
    );
    expect(await refusalText(asVisitor('ListAliases', { KeyId }))).toMatch(/^AccessDenied/);
  });

  // Text: AWS IAM Identity Center User Guide, and reports of Terraform's S3 backend.
  it('is "the resource associated with this ciphertext" where only that names it', async () => {
    const { key, kms, asVisitor, user } = await twoAccounts([], iamAllow('kms:*'));
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId: key.KeyId, Plaintext: utf8('x') },
    });
    const on = 'kms:Decrypt on the resource associated with this ciphertext';
    expect(await refusalText(asVisitor('Decrypt', { CiphertextBlob }))).toContain(
      `${on} ${unseen}`,
    );
    const credentials = await user('nobody');
    expect(await refusalText(kms('Decrypt', { CiphertextBlob }, { credentials }))).toContain(
      `${on} because no identity-based policy allows the kms:Decrypt action`,
    );
  });

  it('may be granted, and its grants retired, from the other account', async () => {
    const { key, kms, asVisitor, engine } = await twoAccounts([]);
    const { GrantToken } = await kms<{ GrantToken: string }>('CreateGrant', {
      ...{ KeyId: key.KeyId, GranteePrincipal: visitorArn, RetiringPrincipal: visitorArn },
      Operations: ['Encrypt', 'DescribeKey'],
    });
    const encrypt = () => asVisitor('Encrypt', { KeyId: key.Arn, Plaintext: utf8('x') });
    expect(await refusalText(encrypt())).toMatch(/^AccessDeniedException/);
    await engine.advanceTo(engine.now + grantPropagation);
    await encrypt();
    await asVisitor('DescribeKey', { KeyId: key.Arn });
    await asVisitor('RetireGrant', { GrantToken });
    expect(await kms('ListGrants', { KeyId: key.KeyId })).toMatchObject({ Grants: [] });
  });

  it('lets the other account create grants, which are its own', async () => {
    const { key, asVisitor, guestAdmin, kms } = await twoAccounts(
      [allow(guest, ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'])],
      iamAllow('kms:*'),
    );
    const grant = { KeyId: key.Arn, GranteePrincipal: visitorArn, Operations: ['Decrypt'] };
    const { GrantId } = await asVisitor<{ GrantId: string }>('CreateGrant', grant);
    expect(await asVisitor('ListGrants', { KeyId: key.Arn })).toMatchObject({
      Grants: [{ GrantId, IssuingAccount: `arn:aws:iam::${guest}:root`, KeyId: key.Arn }],
    });
    // The account that created the grant may retire it, by those whom IAM allows.
    await kms('RetireGrant', { KeyId: key.Arn, GrantId }, { credentials: guestAdmin });
  });
});

describe('of the operations on a key of another account', () => {
  // AWS KMS API Reference, "Cross-account use" of each operation.
  const possible = new Set([
    ...['CreateGrant', 'Decapsulate', 'Decrypt', 'DeriveSharedSecret', 'DescribeKey'],
    ...['Encapsulate', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateMac'],
    ...['GenerateDataKeyPairWithoutPlaintext', 'GenerateDataKeyWithoutPlaintext', 'GetPublicKey'],
    ...['GetKeyRotationStatus', 'ListGrants', 'ReEncrypt', 'RetireGrant', 'RevokeGrant', 'Sign'],
    ...['Verify', 'VerifyMac'],
  ]);
  const onKeys = Object.keys(service.operations).filter(
    (name) => rows[name]?.keyless !== true && !/Alias$/.test(name),
  );

  it('those that may be allowed are, and others never', async () => {
    const { key, kms, visitor, engine } = await twoAccounts(
      [allow(guest, 'kms:*')],
      iamAllow('kms:*'),
    );
    const EncryptionContext = { dept: 'hr', Stage: 'x' };
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId: key.KeyId, Plaintext: utf8('x'), EncryptionContext },
    });
    const { GrantToken } = await kms<{ GrantToken: string }>('CreateGrant', {
      ...{ KeyId: key.KeyId, GranteePrincipal: visitorArn, RetiringPrincipal: visitorArn },
      Operations: ['Decrypt'],
    });
    const given = { KeyId: key.Arn, alias: key.Arn, CiphertextBlob, GrantToken };
    const allowed: string[] = [];
    const denied: string[] = [];
    for (const operation of onKeys) {
      // Each request happens in a world of its own, since some of them change the key.
      const fork = engine.fork();
      const input = filled(rows[operation]!, given);
      const attempt = fork.send({
        ...{ service: 'kms', operation, region, credentials: visitor, input },
      });
      const text = await attempt.then(
        () => '',
        (error: Error & { code: string }) => `${error.code}: ${error.message}`,
      );
      if (text.endsWith(`on this resource ${unseen}`)) denied.push(operation);
      else {
        expect(text, operation).not.toMatch(/^(?:AccessDenied|InternalFailure)/);
        allowed.push(operation);
      }
    }
    expect(allowed).toEqual(onKeys.filter((name) => possible.has(name)));
    expect(denied).toEqual(onKeys.filter((name) => !possible.has(name)));
  });
});
