import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  kmsPrices,
  prices,
  priceLines,
  secretsManagerPrices,
  ssmPrices,
  whatIf,
  type Price,
  type UseFacts,
} from '../../../src/engine/prices/index';

const region = 'us-east-1';
const facts: UseFacts = {
  s3: { [region]: { sent: 400, withBucketKeys: 4 } },
  dataKeys: { [region]: 100 },
  keys: 4,
  ...{ advanced: 10, bound: 3 },
};

function use(price: Price, quantity: number, operation?: string, count = quantity) {
  const operations = operation === undefined ? [] : [{ operation, count }];
  return { price, region, quantity, operations };
}

/** A month in which twice as much is projected as was metered so far. */
const lines = priceLines([
  use(kmsPrices.key, 4),
  use(kmsPrices.request, 60_000, 'GenerateDataKey', 30_000),
  use(ssmPrices.advancedParameter, 10),
  use(ssmPrices.interaction, 1000, 'GetParameter'),
  use(secretsManagerPrices.secret, 5),
  use(secretsManagerPrices.request, 100, 'GetSecretValue'),
]);

function quantities(change: Parameters<typeof whatIf>[3]) {
  const changed = whatIf(lines, prices, facts, change);
  return Object.fromEntries(changed.map(({ description, quantity }) => [description, quantity]));
}

describe('a bill that could be otherwise', () => {
  it('is as it is where nothing changes', () => {
    expect(whatIf(lines, prices, facts, {})).toEqual(lines);
  });

  it('has fewer requests of S3 to KMS with bucket keys, and the free ones still free', () => {
    const changed = whatIf(lines, prices, facts, { bucketKeys: true });
    const line = changed.find(({ description }) => description === 'Requests');
    expect(line).toMatchObject({ quantity: 60_000 - 2 * 396, free: 20_000 });
    expect(line?.amount).toBeCloseTo((40_000 - 2 * 396) * 0.000003, 10);
  });

  it('has one data key for so many messages with caching', () => {
    expect(quantities({ cachedMessages: 10 })['Requests']).toBe(60_000 - 2 * 90);
  });

  it('keeps only the advanced parameters that need to be', () => {
    const changed = quantities({ standardParameters: true });
    expect(changed[ssmPrices.advancedParameter.description]).toBe(3);
    expect(changed[ssmPrices.interaction.description]).toBe(300);
  });

  it('has no secrets when they are parameters', () => {
    const changed = whatIf(lines, prices, facts, { parametersForSecrets: true });
    const left = changed.filter(({ service }) => service === 'secretsmanager');
    expect(left.map(({ amount }) => amount)).toEqual([0, 0]);
  });

  it('never has less than nothing, and less caching never costs less', () => {
    fc.assert(
      fc.property(
        fc.record({
          bucketKeys: fc.boolean(),
          cachedMessages: fc.integer({ min: 1, max: 1000 }),
          requests: fc.constantFrom(1, 10, 1000),
          keys: fc.integer({ min: 0, max: 50 }),
        }),
        (change) => {
          const total = (of: typeof change) =>
            whatIf(lines, prices, facts, of).reduce((sum, { amount }) => sum + amount, 0);
          expect(total(change)).toBeGreaterThanOrEqual(0);
          expect(total(change)).toBeLessThanOrEqual(total({ ...change, cachedMessages: 1 }) + 1e-9);
        },
      ),
    );
  });
});
