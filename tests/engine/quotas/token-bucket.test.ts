import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freshRecord, take, type RequestQuotaRecord } from '../../../src/engine/quotas/index';
import type { RequestQuota } from '../../../src/engine/quotas/quota';
import { Tables } from '../../../src/engine/tables';

interface Bucket {
  readonly rate: number;
  readonly burst: number;
}

/** A full bucket, and how it answers requests that come after pauses of so many ms. */
function bucketOf({ rate, burst }: Bucket) {
  const quota: RequestQuota = {
    ...{ serviceCode: 'x', code: null, name: 'x', adjustable: false, perSecond: true },
    ...{ value: rate, burst },
  };
  let record: RequestQuotaRecord = freshRecord(new Tables(), quota, '1', 'us-east-1', 0);
  let now = 0;
  return function request(pause: number, count = 1) {
    now += pause;
    const { admitted, thousandths, mode } = take(record, 'x', count, now);
    record = { ...record, thousandths, at: now, mode };
    return { admitted, now, thousandths };
  };
}

const buckets = fc.record({
  rate: fc.integer({ min: 1, max: 1000 }),
  burst: fc.integer({ min: 1, max: 1500 }),
});
const requests = fc.array(
  fc.record({ pause: fc.nat({ max: 400 }), count: fc.integer({ min: 1, max: 3 }) }),
  { maxLength: 300 },
);

describe('a token bucket', () => {
  it('never admits more than its burst and what came in meanwhile', () => {
    fc.assert(
      fc.property(buckets, requests, (bucket, list) => {
        const request = bucketOf(bucket);
        const admitted: { at: number; count: number }[] = [];
        for (const { pause, count } of list) {
          const answer = request(pause, count);
          if (answer.admitted) admitted.push({ at: answer.now, count });
        }
        // Between any two admissions, not only from the beginning.
        for (const [i, { at: from }] of admitted.entries()) {
          let sum = 0;
          for (const { at, count } of admitted.slice(i)) {
            sum += count;
            expect(sum).toBeLessThanOrEqual(bucket.burst + (bucket.rate * (at - from)) / 1000);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('loses and invents no token', () => {
    fc.assert(
      fc.property(buckets, requests, (bucket, list) => {
        const request = bucketOf(bucket);
        let expected = bucket.burst * 1000;
        for (const { pause, count } of list) {
          expected = Math.min(bucket.burst * 1000, expected + pause * bucket.rate);
          const { admitted, thousandths } = request(pause, count);
          expect(admitted).toBe(expected >= count * 1000);
          if (admitted) expected -= count * 1000;
          expect(thousandths).toBe(expected);
        }
      }),
    );
  });

  it('admits a steady stream at its rate without end', () => {
    const request = bucketOf({ rate: 5, burst: 5 });
    for (let i = 0; i < 1000; i += 1) expect(request(200).admitted).toBe(true);
  });

  it('lets one request through however low the rate', () => {
    const request = bucketOf({ rate: 0.1, burst: 1 });
    expect([request(0), request(9_999), request(1)].map(({ admitted }) => admitted)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('gains nothing from time that runs backwards', () => {
    const request = bucketOf({ rate: 5, burst: 5 });
    for (let i = 0; i < 5; i += 1) request(0);
    expect(request(-5000).admitted).toBe(false);
  });
});
