import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priceWorkload, type Workload } from '../../../src/engine/prices/index';

const region = 'us-east-1';
const price = (workload: Partial<Workload>) =>
  priceWorkload({ region, months: 1, keys: 0, requestsPerMonth: {}, ...workload }).total;

describe('the price of a workload', () => {
  // The worked examples of https://aws.amazon.com/kms/pricing/ (figures by their own arithmetic).
  it.each([
    ['two keys for a month', { keys: 2 }, 2],
    ['20,000 requests, which are free', { requestsPerMonth: { request: 20_000 } }, 0],
    ['2,000,000 requests and a key', { keys: 1, requestsPerMonth: { request: 2_000_000 } }, 6.94],
    ['10,000 requests to RSA 2048 keys', { requestsPerMonth: { rsa2048: 10_000 } }, 0.03],
    ['10,000 requests to ECC keys', { requestsPerMonth: { asymmetric: 10_000 } }, 0.15],
    ['10,000 ECC key pairs', { requestsPerMonth: { eccKeyPair: 10_000 } }, 0.1],
    ['10,000 RSA key pairs', { requestsPerMonth: { rsaKeyPair: 10_000 } }, 12],
    ['a key for a year, never rotated', { keys: 1, months: 12 }, 12],
    // Rotated once a year: 12 + 24 + 36 months' dollars in three years, and 36 a year from then on.
    ['a key for three years, rotated yearly', { keys: 1, months: 36, rotationsPerYear: 1 }, 72],
    ['a key for four years, rotated yearly', { keys: 1, months: 48, rotationsPerYear: 1 }, 108],
  ])('of %s', (_, workload, usd) => {
    expect(price(workload)).toBeCloseTo(usd, 8);
  });

  const workloads = fc.record({
    region: fc.constant(region),
    months: fc.integer({ min: 1, max: 60 }),
    keys: fc.nat({ max: 1000 }),
    rotationsPerYear: fc.nat({ max: 4 }),
    requestsPerMonth: fc.record({
      request: fc.nat({ max: 1e8 }),
      asymmetric: fc.nat({ max: 1e6 }),
      rsaKeyPair: fc.nat({ max: 1e5 }),
    }),
  });

  it('never falls when more is used', () => {
    fc.assert(
      fc.property(workloads, workloads, (a, b) => {
        const more: Workload = {
          ...a,
          months: a.months + b.months,
          keys: a.keys + b.keys,
          requestsPerMonth: {
            request: a.requestsPerMonth.request + b.requestsPerMonth.request,
            asymmetric: a.requestsPerMonth.asymmetric + b.requestsPerMonth.asymmetric,
            rsaKeyPair: a.requestsPerMonth.rsaKeyPair,
          },
        };
        expect(priceWorkload(more).total).toBeGreaterThanOrEqual(priceWorkload(a).total);
      }),
    );
  });

  it('is the sum of its lines', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const { lines, total, perMonth } = priceWorkload(workload);
        const sum = lines.reduce((amount, line) => amount + line.amount, 0);
        expect(total).toBeCloseTo(sum, 6);
        expect(perMonth * workload.months).toBeCloseTo(total, 6);
      }),
    );
  });

  it('adds at most two dollars a month and key for rotations', () => {
    fc.assert(
      fc.property(workloads, (workload) => {
        const never = priceWorkload({ ...workload, rotationsPerYear: 0 }).total;
        const extra = priceWorkload(workload).total - never;
        expect(extra).toBeLessThanOrEqual(2 * workload.keys * workload.months + 1e-6);
      }),
    );
  });
});
