import { describe, expect, it } from 'vitest';
import { median, rate, ratio } from './measure';

describe('measuring', () => {
  it('takes the middle value, or the mean of the two in the middle', () => {
    expect(median([5, 1, 3])).toBe(3);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(() => median([])).toThrow(RangeError);
  });

  it('gives both sides of a ratio the same number of turns', async () => {
    const turns = { a: 0, b: 0 };
    await ratio(
      () => turns.a++,
      () => turns.b++,
      { rounds: 3, perRound: 10 },
    );
    expect(turns).toEqual({ a: 40, b: 40 });
  });

  it('awaits work, so that a rate is that of finished work', async () => {
    const wait = () => new Promise((resolve) => setTimeout(resolve, 5));
    const perSecond = await rate(wait, 50);
    expect(perSecond).toBeLessThan(400);
    expect(perSecond).toBeGreaterThan(0);
  });
});
