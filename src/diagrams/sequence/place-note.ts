import type { Step } from '../../engine/trace';
import type { Columns } from './columns';
import { bar, edge, padding, rhythm, secretMark, type Cursor } from './geometry';
import { textWidth, type, wrap } from './measure';
import type { NoteRow } from './rows';
import type { Note } from './shapes';
import { noteWording } from './words';

const lineHeight = 16;

// From the top of a note to the baseline of its first line.
const baseline = 14;

/** Between the bar on a life line and the notes beside it. */
const gap = 4;

/** The note for the steps of `row`, beside the life line of its actor. */
export function noteAt(
  row: NoteRow,
  steps: readonly Step[],
  columns: Columns,
  { y, index, load, subject }: Cursor,
): Note {
  const told = row.steps.flatMap((step) => steps[step] ?? []);
  const { kind, parts, sentence, secrets } = noteWording(told, row.fold !== null);
  const lifeline = columns.indexOf(row.at);
  const column = columns.list[lifeline];
  const side = column?.side ?? 1;
  // Bars of nested requests leave the note less room.
  const start = edge(columns, lifeline, side, load[lifeline] ?? 0) + side * gap;
  const taken = Math.max(Math.abs(start - (column?.x ?? 0)), gap + bar.half);
  const inner = (column?.room ?? 0) - 2 * padding - taken;

  const measure = (line: string) => textWidth(line, type.detail, 'ui');
  const joined = parts.join(', ');
  const whole = measure(joined) <= inner ? [joined] : parts;
  const lines = whole.flatMap((part) => wrap(part, inner, type.detail, 'ui'));
  const textHeight = 4 + lines.length * lineHeight;
  const mark = secretMark(secrets, 0, y + textHeight, inner);
  const width = Math.max(...lines.map(measure), mark?.width ?? 0) + 2 * padding;
  const x = side === 1 ? start : start - width;
  const left = x + padding;
  return {
    ...{ kind, steps: row.steps, span: row.span, subject, lifeline, after: index - 1, sentence },
    ...{ x, y, width, height: textHeight + (mark === null ? 0 : rhythm.line + padding) },
    texts: lines.map((text, number) => {
      const top = y + baseline + number * lineHeight;
      return { x: left, y: top, anchor: 'start', size: type.detail, text, whole: text };
    }),
    secret: mark === null ? null : { ...mark, x: left },
  };
}
