import { describe, expect, it } from 'vitest';
import { Slices } from '../../../src/ui/lab/slices.svelte';

/** Counts up; each step takes longer than a slice may. */
function* counting(from: number, to: number): Generator<() => number, number> {
  for (let n = from; n < to; n += 1) {
    const end = performance.now() + 10;
    while (performance.now() < end);
    yield () => n;
  }
  return to;
}

/** What shows until the work is done. */
async function shown(slices: Slices<number>): Promise<number[]> {
  const values = [slices.value];
  while (!slices.isDone) {
    await new Promise((resolve) => setTimeout(resolve));
    if (slices.value !== values.at(-1)) values.push(slices.value);
  }
  return values;
}

describe('work in slices', () => {
  it('is done at once where it is short', () => {
    const slices = new Slices(0);
    slices.start(counting(5, 5));
    expect([slices.value, slices.isDone]).toEqual([5, true]);
  });

  it('shows what it has so far', async () => {
    const slices = new Slices(0);
    slices.start(counting(1, 4));
    expect(await shown(slices)).toEqual([1, 2, 3, 4]);
  });

  it('is given up for another purpose', async () => {
    const slices = new Slices(0);
    slices.start(counting(1, 9), 'a');
    slices.start(counting(11, 13), 'b');
    expect(await shown(slices)).toEqual([11, 12, 13]);
  });

  it('comes to its end when it is asked for again, and the newest is done after it', async () => {
    const slices = new Slices(0);
    slices.start(counting(1, 3), 'a');
    slices.start(counting(11, 13), 'a');
    slices.start(counting(21, 23), 'a');
    expect(await shown(slices)).toEqual([1, 2, 3, 23]);
  });

  it('shows nothing on the way when what shows is found anew', async () => {
    const slices = new Slices(0);
    slices.start(counting(3, 3), 'a');
    slices.start(counting(1, 4), 'a');
    expect(await shown(slices)).toEqual([3, 4]);
  });
});
