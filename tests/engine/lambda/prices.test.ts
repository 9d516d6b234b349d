import { expect, it } from 'vitest';
import { billOf, prices, usageTable } from '../../../src/engine/prices/index';
import { lambdaWorld } from './world';

const account = '123456789012';

async function world() {
  const made = await lambdaWorld();
  const lines = () => {
    const { tables: reader, now } = made.engine;
    const bill = billOf({ reader, now, prices, meters: [] }, account);
    return Object.fromEntries(bill.lines.map((line) => [line.usageType, line]));
  };
  return { ...made, lines };
}

// The sandbox of these tests takes 12.345 ms, and 100 ms to be set up.
const billed = 0.113;

it('charges an invocation by its billed duration and its memory, after the free tier', async () => {
  const { create, invoke, lines } = await world();
  await create('small');
  await create('large', { MemorySize: 1024, Architectures: ['arm64'] });
  await invoke('small');
  await invoke('large');
  await invoke('large');
  expect(lines()['Request']).toMatchObject({ quantity: 3, free: 3, amount: 0 });
  const { 'Lambda-GB-Second': x86, 'Lambda-GB-Second-ARM': arm } = lines();
  expect(x86?.quantity).toBeCloseTo(billed / 8, 9);
  expect(arm?.quantity).toBeCloseTo(2 * billed, 9);
  expect(arm).toMatchObject({ unitPrice: 0.0000133334, amount: 0 });
});

it('takes both architectures of one free tier', async () => {
  const { create, invoke, lines, engine } = await world();
  await create('small');
  await invoke('small');
  const [key] = engine.tables
    .range(usageTable)
    .map(([name]) => name)
    .filter((name) => name.includes('Lambda-GB-Second'));
  engine.write((tx) => {
    tx.put(usageTable, key!, { count: 399_999 });
    tx.put(usageTable, key!.replace('GB-Second', 'GB-Second-ARM'), { count: 3 });
  });
  const { 'Lambda-GB-Second': x86, 'Lambda-GB-Second-ARM': arm } = lines();
  expect(x86!.quantity + arm!.quantity).toBe(400_002);
  expect(x86!.free + arm!.free).toBe(400_000);
});
