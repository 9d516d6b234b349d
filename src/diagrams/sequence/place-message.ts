import type { Step } from '../../engine/trace';
import type { Column, Columns } from './columns';
import { bar, edge, padding, rhythm, secretMark, type Cursor } from './geometry';
import { fit, type, type Face } from './measure';
import type { MessageRow } from './rows';
import type { Message, Text } from './shapes';
import { cryptoSizes, cryptoTitle, nothingPassed, payloadWords, wireDetail } from './words';

const loop = { width: 24, height: 16 } as const;
const headSize = 6;
const headHalf = 4;

interface Words {
  readonly label: string;
  readonly detail: string;
}

function wordsOf(step: Step | undefined): Words {
  switch (step?.kind) {
    case 'request':
      return { label: step.operation, detail: payloadWords(step.input) };
    case 'end': {
      const { error } = step;
      if (error === undefined) {
        return { label: payloadWords(step.output) || 'empty response', detail: '' };
      }
      const detail = `HTTP ${error.statusCode}${error.message === '' ? '' : `, ${error.message}`}`;
      return { label: error.code, detail };
    }
    case 'crypto':
      return { label: cryptoTitle(step), detail: cryptoSizes(step) };
    case 'timer':
      return { label: step.timer, detail: 'timer due' };
    case 'wire':
      return { label: step.what, detail: wireDetail(step) };
    default:
      return { label: '', detail: '' };
  }
}

function arrowHead(x: number, y: number, direction: 1 | -1): string {
  const back = x - direction * headSize;
  return `M${back},${y - headHalf}L${x},${y}L${back},${y + headHalf}`;
}

function cross(x: number, y: number): string {
  const [left, right, top, bottom] = [x - headHalf, x + headHalf, y - headHalf, y + headHalf];
  return `M${left},${top}L${right},${bottom}M${right},${top}L${left},${bottom}`;
}

function place(anchor: Text['anchor'], x: number, room: number) {
  return (whole: string, y: number, size: number, face: Face): Text => {
    return { x, y, anchor, size, whole, text: fit(whole, room, size, face) };
  };
}

/** The arrow for `row`, below everything drawn so far. */
export function messageAt(
  row: MessageRow,
  steps: readonly Step[],
  columns: Columns,
  cursor: Cursor,
): Message {
  const step = steps[row.step];
  const failed =
    (step?.kind === 'end' && step.error !== undefined) ||
    (step?.kind === 'wire' && nothingPassed(step));
  const { label, detail } = wordsOf(step);
  const from = columns.indexOf(row.from);
  const to = columns.indexOf(row.to);
  const { kind, span, depth } = row;
  const { index, subject } = cursor;
  const head = { index, kind, step: row.step, span, subject, depth, from, to, failed };
  const secrets = step?.kind === 'crypto' ? (step.exposes ?? []) : [];
  const { y: top } = cursor;

  if (from === to) {
    const column = columns.list[from];
    const { side, x, room } = selfSpace(columns, column, from, cursor);
    const start = x + side * (loop.width + padding);
    const space = room - loop.width - 2 * padding;
    const write = place(side === 1 ? 'start' : 'end', start, space);
    const mark = secretMark(secrets, 0, top + 2 * rhythm.line, space);
    const y = top + 12 + loop.height;
    const height = 2 * rhythm.line + (mark === null ? 0 : rhythm.line + 4);
    const left = side === 1 ? x - padding : x - room;
    return {
      ...head,
      ...{ x1: x, x2: x, y, line: loopLine(x, y, side) },
      head: failed ? cross(x, y) : arrowHead(x, y, side === 1 ? -1 : 1),
      label: write(label, top + 14, type.label, 'ui'),
      detail: detail === '' ? null : write(detail, top + 14 + rhythm.line, type.detail, 'ui'),
      secret: mark === null ? null : { ...mark, x: side === 1 ? start : start - mark.width },
      box: { x: left, y: top, width: room + padding, height },
    };
  }

  const direction = to > from ? 1 : -1;
  const other = direction === 1 ? -1 : 1;
  // The bar that a request opens is not counted yet, but its arrow already ends at it.
  const arriving = (cursor.load[to] ?? 0) + (kind === 'request' ? 1 : 0);
  const x1 = edge(columns, from, direction, cursor.load[from] ?? 0);
  const x2 = edge(columns, to, other, arriving);
  const y = top + 24;
  const write = place('middle', (x1 + x2) / 2, Math.abs(x2 - x1) - 2 * padding);
  return {
    ...head,
    ...{ x1, x2, y, line: `M${x1},${y}H${x2}`, secret: null },
    head: failed ? cross(x2 - direction * padding, y) : arrowHead(x2, y, direction),
    label: write(
      label,
      top + 14,
      kind === 'response' && !failed ? type.detail : type.label,
      'mono',
    ),
    detail: detail === '' ? null : write(detail, y + 16, type.detail, 'ui'),
    box: {
      ...{ x: Math.min(x1, x2), y: top, width: Math.abs(x2 - x1) },
      height: detail === '' ? 28 : 44,
    },
  };
}

// A loop stands on the side where its actor's notes stand.
function selfSpace(columns: Columns, column: Column | undefined, at: number, cursor: Cursor) {
  const side = column?.side ?? 1;
  const x = edge(columns, at, side, cursor.load[at] ?? 0);
  const taken = Math.max(Math.abs(x - (column?.x ?? 0)), bar.half);
  return { side, x, room: (column?.room ?? 0) - taken };
}

function loopLine(x: number, y: number, side: 1 | -1): string {
  return `M${x},${y - loop.height}H${x + side * loop.width}V${y}H${x}`;
}
