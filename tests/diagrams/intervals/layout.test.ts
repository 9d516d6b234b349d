import { expect, it } from 'vitest';
import { intervalLayout } from '../../../src/diagrams/intervals/layout';

const row = (id: string, share: number, low: number, high: number, mark?: number) => ({
  ...{ id, label: id, title: id, right: 1, counted: 2, share, low, high, mark },
});

it('rows of intervals stand under each other, each dot within its whisker, on one scale', () => {
  const rows = [row('a', 0.5, 0.1, 0.9, 0.7), row('b', 0, 0, 1)];
  const { rows: shapes, ticks, height } = intervalLayout(rows, 640);
  expect(shapes.map(({ y }) => y)).toEqual([21, 47]);
  for (const { from, dot, to } of shapes) expect(from <= dot && dot <= to).toBe(true);
  expect(shapes[1]).toMatchObject({ from: ticks[0]!.at, to: ticks.at(-1)!.at, mark: undefined });
  expect(ticks.map(({ text }) => text)).toEqual(['0 %', '20 %', '40 %', '60 %', '80 %', '100 %']);
  expect(shapes[0]!.mark).toBeGreaterThan(shapes[0]!.dot);
  expect(height).toBeGreaterThan(shapes[1]!.y);
  expect(intervalLayout(rows, 10).rows[0]!.to).toBeGreaterThan(0);
});
