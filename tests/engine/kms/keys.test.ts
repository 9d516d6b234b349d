import { describe, expect, it } from 'vitest';
import { refusalText, start, testWorld, utf8 } from '../world';

describe('CreateKey and DescribeKey', () => {
  it('describe an enabled symmetric key of this account and Region', async () => {
    const { kms } = testWorld();
    const created = await kms<{ KeyMetadata: { KeyId: string } }>('CreateKey', {
      Description: 'demo',
    });
    const { KeyId } = created.KeyMetadata;
    // The members of a new key as the AWS CLI User Guide shows them for create-key.
    // CurrentKeyMaterialId came in 2025 (LocalStack snapshot test_create_multi_region_key).
    expect(created.KeyMetadata).toEqual({
      CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      AWSAccountId: '123456789012',
      KeyId,
      Arn: `arn:aws:kms:us-east-1:123456789012:key/${KeyId}`,
      CreationDate: new Date(start),
      Enabled: true,
      Description: 'demo',
      KeyUsage: 'ENCRYPT_DECRYPT',
      KeyState: 'Enabled',
      Origin: 'AWS_KMS',
      KeyManager: 'CUSTOMER',
      CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
      KeySpec: 'SYMMETRIC_DEFAULT',
      EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
      MultiRegion: false,
    });
    expect(await kms('DescribeKey', { KeyId })).toEqual(created);
  });

  it('give a multi-Region key an mrk- id that its ciphertexts carry', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey({ MultiRegion: true });
    expect(KeyId).toMatch(/^mrk-[0-9a-f]{32}$/);
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId,
      Plaintext: utf8('x'),
    });
    expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({ Plaintext: utf8('x') });
  });

  it('never show key material', async () => {
    const { engine, kms, createKey } = testWorld();
    const seen: unknown[] = [];
    engine.observe(({ steps }) => seen.push(...steps));
    const { KeyId } = await createKey();
    await kms('DescribeKey', { KeyId });
    expect(JSON.stringify(seen)).not.toContain('"bytes"');
  });

  // Texts recorded against AWS (LocalStack snapshot test_kms).
  it.each([
    ['no key id', 'fake-key-id', "NotFoundException: Invalid keyId 'fake-key-id'"],
    [
      'a key id nobody has',
      '00000000-0000-4000-8000-000000000000',
      "NotFoundException: Key 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000' does not exist",
    ],
    [
      'an alias nobody has',
      'alias/none',
      'NotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/none is not found.',
    ],
  ])('refuse %s', async (_, KeyId, text) => {
    const { kms } = testWorld();
    expect(await refusalText(kms('DescribeKey', { KeyId }))).toBe(text);
  });
});

describe('ListKeys', () => {
  it('pages through the keys of one Region', async () => {
    const { kms, createKey } = testWorld();
    await createKey({}, { region: 'eu-west-1' });
    const ids = new Set<string>();
    for (let i = 0; i < 5; i += 1) ids.add((await createKey()).KeyId);
    const listed: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await kms<{ Keys: { KeyId: string }[]; NextMarker?: string }>('ListKeys', {
        Limit: 2,
        ...(Marker === undefined ? {} : { Marker }),
      });
      listed.push(...page.Keys.map(({ KeyId }) => KeyId));
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(new Set(listed)).toEqual(ids);
    expect(listed).toHaveLength(5);
  });

  it('refuses a marker nobody gave out', async () => {
    const { kms } = testWorld();
    expect(await refusalText(kms('ListKeys', { Marker: 'bogus' }))).toBe(
      'InvalidMarkerException: ',
    );
  });
});

describe('DisableKey and EnableKey', () => {
  it('stop and start every cryptographic operation', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId,
      Plaintext: utf8('x'),
    });
    const attempts = [
      ['Encrypt', { KeyId, Plaintext: utf8('x') }],
      ['Decrypt', { CiphertextBlob }],
      ['ReEncrypt', { CiphertextBlob, DestinationKeyId: KeyId }],
      ['GenerateDataKey', { KeyId, KeySpec: 'AES_256' }],
      ['GenerateDataKeyWithoutPlaintext', { KeyId, KeySpec: 'AES_256' }],
    ] as const;
    await kms('DisableKey', { KeyId });
    for (const [operation, input] of attempts) {
      // Recorded against AWS (LocalStack snapshot test_kms).
      expect(await refusalText(kms(operation, input))).toBe(
        `DisabledException: ${Arn} is disabled.`,
      );
    }
    expect(await kms('DescribeKey', { KeyId })).toMatchObject({
      KeyMetadata: { KeyState: 'Disabled', Enabled: false },
    });
    await kms('EnableKey', { KeyId });
    for (const [operation, input] of attempts) await kms(operation, input);
  });

  it('do not take an alias: operations that manage a key need its id or ARN', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    expect(await refusalText(kms('DisableKey', { KeyId: 'alias/app' }))).toBe(
      'InvalidArnException: Key Aliases are not supported for this operation.',
    );
  });
});
