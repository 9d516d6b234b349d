import { describe, expect, it } from 'vitest';
import { gaugeLayout, plotLayout } from '../../../src/diagrams/quota/layout';
import { byNeed, useSentence, type QuotaUse } from '../../../src/diagrams/quota/use';

const use = (changes: Partial<QuotaUse> = {}): QuotaUse => ({
  ...{ key: 'a', account: '123456789012', region: 'us-east-1', service: 'AWS KMS' },
  ...{ name: 'CreateAlias request rate', code: 'L-F7504F73', adjustable: true, description: '' },
  ...{ operations: ['CreateAlias'], rate: 5, burst: 5, left: 5, isThrottling: false },
  ...{ increaseRequested: false, lastSecond: 0, requests: 0, throttled: 0, samples: [] },
  sentIds: [],
  ...changes,
});

describe('the gauges', () => {
  it('empty with the bucket and stay within their tracks, wide and narrow', () => {
    for (const width of [1200, 390]) {
      const uses = [use({ left: 0 }), use({ left: 2 }), use({ left: 5 }), use({ left: 7 })];
      const { gauges } = gaugeLayout(uses, width);
      const shares = gauges.map(({ bar }) => bar.fill / bar.w);
      expect(shares.map((share) => share.toFixed(1))).toEqual(['0.0', '0.4', '1.0', '1.0']);
      for (const { bar } of gauges) expect(bar.x + bar.w).toBeLessThanOrEqual(width);
    }
  });

  it('stand in the order of need', () => {
    const uses = [
      use({ key: 'full' }),
      use({ key: 'used', requests: 9 }),
      use({ key: 'half', left: 2 }),
      use({ key: 'throttling', isThrottling: true, left: 4 }),
    ];
    expect(byNeed(uses).map(({ key }) => key)).toEqual(['throttling', 'half', 'used', 'full']);
    expect(useSentence(uses[3]!)).toBe(
      'CreateAlias request rate, account 123456789012 in us-east-1: 4 of 5 left at 5 a second; 0 in the last second, 0 in all, 0 throttled. It refuses requests now.',
    );
  });
});

describe('the plot of a quota', () => {
  it('counts every request of its time once, refused ones upon admitted ones', () => {
    const samples = Array.from({ length: 40 }, (_, i) => ({
      ...{ at: 1000 + i * 25, count: 1, admitted: i % 4 !== 3, remaining: 5 - (i % 5) },
    }));
    const options = { width: 600, height: 150, from: 1000, to: 2000 };
    const shapes = plotLayout(use({ samples }), options);
    const total = (which: 'admitted' | 'throttled') =>
      shapes.columns.reduce((sum, column) => sum + column[which].h, 0);
    expect(total('admitted') / total('throttled')).toBeCloseTo(3, 1);
    const { plot } = shapes;
    for (const { x, w, admitted, throttled } of shapes.columns) {
      expect(x).toBeGreaterThanOrEqual(plot.x);
      expect(x + w).toBeLessThanOrEqual(plot.x + plot.w + 1);
      expect(throttled.y).toBeGreaterThanOrEqual(plot.y);
      expect(throttled.y + throttled.h).toBeCloseTo(admitted.y, 0);
    }
    expect(shapes.left).toMatch(/^M[\d.,]+(H[\d.]+V[\d.]+){39}$/);
    expect(plotLayout(use({ samples }), { ...options, from: 5000, to: 6000 }).columns).toEqual([]);
  });

  it('draws no level where only the trail tells of the requests', () => {
    const samples = [{ at: 5, count: 2, admitted: true, remaining: undefined }];
    const shapes = plotLayout(use({ samples }), { width: 400, height: 150, from: 0, to: 10 });
    expect(shapes.left).toBe('');
    expect(shapes.columns).toHaveLength(1);
  });
});
