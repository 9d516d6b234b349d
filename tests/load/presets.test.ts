import { expect, test } from 'vitest';
import { planFaults } from '../../src/load/plan';
import { presets } from '../../src/load/presets';
import { simulation } from '../../src/load/simulation';

function run(title: string) {
  const preset = presets.find((one) => one.title === title);
  if (preset === undefined) throw new Error(`no preset ${title}`);
  // A tenth of it shows the same: rates, quota and clients shrink together.
  const { requestsPerSecond, limit, clients, increase, ...plan } = preset.plan;
  const steps = simulation({
    ...{ ...plan, requestsPerSecond: requestsPerSecond / 10, limit: limit / 10 },
    clients: clients / 10,
    increase: increase && { ...increase, limit: increase.limit / 10 },
  });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

test('every plan to begin with can be run', () => {
  expect(presets.flatMap(({ plan }) => planFaults(plan))).toEqual([]);
});

test('what the plans are said to show is what happens', () => {
  const over = run('Over the quota');
  expect(over.totals.throttled).toBeGreaterThan(0);
  expect(over.amplification).toBeGreaterThan(1);
  const herd = run('Outage, no jitter');
  const spread = run('Outage, full jitter');
  const lastRefusal = (result: typeof herd) =>
    result.seconds.findLastIndex(({ throttled }) => throttled > 0);
  expect(lastRefusal(herd)).toBeGreaterThan(80);
  expect(lastRefusal(spread)).toBeLessThan(60);
  expect(spread.totals.abandoned).toBeLessThan(herd.totals.abandoned / 10);
  expect(run('Adaptive clients').totals.throttled).toBeLessThan(over.totals.throttled / 10);
  const increased = run('A quota increase arrives').seconds;
  expect(increased[29]?.throttled).toBeGreaterThan(0);
  expect(increased[40]?.throttled).toBe(0);
  expect(run('Data key cache or Bucket Key').totals.throttled).toBe(0);
});
