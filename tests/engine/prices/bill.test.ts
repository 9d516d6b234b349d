import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyStorage } from '../../../src/engine/services/kms/meters';
import { billOf, prices, type Bill } from '../../../src/engine/prices/index';
import { shareOfMonth } from '../../../src/engine/prices/bill';
import { monthOf } from '../../../src/engine/prices/months';
import { testWorld, utf8 } from '../world';

// 2026-11-01T00:00:00Z: November has 720 hours.
const november = Date.UTC(2026, 10, 1);
const hour = 60 * 60 * 1000;
const day = 24 * hour;

function world(now = november) {
  const made = testWorld(null, undefined, { now });
  const bill = (account = '123456789012', at?: number): Bill =>
    billOf(
      { reader: made.engine.tables, now: made.engine.now, prices, meters: [keyStorage] },
      account,
      at,
    );
  const amounts = (at?: number) =>
    Object.fromEntries(bill(undefined, at).lines.map((line) => [line.description, line]));
  return { ...made, bill, amounts };
}

const keyLine = 'KMS key, prorated by the hour';

describe('the price of keeping keys', () => {
  it('is a dollar a month, by the hour', async () => {
    const { engine, createKey, amounts } = world();
    await createKey();
    await engine.advanceTo(november + 10 * day);
    expect(amounts()[keyLine]).toMatchObject({ quantity: 240 / 720, amount: 240 / 720 });
    await createKey();
    await engine.advanceTo(november + 20 * day);
    expect(amounts()[keyLine]!.amount).toBeCloseTo(480 / 720 + 240 / 720, 10);
  });

  it('counts an hour once it has begun', async () => {
    const { engine, createKey, amounts } = world();
    await createKey();
    await engine.advanceTo(november + 1);
    expect(amounts()[keyLine]!.amount).toBeCloseTo(1 / 720, 10);
  });

  // KMS pricing: no charge for keys scheduled for deletion; charged again if that is cancelled.
  it('stops when the deletion is scheduled, and is due in full when that is taken back', async () => {
    const { engine, kms, createKey, amounts } = world();
    const { KeyId } = await createKey();
    await engine.advanceTo(november + 5 * day);
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 15 });
    await engine.advanceTo(november + 10 * day);
    expect(amounts()[keyLine]!.amount).toBeCloseTo(120 / 720, 10);
    await kms('CancelKeyDeletion', { KeyId });
    expect(amounts()[keyLine]!.amount).toBeCloseTo(240 / 720, 10);
  });

  it('stays on the bill of the month after the key is gone', async () => {
    const { engine, kms, createKey, amounts } = world();
    const { KeyId } = await createKey();
    await engine.advanceTo(november + 5 * day);
    await kms('ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 });
    await engine.advanceTo(november + 29 * day);
    expect(amounts()[keyLine]!.amount).toBeCloseTo(120 / 720, 10);
    await engine.advanceTo(november + 40 * day);
    expect(amounts()).not.toHaveProperty([keyLine]);
    expect(amounts(november)[keyLine]!.amount).toBeCloseTo(120 / 720, 10);
  });

  // KMS pricing: "the first and second rotation of a key adds $1/month (prorated hourly)".
  it('grows with the first and the second rotation, and no further', async () => {
    const { engine, kms, createKey, amounts } = world();
    const { KeyId } = await createKey();
    const rotated = () => amounts()['Key material kept after a rotation, prorated by the hour'];
    for (let rotation = 1; rotation <= 3; rotation += 1) {
      await kms('RotateKeyOnDemand', { KeyId });
      await engine.advanceTo(engine.now + day);
    }
    expect(rotated()!.quantity).toBeGreaterThan(70 / 720);
    await engine.advanceTo(Date.UTC(2027, 0, 1));
    await engine.advanceTo(Date.UTC(2027, 1, 1) - 1);
    expect(rotated()!.amount).toBeCloseTo(2, 10);
    expect(amounts()[keyLine]!.amount).toBeCloseTo(1, 10);
  });

  it('adds up: any cut of the time costs the same, hour by hour', () => {
    const month = monthOf(november);
    const hours = fc.nat({ max: 720 });
    fc.assert(
      fc.property(hours, hours, hours, (...cuts) => {
        const [a, b, c] = cuts.sort((x, y) => x - y).map((h) => november + h * hour) as [
          number,
          number,
          number,
        ];
        const parts = shareOfMonth(a, b, month) + shareOfMonth(b, c, month);
        expect(parts).toBeCloseTo(shareOfMonth(a, c, month), 10);
      }),
    );
  });
});

describe('the price of requests', () => {
  it('goes by the kind, with the breakdown by operation', async () => {
    const { kms, createKey, amounts } = world();
    const { KeyId } = await createKey();
    for (let i = 0; i < 3; i += 1) await kms('Encrypt', { KeyId, Plaintext: utf8('x') });
    await kms('GenerateDataKey', { KeyId, KeySpec: 'AES_256' });
    expect(amounts().Requests).toMatchObject({
      usageType: 'KMS-Requests',
      quantity: 5,
      free: 5,
      unitPrice: 0.03 / 10_000,
      amount: 0,
      operations: [
        { operation: 'Encrypt', count: 3 },
        { operation: 'CreateKey', count: 1 },
        { operation: 'GenerateDataKey', count: 1 },
      ],
    });
  });

  it('has no free tier for asymmetric keys', async () => {
    const { kms, createKey, amounts } = world();
    const ecc = await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    await kms('GetPublicKey', { KeyId: ecc.KeyId });
    const line = amounts()['Requests involving asymmetric keys other than RSA 2048'];
    expect(line).toMatchObject({ quantity: 1, free: 0, amount: 0.15 / 10_000 });
  });

  it('starts anew with the month', async () => {
    const { engine, kms, amounts } = world();
    await kms('ListKeys');
    await engine.advanceTo(november + 31 * day);
    await kms('ListKeys');
    await kms('ListKeys');
    expect(amounts().Requests!.quantity).toBe(2);
    expect(amounts(november).Requests!.quantity).toBe(1);
  });

  it('is not due for what policies refuse', async () => {
    const { kms, user, amounts } = world();
    const credentials = await user('nobody');
    await kms('ListKeys', {}, { credentials }).catch(() => undefined);
    expect(amounts()).not.toHaveProperty('Requests');
  });

  it('is due for a dry run', async () => {
    const { kms, createKey, amounts } = world();
    const { KeyId } = await createKey();
    const dryRun = kms('Encrypt', { KeyId, Plaintext: utf8('x'), DryRun: true });
    await dryRun.catch(() => undefined);
    expect(amounts().Requests!.operations).toContainEqual({ operation: 'Encrypt', count: 1 });
  });

  it('shows in the trace, before any free tier', async () => {
    const { engine, kms } = world();
    const costs: object[] = [];
    engine.observe(({ steps }) => costs.push(...steps.filter(({ kind }) => kind === 'cost')));
    await kms('ListKeys');
    expect(costs).toMatchObject([{ usageType: 'KMS-Requests', amount: 0.03 / 10_000 }]);
  });
});

describe('the free tier', () => {
  it('is one for all Regions', async () => {
    const { engine, kms, bill } = world();
    await kms('ListKeys');
    await kms('ListKeys', {}, { region: 'eu-west-1' });
    const [[key] = []] = engine.tables.range({ name: 'prices.usage' });
    const count = 19_999;
    engine.write((tx) => tx.put({ name: 'prices.usage' }, key!, { count }));
    const { lines, total } = bill();
    expect(lines.map(({ quantity, free }) => quantity - free)).toEqual([0, 0]);
    expect(total).toBe(0);
    engine.write((tx) => tx.put({ name: 'prices.usage' }, key!, { count: 29_999 }));
    expect(bill().total).toBeCloseTo(0.03, 10);
  });
});

describe('the forecast', () => {
  it('takes it that keys stay and requests go on', async () => {
    const { engine, createKey, kms, bill } = world();
    const { KeyId } = await createKey({ KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    for (let i = 0; i < 10; i += 1) await kms('GetPublicKey', { KeyId });
    await engine.advanceTo(november + 15 * day);
    const { total, forecast } = bill();
    const request = 0.15 / 10_000;
    expect(total).toBeCloseTo(0.5 + 10 * request, 10);
    expect(forecast).toBeCloseTo(1 + 20 * request, 10);
  });

  it('is the total once the month is over', async () => {
    const { engine, createKey, bill } = world();
    await createKey();
    await engine.advanceTo(november + 45 * day);
    const last = bill(undefined, november);
    expect([last.total, last.forecast]).toEqual([1, 1]);
  });
});

describe('the payer', () => {
  it('has no line for another account', async () => {
    const { createKey, bill } = world();
    await createKey();
    expect(bill('210987654321').lines).toEqual([]);
  });
});
