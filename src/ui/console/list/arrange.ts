import type { Column } from '../definition';
import type { ConsoleWorld } from '../console-world';

/** By which column a list is sorted, and which way. */
export interface Order {
  readonly column: number;
  readonly isDescending: boolean;
}

/** The rows that contain every word of `filter` in one of their columns, in order. */
export function arrange<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  world: ConsoleWorld,
  filter: string,
  order: Order | undefined,
): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found =
    words.length === 0
      ? rows
      : rows.filter((row) => {
          const text = columns
            .map((column) => column.text(row, world))
            .join('\n')
            .toLowerCase();
          return words.every((word) => text.includes(word));
        });
  const column = order === undefined ? undefined : columns[order.column];
  if (order === undefined || column === undefined) return found;
  const sign = order.isDescending ? -1 : 1;
  const keyed = found.map((row) => {
    const key = column.sort?.(row, world) ?? column.text(row, world).toLowerCase();
    return { row, key };
  });
  return keyed
    .sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0))
    .map(({ row }) => row);
}
