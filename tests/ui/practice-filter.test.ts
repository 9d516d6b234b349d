import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemSummary } from '../../src/learning/questions/item';
import { chance, shuffled } from '../../src/learning/shuffle';
import { interleaved, matches } from '../../src/ui/practice/filter';

const item = (id: string, section: number, more: Partial<ItemSummary> = {}): ItemSummary => ({
  ...{ id, type: 'choice', title: id, sections: [section], skills: ['DVA-2.2.4'], difficulty: 1 },
  ...{ status: 'active', facts: [], misconceptions: [], level: 'P3', version: '1' },
  ...more,
});

describe('the order of practice', () => {
  const items = [1, 2, 3].flatMap((section) =>
    [...Array(4).keys()].map((i) => item(`${section}-${i}`, section)),
  );

  it('has every item once, and sections in turn', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const order = interleaved(items, seed);
        expect(new Set(order)).toEqual(new Set(items));
        for (let i = 0; i < order.length; i += 3) {
          expect(new Set(order.slice(i, i + 3).map((it) => it.sections[0])).size).toBe(3);
        }
      }),
    );
  });

  it('takes what fits the filter only', () => {
    const one = item('x', 4, { type: 'do', sections: [4, 5], level: 'P1' });
    expect(matches(one, {})).toBe(true);
    expect(matches(one, { section: 5, type: 'do', level: 'P1', skill: 'DVA-2.2.4' })).toBe(true);
    expect(matches(one, { section: 6 })).toBe(false);
    expect(matches(one, { difficulty: 2 })).toBe(false);
  });
});

describe('shuffling', () => {
  it('is the same for the same seed, and loses nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.nat(), (list, seed) => {
        expect(shuffled(list, seed)).toEqual(shuffled(list, seed));
        expect(shuffled(list, seed).sort()).toEqual([...list].sort());
      }),
    );
  });

  it('puts each of four into each place about as often', () => {
    const counts = [0, 0, 0, 0];
    const seeds = chance(7);
    for (let i = 0; i < 4000; i += 1) {
      counts[shuffled([0, 1, 2, 3], Math.floor(seeds() * 2 ** 32)).indexOf(0)]! += 1;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
