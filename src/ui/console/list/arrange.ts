import type { Column } from '../definition';
import type { ConsoleWorld } from '../console-world';
import { inOrder } from './in-order';

/** By which column a list is sorted, and which way. */
export interface Order {
  readonly column: number;
  readonly isDescending: boolean;
}

/** After how many rows the work may be left off. */
const stretch = 500;

/**
 * The rows that contain every word of `filter` in one of their columns, in order. It yields where it
 * may be left off, with what it has found so far.
 */
export function* arrange<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  world: ConsoleWorld,
  filter: string,
  order: Order | undefined,
): Generator<(() => readonly Row[]) | undefined, readonly Row[]> {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const column = order === undefined ? undefined : columns[order.column];
  let found = rows;
  if (words.length > 0) {
    const fitting: Row[] = [];
    for (const [at, row] of rows.entries()) {
      const text = columns
        .map((one) => one.text(row, world))
        .join('\n')
        .toLowerCase();
      if (words.every((word) => text.includes(word))) fitting.push(row);
      // What is to be sorted shows when it is.
      if (at % stretch === stretch - 1)
        yield column === undefined ? () => fitting.slice() : undefined;
    }
    found = fitting;
  }
  if (order === undefined || column === undefined) return found;
  const keyed: { readonly row: Row; readonly key: string | number }[] = [];
  for (const [at, row] of found.entries()) {
    keyed.push({ row, key: column.sort?.(row, world) ?? column.text(row, world).toLowerCase() });
    if (at % stretch === stretch - 1) yield;
  }
  const sign = order.isDescending ? -1 : 1;
  const sorted = yield* inOrder(keyed, (a, b) =>
    a.key < b.key ? -sign : a.key > b.key ? sign : 0,
  );
  return sorted.map(({ row }) => row);
}
