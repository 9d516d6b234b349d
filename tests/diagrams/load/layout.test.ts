import { expect, test } from 'vitest';
import { loadLayout } from '../../../src/diagrams/load/layout';
import { csvOf, rowsOf } from '../../../src/diagrams/load/series';
import type { LoadPlan } from '../../../src/load/plan';
import { simulation } from '../../../src/load/simulation';

const plan: LoadPlan = {
  ...{ clients: 5, requestsPerSecond: 150, seconds: 20, arrivals: 'even', policy: 'full-jitter' },
  ...{ attempts: 3, backoff: { base: 500, cap: 20_000 }, retryQuota: false },
  ...{ limit: 100, latency: 10, servedByOneCall: 1, seed: 3 },
};

function run(changes: Partial<LoadPlan> = {}) {
  const steps = simulation({ ...plan, ...changes });
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

test('lines are drawn for what happened, and not for what never did', () => {
  const names = (changes: Partial<LoadPlan>) =>
    loadLayout(run(changes), 800, 300).lines.map(({ name }) => name);
  expect(names({})).toEqual(['waiting', 'attempts', 'throttled', 'served']);
  expect(names({ outage: { at: 5, seconds: 2 } })).toContain('failed');
  expect(names({ limit: 10_000 })).not.toContain('throttled');
});

test('everything lies in the plot, and an x leads back to its second', () => {
  const result = run({ outage: { at: 5, seconds: 30 } });
  const shapes = loadLayout(result, 390, 300);
  const { plot } = shapes;
  for (const { path } of shapes.lines) {
    const numbers = path.match(/-?[\d.]+/g)?.map(Number) ?? [];
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(Math.min(plot.x, plot.y) - 0.1);
    expect(Math.max(...numbers)).toBeLessThanOrEqual(
      Math.max(plot.x + plot.w, plot.y + plot.h) + 0.1,
    );
  }
  for (const second of [0, 7, result.seconds.length - 1]) {
    expect(shapes.secondAt(shapes.xOf(second + 0.5))).toBe(second);
  }
  expect(shapes.secondAt(plot.x - 1)).toBeUndefined();
  expect(shapes.outage?.x).toBeCloseTo(shapes.xOf(5));
});

test('the table twin and the CSV add up to the run', () => {
  const result = run();
  const rows = rowsOf(result, 7);
  expect(rows.length).toBeLessThanOrEqual(7);
  const attempts = rows.reduce((total, { sum }) => total + sum.attempts, 0);
  expect(attempts).toBe(result.totals.attempts);
  const [head, first, ...others] = csvOf(result).trimEnd().split('\n');
  expect(head).toBe('second,requests,cached,attempts,served,throttled,failed,abandoned,waiting');
  expect(first?.split(',')[0]).toBe('0');
  expect(others).toHaveLength(result.seconds.length - 1);
});
