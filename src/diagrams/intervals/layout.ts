import { scaleLinear } from 'd3';

/** A share, the interval it lies in, and a second mark beside it. */
export interface IntervalRow {
  readonly id: string;
  /** Short, beside the row. */
  readonly label: string;
  /** Whole, for the table. */
  readonly title: string;
  readonly right: number;
  readonly counted: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** Another share to be compared with; undefined where there is none. */
  readonly mark?: number | undefined;
}

/** A row as it is drawn, in px. */
export interface RowShape {
  readonly row: IntervalRow;
  readonly y: number;
  readonly dot: number;
  readonly from: number;
  readonly to: number;
  readonly mark: number | undefined;
}

/** All shapes of the diagram, in px. */
export interface IntervalShapes {
  readonly width: number;
  readonly height: number;
  readonly left: number;
  readonly top: number;
  readonly bottom: number;
  readonly ticks: readonly { readonly at: number; readonly text: string }[];
  readonly rows: readonly RowShape[];
}

const rowHeight = 26;
const margin = { top: 8, right: 16, bottom: 24, left: 96 } as const;

/** Lays rows out under each other, shares from left to right. Pure. */
export function intervalLayout(rows: readonly IntervalRow[], width: number): IntervalShapes {
  const bottom = margin.top + rows.length * rowHeight;
  const right = Math.max(margin.left + 40, width - margin.right);
  const x = scaleLinear([0, 1], [margin.left, right]);
  return {
    ...{ width, height: bottom + margin.bottom, left: margin.left, top: margin.top, bottom },
    ticks: x.ticks(4).map((share) => ({ at: x(share), text: `${Math.round(share * 100)} %` })),
    rows: rows.map((row, i) => ({
      ...{ row, y: margin.top + (i + 0.5) * rowHeight },
      ...{ dot: x(row.share), from: x(row.low), to: x(row.high) },
      mark: row.mark === undefined ? undefined : x(row.mark),
    })),
  };
}
