import { expect, test } from 'vitest';
import { cachedRun, messagesPerKey, withCache } from '../../src/load/cache-comparison';
import type { LoadPlan } from '../../src/load/plan';
import { simulation } from '../../src/load/simulation';

const plan: LoadPlan = {
  ...{ clients: 5, requestsPerSecond: 1300, seconds: 60, arrivals: 'even' },
  ...{ policy: 'full-jitter', attempts: 3, backoff: { base: 1000, cap: 20_000 } },
  ...{ retryQuota: true, limit: 1000, latency: 20, servedByOneCall: 1, seed: 1 },
};

function run(messages: number, more: Partial<LoadPlan> = {}) {
  const steps = simulation(withCache({ ...plan, ...more }, messages));
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return cachedRun(step.value);
}

test('a cache makes calls, bill and throttling smaller, and what a leaked data key opens greater', () => {
  const rows = messagesPerKey.map((messages) => run(messages));
  expect(rows.map(({ opened }) => opened)).toEqual([1, 10, 100, 1000]);
  for (const [i, row] of rows.entries()) {
    const next = rows[i + 1];
    if (next === undefined) continue;
    expect(next.calls).toBeLessThan(row.calls);
    expect(next.bill).toBeLessThan(row.bill);
  }
  expect(rows.map(({ throttled }) => throttled > 0)).toEqual([true, false, false, false]);
  expect(rows.map(({ abandoned }) => abandoned > 0)).toEqual([true, false, false, false]);
});

test('the bill is that of the price list: what was served in 30 days, less what is free', () => {
  const { calls, throttled, bill } = run(1, { requestsPerSecond: 100, limit: 1000 });
  expect([calls, throttled]).toEqual([6000, 0]);
  // 100 a second for 30 days, less 20,000, at $0.03 per 10,000.
  expect(bill).toBeCloseTo(((100 * 2_592_000 - 20_000) * 0.03) / 10_000, 6);
});

test('a data key opens no more than what was encrypted', () => {
  expect(run(1000, { requestsPerSecond: 1, seconds: 10, clients: 1 }).opened).toBe(10);
  const outage = { at: 0, seconds: 70 };
  expect(run(10, { requestsPerSecond: 1, outage, policy: 'none' }).opened).toBe(0);
});
