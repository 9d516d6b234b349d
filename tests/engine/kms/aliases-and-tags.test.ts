import { describe, expect, it } from 'vitest';
import { refusalText, testWorld, utf8 } from '../world';

const arn = (name: string) => `arn:aws:kms:us-east-1:123456789012:${name}`;

describe('aliases', () => {
  it('name a key, move to another and go away', async () => {
    const { kms, createKey } = testWorld();
    const one = await createKey();
    const two = await createKey();
    const AliasName = 'alias/app';
    const target = async () =>
      (await kms<{ KeyMetadata: { KeyId: string } }>('DescribeKey', { KeyId: AliasName }))
        .KeyMetadata.KeyId;
    await kms('CreateAlias', { AliasName, TargetKeyId: one.KeyId });
    expect(await target()).toBe(one.KeyId);
    await kms('UpdateAlias', { AliasName, TargetKeyId: two.Arn });
    expect(await target()).toBe(two.KeyId);
    expect((await kms<{ Aliases: object[] }>('ListAliases', { KeyId: one.KeyId })).Aliases).toEqual(
      [],
    );
    expect(await kms('ListAliases', { KeyId: two.KeyId })).toMatchObject({
      Aliases: [{ AliasName, AliasArn: arn(AliasName), TargetKeyId: two.KeyId }],
      Truncated: false,
    });
    await kms('DeleteAlias', { AliasName });
    expect(await refusalText(target())).toBe(
      `NotFoundException: Alias ${arn(AliasName)} is not found.`,
    );
  });

  it('keep old ciphertexts readable after they moved: the ciphertext names the key', async () => {
    const { kms, createKey } = testWorld();
    const one = await createKey();
    const two = await createKey();
    const AliasName = 'alias/app';
    await kms('CreateAlias', { AliasName, TargetKeyId: one.KeyId });
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId: AliasName,
      Plaintext: utf8('x'),
    });
    await kms('UpdateAlias', { AliasName, TargetKeyId: two.KeyId });
    expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({ KeyId: one.Arn });
  });

  it.each([
    ['app', /^ValidationException: Alias must start with the prefix "alias\/"/],
    ['alias/aws/app', /^NotAuthorizedException/],
    ['alias/a b', /^ValidationException: 1 validation error detected/],
  ])('refuse the name %s', async (AliasName, text) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await refusalText(kms('CreateAlias', { AliasName, TargetKeyId: KeyId }))).toMatch(text);
  });

  it('are unique, and 50 to a key at most', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    const create = (AliasName: string) => kms('CreateAlias', { AliasName, TargetKeyId: KeyId });
    for (let i = 0; i < 50; i += 1) await create(`alias/${i}`);
    expect(await refusalText(create('alias/0'))).toBe(
      `AlreadyExistsException: An alias with the name ${arn('alias/0')} already exists`,
    );
    expect(await refusalText(create('alias/50'))).toMatch(/^LimitExceededException/);
  });

  // AWS KMS API Reference, UpdateAlias: both symmetric, both asymmetric or both HMAC, same usage.
  it.each([
    ['ECC_NIST_P256', 'SIGN_VERIFY', 'ECC_NIST_P384', 'SIGN_VERIFY', true],
    ['ECC_NIST_P256', 'SIGN_VERIFY', 'ECC_NIST_P256', 'KEY_AGREEMENT', false],
    ['HMAC_256', 'GENERATE_VERIFY_MAC', 'HMAC_512', 'GENERATE_VERIFY_MAC', true],
    ['SYMMETRIC_DEFAULT', 'ENCRYPT_DECRYPT', 'HMAC_256', 'GENERATE_VERIFY_MAC', false],
  ])('may move from %s %s to %s %s: %s', async (KeySpec, KeyUsage, toSpec, toUsage, allowed) => {
    const { kms, createKey } = testWorld();
    const from = await createKey({ KeySpec, KeyUsage });
    const to = await createKey({ KeySpec: toSpec, KeyUsage: toUsage });
    const AliasName = 'alias/app';
    await kms('CreateAlias', { AliasName, TargetKeyId: from.KeyId });
    const attempt = kms('UpdateAlias', { AliasName, TargetKeyId: to.KeyId });
    if (allowed) await attempt;
    else expect(await refusalText(attempt)).toMatch(/^ValidationException: Alias must be/);
  });

  it.each([
    [
      'CreateAlias',
      'alias/other',
      'alias/app',
      'ValidationException: Aliases must refer to keys. Not aliases',
    ],
    [
      'CreateAlias',
      'alias/a:b',
      'KEY',
      'ValidationException: alias/a:b contains invalid characters for an alias',
    ],
    [
      'UpdateAlias',
      'alias/none',
      'KEY',
      `NotFoundException: Alias ${arn('alias/none')} is not found.`,
    ],
    ['UpdateAlias', 'alias/aws/s3', 'KEY', 'NotAuthorizedException: '],
    ['DeleteAlias', 'alias/aws/s3', undefined, 'NotAuthorizedException: '],
    ['DeleteAlias', 'none', undefined, 'ValidationException: Invalid identifier'],
    [
      'DeleteAlias',
      'alias/none',
      undefined,
      `NotFoundException: Alias ${arn('alias/none')} is not found.`,
    ],
  ])('%s of %s for %s is refused', async (operation, AliasName, target, text) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    const TargetKeyId = target === 'KEY' ? KeyId : target;
    expect(await refusalText(kms(operation, { AliasName, TargetKeyId }))).toBe(text);
  });

  // AWS KMS Developer Guide, "Controlling access to aliases": on the alias, and on each key.
  it.each([
    ['CreateAlias', ['alias', 'one'], { AliasName: 'alias/new', TargetKeyId: 'one' }],
    ['UpdateAlias', ['alias', 'one', 'two'], { AliasName: 'alias/app', TargetKeyId: 'two' }],
    ['DeleteAlias', ['alias', 'one'], { AliasName: 'alias/app', TargetKeyId: undefined }],
  ])('%s needs its permission on each of %j', async (operation, needed, input) => {
    for (const missing of [undefined, ...needed]) {
      const { kms, createKey, user } = testWorld();
      const keys = { one: await createKey(), two: await createKey() };
      await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: keys.one.KeyId });
      const resources = { alias: arn('alias/*'), one: keys.one.Arn, two: keys.two.Arn };
      const Resource = needed
        .filter((name) => name !== missing)
        .map((name) => resources[name as keyof typeof resources]);
      const credentials = await user('app', { Effect: 'Allow', Action: 'kms:*', Resource });
      const target = input.TargetKeyId as keyof typeof keys | undefined;
      const request = { ...input, ...(target && { TargetKeyId: keys[target].KeyId }) };
      const attempt = kms(operation, request, { credentials });
      if (missing === undefined) await attempt;
      else {
        expect(await refusalText(attempt)).toMatch(
          new RegExp(`^AccessDeniedException: .* kms:${operation} on resource: `),
        );
      }
    }
  });

  it('come in pages of at most 100', async () => {
    const { kms, createKey } = testWorld();
    for (let k = 0; k < 3; k += 1) {
      const { KeyId } = await createKey();
      for (let i = 0; i < 40; i += 1) {
        await kms('CreateAlias', { AliasName: `alias/${k}-${i}`, TargetKeyId: KeyId });
      }
    }
    const pages: number[] = [];
    let Marker: string | undefined;
    do {
      const page: { Aliases: object[]; NextMarker?: string } = await kms('ListAliases', {
        ...{ Limit: 1000, Marker },
      });
      pages.push(page.Aliases.length);
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    const predefined = 17;
    expect(pages).toEqual([100, 20 + predefined]);
    expect((await kms<{ Aliases: object[] }>('ListAliases')).Aliases).toHaveLength(50);
  });

  // AWS KMS Developer Guide, "Using aliases to control access to KMS keys".
  it.each([
    ['kms:RequestAlias', 'StringEquals', true, false],
    ['kms:ResourceAliases', 'ForAnyValue:StringEquals', true, true],
  ])('decide access by %s', async (name, operator, byAlias, byId) => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey();
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    const credentials = await user('app', {
      ...{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' },
      Condition: { [operator]: { [name]: 'alias/app' } },
    });
    for (const [id, allowed] of [
      ['alias/app', byAlias],
      [arn('alias/app'), byAlias],
      [KeyId, byId],
    ] as const) {
      const attempt = kms('Encrypt', { KeyId: id, Plaintext: utf8('x') }, { credentials });
      if (allowed) await attempt;
      else expect(await refusalText(attempt)).toMatch(/^AccessDenied/);
    }
  });
});

// AWS KMS Developer Guide, "Access denied due to alias quota": the default quota counts.
describe('a key with more aliases than the default quota', () => {
  it('is denied to who may use it by its aliases, until some are deleted', async () => {
    const { engine, kms, send, createKey, user } = testWorld();
    const quota = { ServiceCode: 'kms', QuotaCode: 'L-340F62FB', DesiredValue: 60 };
    await send('service-quotas', 'RequestServiceQuotaIncrease', quota);
    await engine.advanceTo(engine.now + 7 * 24 * 60 * 60 * 1000);
    const { KeyId } = await createKey();
    const credentials = await user('app', {
      ...{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' },
      Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/0' } },
    });
    const encrypt = () => kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { credentials });
    const alias = (i: number) => ({ AliasName: `alias/${i}`, TargetKeyId: KeyId });
    for (let i = 0; i < 50; i += 1) await kms('CreateAlias', alias(i));
    await encrypt();
    await kms('CreateAlias', alias(50));
    expect(await refusalText(encrypt())).toMatch(/^AccessDeniedException: User: .*user\/app/);
    await kms('DeleteAlias', { AliasName: 'alias/50' });
    await encrypt();
  });
});

describe('tags', () => {
  const Tags = [
    { TagKey: 'team', TagValue: 'red' },
    { TagKey: 'cost', TagValue: '7' },
  ];

  it('are added, replaced, listed and removed', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey({ Tags });
    await kms('TagResource', { KeyId, Tags: [{ TagKey: 'team', TagValue: 'blue' }] });
    expect(await kms('ListResourceTags', { KeyId })).toEqual({
      Tags: [
        { TagKey: 'cost', TagValue: '7' },
        { TagKey: 'team', TagValue: 'blue' },
      ],
      Truncated: false,
    });
    await kms('UntagResource', { KeyId, TagKeys: ['team', 'absent'] });
    expect(await kms('ListResourceTags', { KeyId })).toMatchObject({
      Tags: [{ TagKey: 'cost', TagValue: '7' }],
    });
  });

  // Recorded against AWS (LocalStack snapshot test_kms).
  it.each([
    ['the same key twice', [...Tags, ...Tags], 'TagException: Duplicate tag keys'],
    [
      'a key reserved for AWS',
      [{ TagKey: 'aws:x', TagValue: '' }],
      'TagException: Tags beginning with aws: are reserved',
    ],
  ])('refuse %s', async (_, wrong, text) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await refusalText(kms('TagResource', { KeyId, Tags: wrong }))).toBe(text);
  });

  it('decide access where a policy says so', async () => {
    const { kms, createKey, user } = testWorld();
    const { KeyId } = await createKey({ Tags });
    const credentials = await user('red', {
      ...{ Effect: 'Allow', Action: 'kms:Encrypt', Resource: '*' },
      Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
    });
    const encrypt = () => kms('Encrypt', { KeyId, Plaintext: utf8('x') }, { credentials });
    await encrypt();
    await kms('UntagResource', { KeyId, TagKeys: ['team'] });
    expect(await refusalText(encrypt())).toMatch(/^AccessDeniedException: User: .*user\/red/);
  });

  // Recorded against AWS (LocalStack snapshot test_kms, 2025-01).
  it.each([
    [
      'more than 50',
      Array.from({ length: 51 }, (_, i) => ({ TagKey: `k${i}`, TagValue: '' })),
      /^TagException: Too many tags$/,
    ],
    [
      'AWS: in capitals',
      [{ TagKey: 'AWS:x', TagValue: '' }],
      /^TagException: Tags beginning with aws: are reserved$/,
    ],
    [
      'a long key',
      [{ TagKey: 'a'.repeat(129), TagValue: '' }],
      /at 'tags\.1\.member\.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128$/,
    ],
    [
      'a long value',
      [{ TagKey: 'a', TagValue: 'v'.repeat(257) }],
      /at 'tags\.1\.member\.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256$/,
    ],
  ])('refuse %s, in CreateKey and TagResource', async (_, wrong, text) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await refusalText(kms('TagResource', { KeyId, Tags: wrong }))).toMatch(text);
    expect(await refusalText(kms('CreateKey', { Tags: wrong }))).toMatch(text);
  });

  // AWS KMS Developer Guide, "ABAC for AWS KMS".
  it('of a new key may be asked for by policies, and need the permission to tag', async () => {
    const { kms, user } = testWorld();
    const create = { Effect: 'Allow', Action: 'kms:CreateKey', Resource: '*' };
    const Condition = { StringEquals: { 'aws:RequestTag/team': 'red' } };
    const red = await user('red', {
      ...create,
      Action: ['kms:CreateKey', 'kms:TagResource'],
      Condition,
    });
    await kms('CreateKey', { Tags }, { credentials: red });
    for (const input of [{}, { Tags: [{ TagKey: 'team', TagValue: 'blue' }] }]) {
      expect(await refusalText(kms('CreateKey', input, { credentials: red }))).toMatch(
        /^AccessDeniedException: .* kms:CreateKey on resource: \*/,
      );
    }
    const untagged = await user('untagged', create);
    await kms('CreateKey', {}, { credentials: untagged });
    expect(await refusalText(kms('CreateKey', { Tags }, { credentials: untagged }))).toMatch(
      /^AccessDeniedException: .* kms:TagResource on resource: \*/,
    );
  });
});
