import { describe, expect, it } from 'vitest';
import { refusalText, start, testWorld, utf8 } from '../world';

const day = 24 * 60 * 60 * 1000;

interface Usage {
  KeyId: string;
  KeyLastUsage: {
    Operation?: string;
    Timestamp?: Date;
    CloudTrailEventId?: string;
    KmsRequestId?: string;
  };
  TrackingStartDate: Date;
  KeyCreationDate: Date;
}

interface Trail {
  Events: { EventId: string; EventName: string }[];
}

async function usedKey(input: object = {}) {
  const lab = testWorld();
  const { KeyId, Arn } = await lab.createKey(input);
  const usage = (options?: { region: string }) =>
    lab.kms<Usage>('GetKeyLastUsage', { KeyId }, options);
  return { ...lab, KeyId, Arn, usage };
}

describe('GetKeyLastUsage', () => {
  it('has an empty usage for a key nobody used', async () => {
    const { usage, KeyId } = await usedKey();
    expect(await usage()).toEqual({
      ...{ KeyId, KeyLastUsage: {} },
      ...{ TrackingStartDate: new Date(start), KeyCreationDate: new Date(start) },
    });
  });

  it('tells the last successful cryptographic operation and where the trail has it', async () => {
    const { engine, kms, send, usage, KeyId } = await usedKey();
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId, Plaintext: utf8('x') },
    });
    await engine.advanceTo(start + day);
    await kms('Decrypt', { CiphertextBlob });
    await refusalText(kms('Decrypt', { CiphertextBlob, EncryptionContext: { a: 'b' } }));
    await refusalText(kms('Encrypt', { KeyId, Plaintext: utf8('x'), DryRun: true }));
    await kms('DescribeKey', { KeyId });
    const { KeyLastUsage } = await usage();
    expect(KeyLastUsage).toMatchObject({
      ...{ Operation: 'Decrypt', Timestamp: new Date(start + day) },
      KmsRequestId: expect.any(String) as string,
    });
    const { Events } = await send<Trail>('cloudtrail', 'LookupEvents', {
      LookupAttributes: [
        { AttributeKey: 'EventId', AttributeValue: KeyLastUsage.CloudTrailEventId },
      ],
    });
    expect(Events.map(({ EventName }) => EventName)).toEqual(['Decrypt']);
  });

  it('counts ReEncrypt for both keys', async () => {
    const { kms, createKey, usage, KeyId } = await usedKey();
    const to = await createKey();
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      ...{ KeyId, Plaintext: utf8('x') },
    });
    await kms('ReEncrypt', { CiphertextBlob, DestinationKeyId: to.KeyId });
    const there = await kms<Usage>('GetKeyLastUsage', { KeyId: to.KeyId });
    for (const { KeyLastUsage } of [await usage(), there]) {
      expect(KeyLastUsage).toMatchObject({ Operation: 'ReEncrypt' });
    }
  });

  it('is kept for each of related multi-Region keys by itself', async () => {
    const { engine, kms, usage, KeyId } = await usedKey({ MultiRegion: true });
    const there = { region: 'eu-west-1' };
    await kms('ReplicateKey', { KeyId, ReplicaRegion: there.region });
    await engine.advanceTo(start + day);
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') }, there);
    expect((await usage()).KeyLastUsage).toEqual({});
    expect((await usage(there)).KeyLastUsage).toMatchObject({ Operation: 'Encrypt' });
  });

  it('takes no alias', async () => {
    const { kms, KeyId } = await usedKey();
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    expect(await refusalText(kms('GetKeyLastUsage', { KeyId: 'alias/app' }))).toBe(
      'InvalidArnException: Key Aliases are not supported for this operation.',
    );
  });
});

// AWS KMS Developer Guide, "kms:TrailingDaysWithoutKeyUsage": whole days, rounded down, since the
// last use, or since the key was made.
describe('kms:TrailingDaysWithoutKeyUsage', () => {
  it('keeps a key in use from being disabled or deleted', async () => {
    const { engine, kms, KeyId } = await usedKey();
    const root = { AWS: 'arn:aws:iam::123456789012:root' };
    await kms('PutKeyPolicy', {
      KeyId,
      Policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' },
          {
            ...{ Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*' },
            Action: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
            Condition: { NumericLessThanEquals: { 'kms:TrailingDaysWithoutKeyUsage': '30' } },
          },
        ],
      }),
    });
    const attempts = async () => {
      const texts: string[] = [];
      for (const operation of ['DisableKey', 'ScheduleKeyDeletion']) {
        texts.push(await refusalText(kms(operation, { KeyId })));
      }
      return texts;
    };
    const denied = expect.stringMatching(/^AccessDeniedException: .* explicit deny/) as string;
    expect(await attempts()).toEqual([denied, denied]);
    await engine.advanceTo(start + 31 * day);
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
    expect(await attempts()).toEqual([denied, denied]);
    await engine.advanceTo(start + 62 * day);
    await kms('DisableKey', { KeyId });
    await kms('ScheduleKeyDeletion', { KeyId });
  });
});
