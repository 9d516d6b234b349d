import { describe, expect, it } from 'vitest';
import { refusalText, start, testWorld, utf8 } from '../world';

const day = 24 * 60 * 60 * 1000;

interface Described {
  KeyMetadata: { KeyId: string; Arn: string; CurrentKeyMaterialId: string };
}

async function managed(name = 's3') {
  const lab = testWorld();
  const KeyId = `alias/aws/${name}`;
  const { KeyMetadata: key } = await lab.kms<Described>('DescribeKey', { KeyId });
  return { ...lab, key };
}

type Kms = ReturnType<typeof testWorld>['kms'];

async function listed(kms: Kms, Limit?: number) {
  const Aliases: { AliasName: string; TargetKeyId?: string }[] = [];
  let Marker: string | undefined;
  do {
    const page: { Aliases: typeof Aliases; NextMarker?: string } = await kms('ListAliases', {
      ...{ Limit, Marker },
    });
    Aliases.push(...page.Aliases);
    Marker = page.NextMarker;
  } while (Marker !== undefined);
  return Aliases;
}

// AWS KMS API Reference, ListAliases: "predefined aliases that AWS has created but has not yet
// associated with a KMS key".
describe('a predefined alias', () => {
  it('is listed without a key or dates before its first use', async () => {
    const { kms } = testWorld();
    const AliasArn = 'arn:aws:kms:us-east-1:123456789012:alias/aws/ebs';
    expect(await listed(kms)).toContainEqual({ AliasName: 'alias/aws/ebs', AliasArn });
  });

  it.each([1, 2, 5, 100])('is listed once in its place in pages of %i', async (limit) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    for (const name of ['a', 'aws', 'aws-1', 'b']) {
      await kms('CreateAlias', { AliasName: `alias/${name}`, TargetKeyId: KeyId });
    }
    await kms('DescribeKey', { KeyId: 'alias/aws/s3' });
    const names = (await listed(kms, limit)).map(({ AliasName }) => AliasName);
    expect(names).toEqual([...new Set(names)].sort());
    expect(names).toEqual(expect.arrayContaining(['alias/a', 'alias/aws/s3', 'alias/aws/sqs']));
    expect(names).toHaveLength(4 + 17);
  });

  it('is not among the aliases of a key', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await kms('ListAliases', { KeyId })).toEqual({ Aliases: [], Truncated: false });
  });
});

describe('an AWS managed key', () => {
  it('comes into being when its alias is first described, once', async () => {
    const { kms, key } = await managed();
    expect(key).toMatchObject({
      ...{ KeyManager: 'AWS', KeyState: 'Enabled', Origin: 'AWS_KMS', MultiRegion: false },
      Description: 'Default key that protects my S3 objects when no other key is defined',
    });
    expect(await kms('DescribeKey', { KeyId: 'alias/aws/s3' })).toEqual({ KeyMetadata: key });
    const AliasArn = 'arn:aws:kms:us-east-1:123456789012:alias/aws/s3';
    expect(await kms('DescribeKey', { KeyId: AliasArn })).toEqual({ KeyMetadata: key });
    expect(await listed(kms)).toContainEqual(
      expect.objectContaining({ AliasName: 'alias/aws/s3', AliasArn, TargetKeyId: key.KeyId }),
    );
  });

  it('is not made for names AWS has not predefined, nor by other operations', async () => {
    const { kms } = testWorld();
    const none = 'NotFoundException: Alias arn:aws:kms:us-east-1:123456789012:alias/aws/';
    expect(await refusalText(kms('DescribeKey', { KeyId: 'alias/aws/nothing' }))).toBe(
      `${none}nothing is not found.`,
    );
    const attempt = kms('Encrypt', { KeyId: 'alias/aws/s3', Plaintext: utf8('x') });
    expect(await refusalText(attempt)).toBe(`${none}s3 is not found.`);
  });

  it('is not made for someone who may not describe it', async () => {
    const { kms, user } = testWorld();
    const credentials = await user('nobody');
    await refusalText(kms('DescribeKey', { KeyId: 'alias/aws/s3' }, { credentials }));
    expect(await kms('ListKeys')).toMatchObject({ Keys: [] });
  });

  // Its key policy, which nobody can change, lets the account only look at it.
  it.each([
    ['Encrypt', { Plaintext: utf8('x') }],
    ['DisableKey', {}],
    ['ScheduleKeyDeletion', {}],
    ['EnableKeyRotation', {}],
    ['DisableKeyRotation', {}],
    ['RotateKeyOnDemand', {}],
    ['UpdateKeyDescription', { Description: 'mine' }],
    ['PutKeyPolicy', { Policy: '{"Version":"2012-10-17","Statement":[]}' }],
    ['TagResource', { Tags: [{ TagKey: 'a', TagValue: 'b' }] }],
  ])('refuses %s of an administrator of the account', async (operation, input) => {
    const { kms, key } = await managed();
    const { KeyId, Arn } = key;
    expect(await refusalText(kms(operation, { KeyId, ...input }))).toContain(
      `is not authorized to perform: kms:${operation} on resource: ${Arn} because no resource-based policy allows the kms:${operation} action`,
    );
  });

  it('is rotated every year', async () => {
    const { engine, kms, key } = await managed('ssm');
    const { KeyId } = key;
    expect(await kms('GetKeyRotationStatus', { KeyId })).toMatchObject({
      ...{ KeyRotationEnabled: true, RotationPeriodInDays: 365 },
      NextRotationDate: new Date(start + 365 * day),
    });
    await engine.advanceTo(start + 2 * 365 * day);
    const { Rotations } = await kms<{ Rotations: object[] }>('ListKeyRotations', { KeyId });
    expect(Rotations).toHaveLength(2);
  });

  it('is another in each Region', async () => {
    const { kms, key } = await managed();
    const there = await kms<Described>(
      'DescribeKey',
      { KeyId: 'alias/aws/s3' },
      { region: 'eu-west-1' },
    );
    expect(there.KeyMetadata.KeyId).not.toBe(key.KeyId);
  });
});
