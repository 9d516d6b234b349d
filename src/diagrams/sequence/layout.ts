import type { Step } from '../../engine/trace';
import { subjectsOf } from '../subjects';
import { columnsFor } from './columns';
import { bar, rhythm, type Cursor } from './geometry';
import { messageAt } from './place-message';
import { noteAt } from './place-note';
import { sequenceRows, type Fold, type MessageRow, type Row } from './rows';
import type { Activation, Group, LifeLine, Message, Note, SequenceShapes } from './shapes';

/** What the diagram may use and hide. */
export interface SequenceOptions {
  /** px that are there; the diagram is wider only where life lines would come too close. */
  readonly width: number;
  readonly fold?: Fold;
}

type Open<T> = { -readonly [K in keyof T]: T[K] };

/**
 * The sequence diagram of a trace: requests and responses as arrows between life lines, everything
 * else as notes beside them, from top to bottom. Pure: the same steps give the same shapes.
 */
export function sequenceLayout(steps: readonly Step[], options: SequenceOptions): SequenceShapes {
  const rows = sequenceRows(steps, options.fold);
  const columns = columnsFor(rows, options.width);
  const subjects = subjectsOf(steps);
  const messages: Message[] = [];
  const notes: Note[] = [];
  const activations: Activation[] = [];
  const groups: Open<Group>[] = [];
  const active = new Map<number, Open<Activation>>();
  // How many requests each life line is working on: nested bars stand beside each other.
  const load = columns.list.map(() => 0);
  let y: number = rhythm.head;

  const cursor = ({ span }: Row): Cursor => ({
    ...{ y, index: messages.length, load, subject: subjects.get(span) },
  });

  const activate = (row: MessageRow, message: Message) => {
    const lifeline = message.to;
    const x = (columns.list[lifeline]?.x ?? 0) - bar.half + (load[lifeline] ?? 0) * bar.nested;
    const box = { x, y: message.y, width: 2 * bar.half, height: 0 };
    const open = row.kind === 'request';
    const activation = { span: row.span, lifeline, after: message.index, ...box, open };
    activations.push(activation);
    active.set(row.span, activation);
    load[lifeline] = (load[lifeline] ?? 0) + 1;
  };

  const finish = (activation: Open<Activation>, bottom: number) => {
    activation.height = bottom - activation.y;
    active.delete(activation.span);
    load[activation.lifeline] = (load[activation.lifeline] ?? 1) - 1;
  };

  for (const row of rows) {
    if (row.row === 'note') {
      const note = noteAt(row, steps, columns, cursor(row));
      notes.push(note);
      y = note.y + note.height;
    } else {
      if (row.opens) {
        for (const unfinished of active.values()) finish(unfinished, y);
        if (messages.length > 0) y += rhythm.between;
        groups.push({ span: row.span, y1: y, y2: y, first: messages.length });
      }
      const message = messageAt(row, steps, columns, cursor(row));
      messages.push(message);
      y = message.box.y + message.box.height;
      const works = active.get(row.span);
      if (row.kind === 'request' || row.kind === 'timer') activate(row, message);
      else if (row.kind === 'response' && works !== undefined) {
        works.open = false;
        finish(works, message.y);
      }
    }
    const group = groups.at(-1);
    if (group !== undefined) group.y2 = y;
    y += rhythm.gap;
  }
  for (const unfinished of active.values()) finish(unfinished, y);

  const height = y + rhythm.foot;
  const lifelines = columns.list.map(({ actor, x, label }, index): LifeLine => {
    const region = actor.type === 'service' ? actor.region : '';
    const ends = { x, y1: rhythm.head - rhythm.gap, y2: height - rhythm.gap };
    return { index, type: actor.type, title: actor.name, label, region, ...ends };
  });
  return { width: columns.width, height, lifelines, messages, notes, activations, groups };
}
