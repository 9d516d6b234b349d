import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refusalText, start, testWorld, utf8 } from '../world';

const day = 24 * 60 * 60 * 1000;

describe('ScheduleKeyDeletion', () => {
  // Text as AWS answered it (Skyscanner/kms-issuer issue 8).
  it.each([6, 31])('does not take a waiting period of %i days', async (PendingWindowInDays) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await refusalText(kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays }))).toBe(
      'ValidationException: PendingWindowInDays must be between 7 and 30',
    );
  });

  it('makes the key unusable at once and tells its last day', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    const DeletionDate = new Date(start + 30 * day);
    expect(await kms('ScheduleKeyDeletion', { KeyId })).toEqual({
      ...{ KeyId: Arn, DeletionDate, KeyState: 'PendingDeletion', PendingWindowInDays: 30 },
    });
    expect(await kms('DescribeKey', { KeyId })).toMatchObject({
      KeyMetadata: { KeyState: 'PendingDeletion', Enabled: false, DeletionDate },
    });
    expect(await refusalText(kms('Encrypt', { KeyId, Plaintext: utf8('x') }))).toBe(
      `KMSInvalidStateException: ${Arn} is pending deletion.`,
    );
  });

  it('deletes the key when the waiting period is over, with its aliases', async () => {
    const { engine, kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    await kms('CreateAlias', { AliasName: 'alias/app', TargetKeyId: KeyId });
    const { CiphertextBlob } = await kms<{ CiphertextBlob: Uint8Array }>('Encrypt', {
      KeyId,
      Plaintext: utf8('x'),
    });
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await engine.advanceTo(start + 7 * day - 1);
    await kms('DescribeKey', { KeyId: 'alias/app' });
    await engine.advanceTo(start + 7 * day);
    expect(await refusalText(kms('DescribeKey', { KeyId }))).toBe(
      `NotFoundException: Key '${Arn}' does not exist`,
    );
    const { Aliases } = await kms<{ Aliases: object[] }>('ListAliases');
    expect(Aliases).not.toContainEqual(expect.objectContaining({ AliasName: 'alias/app' }));
    expect(await refusalText(kms('Decrypt', { CiphertextBlob }))).toMatch(
      /^AccessDeniedException: .* on the resource associated with this ciphertext because the resource does not exist in this Region/,
    );
    const left = [...engine.tables.entries()].filter(([name]) => name.startsWith('kms.'));
    expect(left).toEqual([]);
  });

  it('deletes on the day it names, whatever happens meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 7, max: 30 }),
        fc.array(fc.integer({ min: 0, max: 40 * day }), { maxLength: 5 }),
        async (PendingWindowInDays, moments) => {
          const { engine, kms, createKey } = testWorld();
          const { KeyId } = await createKey();
          await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays });
          for (const moment of moments.toSorted((a, b) => a - b)) {
            await engine.advanceTo(start + moment);
            const { Keys } = await kms<{ Keys: object[] }>('ListKeys');
            expect(Keys).toHaveLength(moment < PendingWindowInDays * day ? 1 : 0);
          }
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('CancelKeyDeletion', () => {
  it('leaves the key disabled, and its day of deletion passes', async () => {
    const { engine, kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    await kms('ScheduleKeyDeletion', { KeyId });
    expect(await kms('CancelKeyDeletion', { KeyId })).toEqual({ KeyId: Arn });
    await engine.advanceTo(start + 60 * day);
    const { KeyMetadata } = await kms<{ KeyMetadata: object }>('DescribeKey', { KeyId });
    expect(KeyMetadata).toMatchObject({ KeyState: 'Disabled' });
    expect(KeyMetadata).not.toHaveProperty('DeletionDate');
    await kms('EnableKey', { KeyId });
    await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
  });

  it('refuses a key whose deletion nobody scheduled', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId, Arn } = await createKey();
    // AWS KMS Developer Guide, "Key states of AWS KMS keys", footnote 4.
    expect(await refusalText(kms('CancelKeyDeletion', { KeyId }))).toBe(
      `KMSInvalidStateException: ${Arn} is not pending deletion.`,
    );
  });

  it('counts a later waiting period from its own start', async () => {
    const { engine, kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await engine.advanceTo(start + 6 * day);
    await kms('CancelKeyDeletion', { KeyId });
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await engine.advanceTo(start + 13 * day - 1);
    await kms('DescribeKey', { KeyId });
    await engine.advanceTo(start + 13 * day);
    expect(await refusalText(kms('DescribeKey', { KeyId }))).toMatch(/^NotFoundException/);
  });
});

describe('UpdateKeyDescription', () => {
  it('replaces the description', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey({ Description: 'old' });
    await kms('UpdateKeyDescription', { KeyId, Description: 'new' });
    expect(await kms('DescribeKey', { KeyId })).toMatchObject({
      KeyMetadata: { Description: 'new' },
    });
  });
});
