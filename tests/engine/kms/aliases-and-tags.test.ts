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
});
