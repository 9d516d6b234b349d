import { describe, expect, it } from 'vitest';
import { kmsPrices, priceLines, s3Prices } from '../../../src/engine/prices/index';
import { billLayout } from '../../../src/diagrams/bill/layout';
import { dollars, itemsOf } from '../../../src/diagrams/bill/lines';
import { billText } from '../../../src/diagrams/bill/text';

const region = 'us-east-1';
const account = '123456789012';

function bill(factor: number) {
  return priceLines([
    { price: kmsPrices.key, region, quantity: 2 * factor, operations: [] },
    {
      ...{ price: kmsPrices.request, region, quantity: 40_000 * factor },
      operations: [
        { operation: 'GenerateDataKey', count: 30_000 },
        { operation: 'Decrypt', count: 10_000 },
      ],
    },
    {
      ...{ price: s3Prices.tier1, region, quantity: 10_000 * factor },
      operations: [{ operation: 'PutObject', count: 10_000 }],
    },
  ]);
}

const items = itemsOf([{ account, lines: bill(1), forecastLines: bill(3) }]);

describe('the diagram of the bill', () => {
  it('splits requests by operation, free ones with them', () => {
    const titles = items.map(({ title, toDate }) => [title, toDate.quantity, toDate.free]);
    expect(titles).toContainEqual(['GenerateDataKey', 30_000, 15_000]);
    expect(titles).toContainEqual(['Decrypt', 10_000, 5_000]);
  });

  it.each([300, 1200])('stacks each service end to end within %i px', (width) => {
    const { segments, rows, plot } = billLayout(items, width);
    expect(rows.map(({ title }) => title)).toEqual(['AWS KMS', 'Amazon S3']);
    for (const { y } of rows) {
      const bar = segments.filter(
        (each) => each.period === 'projected' && each.y > y && each.y < y + 60,
      );
      let end = plot.x;
      for (const { x, width: w } of bar) {
        expect(x).toBeCloseTo(end, 6);
        end = x + w;
      }
      expect(end).toBeLessThanOrEqual(plot.x + plot.w + 1e-6);
    }
  });

  it('is as wide as it costs', () => {
    const { segments } = billLayout(items, 1000);
    const projected = segments.filter(({ period }) => period === 'projected');
    const [first] = projected;
    for (const { item, width } of projected) {
      const ratio = item.projected.amount / (first?.item.projected.amount ?? 1);
      expect(width / (first?.width ?? 1)).toBeCloseTo(ratio, 6);
    }
  });

  it('says amounts in fewer words where there is little room', () => {
    const amounts = (width: number) => billLayout(items, width).rows.map((row) => row.amounts);
    expect(amounts(1200)).toEqual([
      ...['$2.06 so far, $6.30 projected', '$0.05 so far, $0.15 projected'],
    ]);
    expect(amounts(240)).toEqual(['$2.06, $6.30 projected', '$0.05, $0.15 projected']);
  });

  it('tells every item twice in words', () => {
    expect(billText(items, '2026-11')).toHaveLength(1 + 2 * items.length);
    expect(billText([], '2026-11')).toEqual([
      '2026-11: $0.00 so far, $0.00 projected for the whole month.',
    ]);
  });

  it('writes amounts so that they can be told apart', () => {
    expect([0, 12, 0.5, 0.0255, 2e-12].map(dollars)).toEqual([
      ...['$0.00', '$12.00', '$0.50', '$0.0255', 'under $0.0001'],
    ]);
  });
});
