import { describe, expect, it } from 'vitest';
import { ConsoleWorld } from '../../../src/ui/console/console-world';
import { arrange, type Order } from '../../../src/ui/console/list/arrange';

interface Row {
  readonly name: string;
  readonly size: number;
}

/** 5,000 rows in no order; each size stands for several, whose names rise. */
const rows = Array.from({ length: 5000 }, (_, n): Row => {
  return { name: `row ${String(n).padStart(4, '0')}`, size: (n * 7919) % 1237 };
});
const columns = [
  { title: 'Name', text: ({ name }: Row) => name },
  { title: 'Size', text: ({ size }: Row) => String(size), sort: ({ size }: Row) => size },
];
const world = new ConsoleWorld(new Map(), undefined);

/** Arranges to the end, as slices would; how often it could be left off, and what it had then. */
function arranged(filter: string, order?: Order) {
  const work = arrange(rows, columns, world, filter, order);
  const shown: (readonly Row[])[] = [];
  for (let pieces = 1; ; pieces += 1) {
    const { done, value } = work.next();
    if (done === true) return { found: value, pieces, shown };
    if (value !== undefined) shown.push(value());
  }
}

describe('the rows of a list', () => {
  it('stand as they come where nothing is asked for', () => {
    expect(arranged('')).toEqual({ found: rows, pieces: 1, shown: [] });
  });

  it('are those that have each word in one of their columns, and show as they are found', () => {
    const { found, shown } = arranged('ROW 0 12');
    expect(found).toEqual(
      rows.filter(({ name, size }) => {
        const text = `${name}\n${size}`;
        return text.includes('0') && text.includes('12');
      }),
    );
    expect(shown.length).toBeGreaterThan(1);
    for (const part of shown) expect(part).toEqual(found.slice(0, part.length));
  });

  it('are sorted by what a column is sorted by; equal ones keep their order', () => {
    const up = arranged('', { column: 1, isDescending: false });
    expect(up.found).toEqual(rows.toSorted((a, b) => a.size - b.size));
    expect(up.pieces).toBeGreaterThan(10);
    const down = arranged('', { column: 1, isDescending: true });
    expect(down.found).toEqual(rows.toSorted((a, b) => b.size - a.size));
  });

  it('do not show before they are sorted', () => {
    const { found, shown } = arranged('7', { column: 0, isDescending: true });
    expect(shown).toEqual([]);
    expect(found.map(({ name }) => name)).toEqual(
      found
        .map(({ name }) => name)
        .sort()
        .reverse(),
    );
  });
});
