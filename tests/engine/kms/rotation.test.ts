import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keysTable, materialsTable } from '../../../src/engine/services/kms/state';
import { refusalText, start, testWorld, utf8 } from '../world';

const day = 24 * 60 * 60 * 1000;
const seconds = 1000;

interface Rotation {
  KeyId: string;
  KeyMaterialId: string;
  KeyMaterialState: string;
  RotationType?: string;
  RotationDate?: Date;
}

interface Rotations {
  Rotations: Rotation[];
  Truncated: boolean;
  NextMarker?: string;
}

interface Encrypted {
  CiphertextBlob: Uint8Array;
}

async function rotatingKey(RotationPeriodInDays?: number) {
  const lab = testWorld();
  const { KeyId, Arn } = await lab.createKey();
  const period = RotationPeriodInDays === undefined ? {} : { RotationPeriodInDays };
  await lab.kms('EnableKeyRotation', { KeyId, ...period });
  const rotations = async (input: object = {}) =>
    (await lab.kms<Rotations>('ListKeyRotations', { KeyId, ...input })).Rotations;
  const advance = (time: number) => lab.engine.advanceTo(lab.engine.now + time);
  return { ...lab, KeyId, Arn, rotations, advance };
}

describe('EnableKeyRotation', () => {
  // AWS KMS API Reference, EnableKeyRotation: 90 to 2560 days.
  it.each([
    [89, 'greater than or equal to 90'],
    [2561, 'less than or equal to 2560'],
  ])('does not take a period of %i days', async (RotationPeriodInDays, bound) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey();
    expect(await refusalText(kms('EnableKeyRotation', { KeyId, RotationPeriodInDays }))).toBe(
      `ValidationException: 1 validation error detected: Value '${RotationPeriodInDays}' at 'rotationPeriodInDays' failed to satisfy constraint: Member must have value ${bound}`,
    );
  });

  it.each([
    ['an HMAC key', { KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }],
    ['an ECC key', { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }],
  ])('is not for %s', async (_, input) => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey(input);
    // Without a text, as LocalStack recorded for RotateKeyOnDemand of such a key.
    for (const operation of ['EnableKeyRotation', 'DisableKeyRotation', 'GetKeyRotationStatus']) {
      expect(await refusalText(kms(operation, { KeyId }))).toBe('UnsupportedOperationException: ');
    }
  });

  it('rotates every 365 days where no period is given, and tells the next date', async () => {
    const { kms, KeyId, Arn, rotations, advance } = await rotatingKey();
    // Members: LocalStack snapshot test_key_enable_rotation_status.
    expect(await kms('GetKeyRotationStatus', { KeyId })).toEqual({
      KeyId: Arn,
      KeyRotationEnabled: true,
      RotationPeriodInDays: 365,
      NextRotationDate: new Date(start + 365 * day),
    });
    await advance(365 * day - 1);
    expect(await rotations()).toEqual([]);
    await advance(1 + 2 * 365 * day);
    const dates = [1, 2, 3].map((years) => new Date(start + years * 365 * day));
    expect((await rotations()).map(({ RotationDate }) => RotationDate)).toEqual(dates);
    expect((await rotations()).map(({ RotationType }) => RotationType)).toEqual(
      dates.map(() => 'AUTOMATIC'),
    );
  });

  it('changes the material and keeps the old one for what it encrypted', async () => {
    const { kms, KeyId, advance } = await rotatingKey(90);
    const encrypt = () => kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') });
    const before = await encrypt();
    const told = async () =>
      (await kms<{ KeyMetadata: { CurrentKeyMaterialId: string } }>('DescribeKey', { KeyId }))
        .KeyMetadata.CurrentKeyMaterialId;
    const first = await told();
    await advance(200 * day);
    const second = await told();
    expect(second).not.toBe(first);
    for (const [ciphertext, KeyMaterialId] of [
      [before, first],
      [await encrypt(), second],
    ] as const) {
      const { CiphertextBlob } = ciphertext;
      expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({
        ...{ Plaintext: utf8('x'), KeyMaterialId },
      });
    }
  });

  it('counts a changed period from the change on', async () => {
    const { engine, kms, KeyId, advance } = await rotatingKey(90);
    await advance(50 * day);
    await kms('EnableKeyRotation', { KeyId, RotationPeriodInDays: 180 });
    expect(await kms('GetKeyRotationStatus', { KeyId })).toMatchObject({
      NextRotationDate: new Date(engine.now + 180 * day),
    });
  });

  it('keeps every ciphertext readable, whatever happens to the key', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('disable', 'enable', 'demand', 'wait', 'on', 'off'), {
          maxLength: 12,
        }),
        async (events) => {
          const { kms, KeyId, advance } = await rotatingKey(90);
          const texts: Uint8Array[] = [];
          const acts: Record<string, () => Promise<unknown>> = {
            disable: () => kms('DisableKey', { KeyId }),
            enable: () => kms('EnableKey', { KeyId }),
            demand: () => kms('RotateKeyOnDemand', { KeyId }).catch(() => undefined),
            wait: () => advance(60 * day),
            on: () => kms('EnableKeyRotation', { KeyId }).catch(() => undefined),
            off: () => kms('DisableKeyRotation', { KeyId }).catch(() => undefined),
          };
          for (const event of events) {
            await acts[event]!();
            const blob = await kms<Encrypted>('Encrypt', { KeyId, Plaintext: utf8('x') }).catch(
              () => undefined,
            );
            if (blob !== undefined) texts.push(blob.CiphertextBlob);
          }
          await kms('EnableKey', { KeyId });
          for (const CiphertextBlob of texts) {
            expect(await kms('Decrypt', { CiphertextBlob })).toMatchObject({
              Plaintext: utf8('x'),
            });
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('DisableKeyRotation', () => {
  it('ends the schedule', async () => {
    const { kms, KeyId, Arn, rotations, advance } = await rotatingKey();
    await kms('DisableKeyRotation', { KeyId });
    await advance(800 * day);
    expect(await rotations()).toEqual([]);
    expect(await kms('GetKeyRotationStatus', { KeyId })).toEqual({
      KeyId: Arn,
      KeyRotationEnabled: false,
    });
  });
});

// AWS KMS Developer Guide, "Rotate AWS KMS keys", "Rotation date".
describe('a key that cannot be used', () => {
  it('is rotated at once when it is enabled after the date', async () => {
    const { engine, kms, KeyId, rotations, advance } = await rotatingKey(90);
    await kms('DisableKey', { KeyId });
    await advance(100 * day);
    expect(await rotations()).toEqual([]);
    await kms('EnableKey', { KeyId });
    expect(await rotations()).toMatchObject([{ RotationDate: new Date(engine.now) }]);
    await advance(90 * day);
    expect(await rotations()).toHaveLength(2);
  });

  it('keeps its date when it is enabled before', async () => {
    const { kms, KeyId, rotations, advance } = await rotatingKey(90);
    await kms('DisableKey', { KeyId });
    await advance(80 * day);
    await kms('EnableKey', { KeyId });
    await advance(10 * day);
    expect(await rotations()).toMatchObject([{ RotationDate: new Date(start + 90 * day) }]);
  });

  it('shows no rotation while it is pending deletion, and the old one afterwards', async () => {
    const { kms, KeyId } = await rotatingKey(90);
    await kms('ScheduleKeyDeletion', { KeyId });
    const status = () => kms('GetKeyRotationStatus', { KeyId });
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
    await kms('CancelKeyDeletion', { KeyId });
    expect(await status()).toMatchObject({ KeyRotationEnabled: true, RotationPeriodInDays: 90 });
  });

  it('leaves no timer behind when it is deleted', async () => {
    const { engine, kms, KeyId, advance } = await rotatingKey(90);
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await advance(8 * day);
    const left = [...engine.tables.entries()].filter(
      ([table]) => table.startsWith('kms.') || table === 'engine.timers',
    );
    expect(left).toEqual([]);
  });
});

describe('RotateKeyOnDemand', () => {
  it('rotates in the background and leaves the schedule alone', async () => {
    const { kms, KeyId, Arn, rotations, advance } = await rotatingKey();
    const startDate = { OnDemandRotationStartDate: new Date(start) };
    // The ARN, not the id (LocalStack test_rotate_on_demand_returns_arn_for_key_id).
    expect(await kms('RotateKeyOnDemand', { KeyId })).toEqual({ KeyId: Arn });
    expect(await kms('GetKeyRotationStatus', { KeyId })).toMatchObject(startDate);
    expect(await rotations()).toEqual([]);
    await advance(10 * seconds);
    const status = await kms('GetKeyRotationStatus', { KeyId });
    expect(status).not.toHaveProperty('OnDemandRotationStartDate');
    expect(status).toMatchObject({ NextRotationDate: new Date(start + 365 * day) });
    expect(await rotations()).toMatchObject([
      { RotationType: 'ON_DEMAND', KeyMaterialState: 'CURRENT' },
    ]);
  });

  it('does not start while another rotation runs or is near', async () => {
    const { kms, KeyId, advance } = await rotatingKey();
    await kms('RotateKeyOnDemand', { KeyId });
    const again = () => kms('RotateKeyOnDemand', { KeyId });
    expect(await refusalText(again())).toMatch(/^ConflictException: /);
    await advance(365 * day - 20 * 60 * seconds);
    expect(await refusalText(again())).toMatch(/^ConflictException: /);
    await advance(20 * 60 * seconds);
    await again();
  });

  it('is done 25 times in the life of a key', async () => {
    const { kms, KeyId, Arn, rotations, advance } = await rotatingKey();
    for (let i = 0; i < 25; i += 1) {
      await kms('RotateKeyOnDemand', { KeyId });
      await advance(10 * seconds);
    }
    expect(await rotations()).toHaveLength(25);
    // LocalStack snapshot test_key_rotations_limits.
    expect(await refusalText(kms('RotateKeyOnDemand', { KeyId }))).toBe(
      `LimitExceededException: The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: ${Arn}`,
    );
  });

  it('is not for keys whose material never changes', async () => {
    const { kms, createKey } = testWorld();
    const { KeyId } = await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    // LocalStack snapshot test_rotate_key_on_demand_raises_error_given_non_symmetric_key.
    expect(await refusalText(kms('RotateKeyOnDemand', { KeyId }))).toBe(
      'UnsupportedOperationException: ',
    );
  });
});

describe('ListKeyRotations', () => {
  it('shows rotations, or all materials, oldest first', async () => {
    const { kms, KeyId, Arn, rotations, advance } = await rotatingKey(90);
    const ids = (await rotations({ IncludeKeyMaterial: 'ALL_KEY_MATERIAL' })).map(
      ({ KeyMaterialId }) => KeyMaterialId,
    );
    expect(ids).toHaveLength(1);
    await advance(90 * day);
    await kms('RotateKeyOnDemand', { KeyId });
    await advance(10 * seconds);
    const all = await rotations({ IncludeKeyMaterial: 'ALL_KEY_MATERIAL' });
    expect(
      all.map(({ KeyMaterialState, RotationType }) => [KeyMaterialState, RotationType]),
    ).toEqual([
      ['NON_CURRENT', undefined],
      ['NON_CURRENT', 'AUTOMATIC'],
      ['CURRENT', 'ON_DEMAND'],
    ]);
    expect(all[0]).toEqual({ KeyId: Arn, KeyMaterialId: ids[0], KeyMaterialState: 'NON_CURRENT' });
    expect(await rotations()).toEqual(all.slice(1));
  });

  it('is read page by page', async () => {
    const { kms, KeyId, rotations, advance } = await rotatingKey(90);
    await advance(5 * 90 * day);
    const seen: Rotation[] = [];
    let Marker: string | undefined;
    do {
      const page: Rotations = await kms<Rotations>('ListKeyRotations', {
        ...{ KeyId, Limit: 2 },
        ...(Marker === undefined ? {} : { Marker }),
      });
      expect(page.Rotations.length).toBeLessThanOrEqual(2);
      seen.push(...page.Rotations);
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    expect(seen).toEqual(await rotations());
    expect(await refusalText(kms('ListKeyRotations', { KeyId, Marker: 'bogus' }))).toBe(
      'InvalidMarkerException: ',
    );
  });
});

describe('the records of a rotated key', () => {
  it('keep each material once, whichever is current', async () => {
    const { engine, Arn, advance } = await rotatingKey(90);
    await advance(10 * 90 * day);
    const kept = engine.tables.range(materialsTable).map(([, { material }]) => material);
    expect(kept).toHaveLength(11);
    expect(new Set(kept.map((material) => material?.bytes)).size).toBe(11);
    expect(kept).toContain(engine.tables.get(keysTable, Arn)?.material);
  });
});
