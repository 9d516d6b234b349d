import { describe, expect, it } from 'vitest';
import { billOf, prices } from '../../../src/engine/prices/index';
import type { Tables } from '../../../src/engine/tables';
import { monthToDate } from '../../../src/ui/lab/bill/month-to-date';
import { emptyWorld } from '../../../src/ui/lab/world-view';
import { testWorld } from '../../engine/world';
import { mirrorOf } from './mirror';

const home = '123456789012';
const other = '210987654321';
const day = 86_400_000;

function engineBill(tables: Tables, now: number, account: string) {
  const { engine } = testWorld();
  const meters = engine.services.flatMap(({ storage = [] }) => storage);
  return billOf({ reader: tables, now, prices, meters }, account);
}

describe('the month to date', () => {
  it('is nothing before there is a world', () => {
    expect(monthToDate(emptyWorld)).toBeUndefined();
  });

  it("is the engine's bill, made from the page's mirror", async () => {
    const { engine, send, createKey } = testWorld(1, [home, other]);
    const { KeyId } = await createKey();
    await send('kms', 'RotateKeyOnDemand', { KeyId });
    await send('secretsmanager', 'CreateSecret', {
      ...{
        Name: 'db',
        SecretString: 'x',
        ClientRequestToken: '0b0b3c5e-2f6d-4b57-9d53-6a1f5cf2b001',
      },
    });
    await send('ssm', 'PutParameter', { Name: '/a', Value: 'x', Type: 'String', Tier: 'Advanced' });
    await send('s3', 'CreateBucket', { Bucket: 'pictures-of-the-lab' });
    const Body = new Uint8Array(4096);
    await send('s3', 'PutObject', { Bucket: 'pictures-of-the-lab', Key: 'a', Body });
    await engine.advanceTo(engine.now + 3 * day);
    await send('secretsmanager', 'DeleteSecret', { SecretId: 'db', RecoveryWindowInDays: 7 });
    await engine.advanceTo(engine.now + day);

    const month = monthToDate(mirrorOf(engine.tables));
    const bill = engineBill(engine.tables, engine.now, home);
    expect(month).toMatchObject({ month: '2026-11', bills: [{ account: home }] });
    expect(month?.total).toBeCloseTo(bill.total, 12);
    expect(month?.forecast).toBeCloseTo(bill.forecast, 12);
    const names = (lines: typeof bill.lines) => lines.map(({ description }) => description).sort();
    expect(names(month?.bills[0]?.lines ?? [])).toEqual(names(bill.lines));
  });
});
