import { describe, expect, test } from 'vitest';
import { RateLimiter } from '../../src/load/rate-limiter';
import { retryPolicies, retryPolicy } from '../../src/load/retry-policies';
import { events, refused, states, transitionTable } from '../../src/load/transition-table';

// Formulas: AWS SDKs and Tools Reference Guide, "Retry behavior".
describe('the delays equal the documented formulas', () => {
  const backoff = { base: 1000, cap: 20_000 };
  const delays = (name: (typeof retryPolicies)[number]['name'], chance: number) =>
    [0, 1, 2, 3, 4, 5, 6].map((retry) => retryPolicy(name).delay(backoff, retry, chance));

  test.each([
    ['fixed', 0.5, [1000, 1000, 1000, 1000, 1000, 1000, 1000]],
    ['exponential', 0.5, [1000, 2000, 4000, 8000, 16_000, 20_000, 20_000]],
    ['full-jitter', 0.25, [250, 500, 1000, 2000, 4000, 5000, 5000]],
    ['adaptive', 0, [0, 0, 0, 0, 0, 0, 0]],
  ] as const)('%s at chance %d', (name, chance, expected) => {
    expect(delays(name, chance)).toEqual(expected);
  });
});

test('the table has every transition of the machine and no other', () => {
  const table = transitionTable();
  const taken = [...table].flatMap((to, index) =>
    to === refused
      ? []
      : [
          `${states[Math.floor(index / events.length)]} ${events[index % events.length]} ${states[to]}`,
        ],
  );
  expect(taken).toEqual([
    'new CACHED succeeded',
    'new SEND sending',
    'sending SERVED succeeded',
    'sending RETRY backingOff',
    'sending GIVE_UP abandoned',
    'backingOff SEND sending',
  ]);
});

describe('the rate limiter of the adaptive mode', () => {
  test('does nothing before the first throttled attempt', () => {
    const limiter = new RateLimiter();
    for (let now = 0; now < 5; now += 0.1) {
      expect(limiter.acquire(now)).toBe(0);
      limiter.answered(now, false);
    }
    expect(limiter.rate).toBe(Infinity);
  });

  test('allows 0.7 of the measured rate after it, and later grows beyond what it was', () => {
    const limiter = new RateLimiter();
    for (let tick = 0; tick < 100; tick += 1) limiter.answered(tick / 10, false);
    limiter.answered(10, true);
    expect(limiter.rate).toBeGreaterThan(6.5);
    expect(limiter.rate).toBeLessThan(7.5);
    const slowed = limiter.rate;
    for (let tick = 1; tick < 150; tick += 1) limiter.answered(10 + tick / 10, false);
    expect(limiter.rate).toBeGreaterThan(slowed / 0.7);
  });
});
