import type { ByteSpan } from './spans';

/** The bytes of one row that belong to one span. */
export interface Segment {
  /** Index of the span. */
  readonly span: number;
  readonly offset: number;
  readonly length: number;
}

/** A row of a hex view, or an honest gap that says how many bytes it leaves out. */
export type HexRow =
  | { readonly type: 'bytes'; readonly offset: number; readonly segments: readonly Segment[] }
  | { readonly type: 'gap'; readonly offset: number; readonly length: number };

/** Rows at either end of a long run that stay when its middle is left out. */
const kept = 3;

/** Runs and views up to this many rows are shown whole. */
const whole = 12;

/** No view has more rows than this, however many spans there are. */
const most = 96;

/**
 * The rows of a hex view, `perRow` bytes each. Where a span goes on for many rows its middle
 * becomes a gap, so that what stands before and after a large ciphertext remains in sight.
 */
export function hexRows(length: number, spans: readonly ByteSpan[], perRow: number): HexRow[] {
  const count = Math.ceil(length / perRow);
  const hidden = hiddenRuns(length, spans, perRow, count);
  const rows: HexRow[] = [];
  let span = 0;
  for (let row = 0; row < count; row += 1) {
    const offset = row * perRow;
    const gap = hidden.get(row);
    if (gap !== undefined) {
      rows.push({ type: 'gap', offset, length: Math.min(length, gap * perRow) - offset });
      row = gap - 1;
      continue;
    }
    const end = Math.min(length, offset + perRow);
    const segments: Segment[] = [];
    for (let at = offset; at < end;) {
      while (endOf(spans[span]) <= at) span += 1;
      const until = Math.min(end, endOf(spans[span]));
      segments.push({ span, offset: at, length: until - at });
      at = until;
    }
    rows.push({ type: 'bytes', offset, segments });
  }
  return rows;
}

function endOf(span: ByteSpan | undefined): number {
  return span === undefined ? Infinity : span.offset + span.length;
}

// First row to leave out -> first row to show again.
function hiddenRuns(length: number, spans: readonly ByteSpan[], perRow: number, count: number) {
  const hidden = new Map<number, number>();
  let shown = count;
  for (const { offset, length: size } of spans) {
    const first = Math.ceil(offset / perRow) + kept;
    const end = Math.floor((offset + size) / perRow) - kept;
    if (end - first <= whole) continue;
    hidden.set(first, end);
    shown -= end - first;
  }
  if (shown + hidden.size <= most) return hidden;
  // Too many spans to show the ends of each: what does not fit becomes one gap.
  return new Map([[most - kept, Math.ceil(length / perRow) - kept]]);
}
