import type { LoadResult, Second } from '../../load/recorder';

/** A line of the load diagram. */
export interface Series {
  readonly name: keyof Second;
  readonly title: string;
  /** The custom property of its colour. */
  readonly colour: string;
  /** Dashes, so that lines differ without their colours. */
  readonly dashes: string;
}

/** The lines, in the order in which they are drawn. */
export const series: readonly Series[] = [
  { name: 'waiting', title: 'Waiting', colour: '--ink-3', dashes: '1 4' },
  { name: 'attempts', title: 'Attempts', colour: '--accent', dashes: '' },
  { name: 'failed', title: 'Failed', colour: '--warn', dashes: '6 3 1 3' },
  { name: 'throttled', title: 'Throttled', colour: '--bad', dashes: '6 4' },
  { name: 'served', title: 'Served', colour: '--ok', dashes: '' },
];

/** The columns of the table twin and of the CSV file. */
export const columns: readonly { readonly name: keyof Second; readonly title: string }[] = [
  { name: 'requests', title: 'Requests' },
  { name: 'cached', title: 'From the cache' },
  { name: 'attempts', title: 'Attempts' },
  { name: 'served', title: 'Served' },
  { name: 'throttled', title: 'Throttled' },
  { name: 'failed', title: 'Failed' },
  { name: 'abandoned', title: 'Abandoned' },
  { name: 'waiting', title: 'Waiting at the end' },
];

/** Several seconds as one row: what is counted adds up, what waits is as at the end. */
export function rowsOf(
  { seconds }: LoadResult,
  most: number,
): { readonly from: number; readonly to: number; readonly sum: Second }[] {
  const width = Math.ceil(seconds.length / most);
  const rows = [];
  for (let from = 0; from < seconds.length; from += width) {
    const part = seconds.slice(from, from + width);
    const sum = Object.fromEntries(
      columns.map(({ name }) => [
        name,
        name === 'waiting'
          ? (part.at(-1)?.waiting ?? 0)
          : part.reduce((total, second) => total + second[name], 0),
      ]),
    ) as Second;
    rows.push({ from, to: from + part.length, sum });
  }
  return rows;
}

/** A run as a CSV file: a line for each second. */
export function csvOf({ seconds }: LoadResult): string {
  const head = ['second', ...columns.map(({ name }) => name)];
  const lines = seconds.map((second, index) =>
    [index, ...columns.map(({ name }) => second[name])].join(','),
  );
  return `${[head.join(','), ...lines].join('\n')}\n`;
}
