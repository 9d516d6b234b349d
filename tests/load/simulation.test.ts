import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LoadPlan } from '../../src/load/plan';
import type { LoadResult } from '../../src/load/recorder';
import { retryPolicies } from '../../src/load/retry-policies';
import { simulation } from '../../src/load/simulation';

const plan: LoadPlan = {
  ...{ clients: 20, requestsPerSecond: 100, seconds: 20, arrivals: 'even' },
  ...{ policy: 'none', attempts: 3, backoff: { base: 1000, cap: 20_000 }, retryQuota: false },
  ...{ limit: 100, latency: 10, servedByOneCall: 1, seed: 1 },
};

function simulate(changes: Partial<LoadPlan> = {}): LoadResult {
  const run = simulation({ ...plan, ...changes });
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
  }
}

describe('a token bucket at a constant rate', () => {
  test('lets everything through that comes below its rate', () => {
    const { totals } = simulate({ requestsPerSecond: 99 });
    expect([totals.served, totals.throttled]).toEqual([1980, 0]);
  });

  test('lets its burst and then its rate through, the closed form: burst + rate × time', () => {
    const { totals, seconds } = simulate({ requestsPerSecond: 300, seconds: 30 });
    // 300 a second come, 100 a second refill the bucket of 100: it is empty after half a second.
    expect(Math.abs(totals.served - (100 + 100 * 30))).toBeLessThanOrEqual(1);
    expect(totals.throttled).toBe(300 * 30 - totals.served);
    for (const second of seconds.slice(2, 29)) expect(second.served).toBeCloseTo(100, -1);
  });

  test('a quota increase takes effect at its time', () => {
    const { seconds } = simulate({ requestsPerSecond: 300, increase: { at: 10, limit: 300 } });
    expect(seconds[9]?.throttled).toBeGreaterThan(190);
    expect(seconds[12]?.throttled).toBe(0);
  });
});

const underWay = {
  policy: 'adaptive',
  arrivals: 'even',
  ...{ requestsPerSecond: 157, seconds: 9, clients: 6, attempts: 4, limit: 1 },
  ...{ retryQuota: false, servedByOneCall: 3, outage: undefined, seed: -2147483633 },
} as const;

test('nothing is lost: attempts are served, throttled or failed; requests succeed, are abandoned or wait', () => {
  const names = retryPolicies.map(({ name }) => name);
  fc.assert(
    fc.property(
      fc.record({
        policy: fc.constantFrom(...names),
        arrivals: fc.constantFrom('even', 'random'),
        requestsPerSecond: fc.integer({ min: 1, max: 300 }),
        seconds: fc.integer({ min: 1, max: 15 }),
        clients: fc.integer({ min: 1, max: 30 }),
        attempts: fc.integer({ min: 1, max: 6 }),
        limit: fc.integer({ min: 1, max: 200 }),
        retryQuota: fc.boolean(),
        servedByOneCall: fc.integer({ min: 1, max: 20 }),
        outage: fc.option(fc.record({ at: fc.nat(10), seconds: fc.nat(10) }), { nil: undefined }),
        seed: fc.integer(),
      }),
      (changes) => {
        const { totals, waiting, seconds } = simulate(changes as Partial<LoadPlan>);
        expect(totals.attempts).toBe(totals.served + totals.throttled + totals.failed);
        expect(totals.requests).toBe(Math.round(changes.requestsPerSecond * changes.seconds));
        expect(totals.requests).toBe(totals.served + totals.cached + totals.abandoned + waiting);
        expect(seconds.at(-1)?.waiting).toBe(waiting);
      },
    ),
    // The last attempt is under way when the simulation ends.
    { numRuns: 60, examples: [[underWay]] },
  );
});

describe('policies', () => {
  test('without retries what is throttled is abandoned', () => {
    const { totals, amplification } = simulate({ requestsPerSecond: 150 });
    expect(totals.abandoned).toBe(totals.throttled);
    expect(amplification).toBe(1);
  });

  test('retries of requests that are too many for good only add attempts', () => {
    const none = simulate({ requestsPerSecond: 200 });
    const fixed = simulate({ requestsPerSecond: 200, policy: 'fixed' });
    expect(fixed.totals.attempts).toBeGreaterThan(none.totals.attempts * 1.8);
    // The service serves no more in a second than its limit.
    expect(Math.max(...fixed.seconds.slice(2).map(({ served }) => served))).toBeLessThanOrEqual(
      101,
    );
  });

  test('the retry quota caps the amplification', () => {
    const load = {
      requestsPerSecond: 400,
      seconds: 60,
      policy: 'full-jitter',
      clients: 2,
    } as const;
    const without = simulate(load);
    const held = simulate({ ...load, retryQuota: true });
    expect(held.amplification).toBeLessThan(without.amplification * 0.7);
  });

  test('adaptive clients come down to what the service takes', () => {
    const load = { requestsPerSecond: 130, seconds: 120, attempts: 5, clients: 10 } as const;
    const jitter = simulate({ ...load, policy: 'full-jitter' });
    const adaptive = simulate({ ...load, policy: 'adaptive' });
    expect(adaptive.totals.throttled).toBeLessThan(jitter.totals.throttled / 2);
    expect(adaptive.totals.abandoned).toBeLessThan(jitter.totals.abandoned);
  });
});

describe('an outage of ten seconds', () => {
  const outage = { at: 5, seconds: 10 };
  const load = { requestsPerSecond: 80, seconds: 40, attempts: 8, outage } as const;
  /** The most attempts in one second after the outage. */
  const peak = ({ seconds }: LoadResult) =>
    Math.max(...seconds.slice(15).map(({ attempts }) => attempts));

  test('brings a herd without jitter, and a smaller one with', () => {
    const herd = simulate({ ...load, policy: 'exponential' });
    const spread = simulate({
      ...load,
      policy: 'full-jitter',
      backoff: { base: 4000, cap: 20_000 },
    });
    expect(peak(herd)).toBeGreaterThan(800);
    expect(peak(spread)).toBeLessThan(peak(herd) / 2);
  });
});

describe('remedies', () => {
  test('an answer that serves 10 requests leaves a tenth of the calls', () => {
    const { totals } = simulate({ requestsPerSecond: 1000, servedByOneCall: 10, latency: 0 });
    expect(totals.attempts).toBe(2000);
    expect(totals.cached).toBe(18_000);
    expect(simulate({ requestsPerSecond: 1000 }).totals.throttled).toBeGreaterThan(17_000);
  });
});

test('the same seed repeats a run, another one changes it', () => {
  const load = { requestsPerSecond: 150, policy: 'full-jitter', arrivals: 'random' } as const;
  expect(simulate({ ...load, seed: 5 })).toEqual(simulate({ ...load, seed: 5 }));
  expect(simulate({ ...load, seed: 5 })).not.toEqual(simulate({ ...load, seed: 6 }));
});

test('a plan that cannot be run says all that is wrong with it', () => {
  expect(() => simulate({ clients: 0, attempts: Number.NaN })).toThrow(
    'clients has to be a number of at least 1. attempts has to be a number of at least 1.',
  );
  expect(() => simulate({ requestsPerSecond: 100_000 })).toThrow(
    'These are 2,000,000 requests; a run has at most 1,000,000.',
  );
});
