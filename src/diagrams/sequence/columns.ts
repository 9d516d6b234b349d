import { scalePoint } from 'd3';
import type { Actor } from '../../engine/trace';
import { fit, type } from './measure';
import type { Row } from './rows';

/** A life line's place across the diagram, and the room for notes beside it. */
export interface Column {
  readonly actor: Actor;
  readonly x: number;
  readonly label: string;
  /** The side on which its notes stand: 1 right, -1 left. */
  readonly side: 1 | -1;
  /** px between the line and whatever comes next on that side. */
  readonly room: number;
}

/** The life lines from left to right. */
export interface Columns {
  readonly width: number;
  readonly list: readonly Column[];
  indexOf(actor: Actor): number;
}

// With a gutter, the last life line's notes stand to its right; without one, to its left, where
// they share the space with its arrows.
const wide = { left: 72, right: 256, spacing: 208, most: 336 } as const;
const narrow = { left: 44, right: 44, spacing: 128, most: 336 } as const;

/** Distance of labels above neighbouring life lines. */
const labelGap = 8;

/** Space between a note and the next life line. */
const clearance = 8;

function actorKey(actor: Actor): string {
  return actor.type === 'service' ? `${actor.name} ${actor.region}` : actor.name;
}

// Clients stand left of services; each kind in the order in which the trace names them.
function actorsOf(rows: readonly Row[]): Actor[] {
  const seen = new Map<string, Actor>();
  for (const row of rows) {
    for (const actor of row.row === 'note' ? [row.at] : [row.from, row.to]) {
      const key = actorKey(actor);
      if (!seen.has(key)) seen.set(key, actor);
    }
  }
  const actors = [...seen.values()];
  return [
    ...actors.filter((actor) => actor.type === 'client'),
    ...actors.filter((actor) => actor.type === 'service'),
  ];
}

function shortName(actor: Actor): string {
  return actor.name.replace(/^(AWS|Amazon) /, '');
}

/** Finds the actors of a diagram and spreads them over `width` px, or more where it is too little. */
export function columnsFor(rows: readonly Row[], width: number): Columns {
  const actors = actorsOf(rows);
  const gaps = Math.max(0, actors.length - 1);
  const gutter = wide.left + gaps * wide.spacing + wide.right <= width;
  const { left, right, spacing, most } = gutter ? wide : narrow;
  const total = Math.max(width, left + right + gaps * spacing);
  const step = gaps === 0 ? 0 : Math.min(most, (total - left - right) / gaps);
  const place = scalePoint<number>()
    .domain(actors.keys())
    .range([left, left + gaps * step]);
  const xs = actors.map((_, index) => (gaps === 0 ? left : Math.round(place(index) ?? left)));

  const list = actors.map((actor, index): Column => {
    const x = xs[index] ?? left;
    const next = xs[index + 1];
    const before = xs[index - 1];
    const label = fit(
      gutter ? actor.name : shortName(actor),
      gaps === 0 ? total - labelGap : Math.min(step, 2 * Math.min(x, total - x)) - labelGap,
      type.label,
      'ui',
    );
    if (next !== undefined) return { actor, x, label, side: 1, room: next - x - clearance };
    if (gutter || before === undefined) {
      return { actor, x, label, side: 1, room: total - x - clearance };
    }
    return { actor, x, label, side: -1, room: x - before - clearance };
  });
  const indexes = new Map(actors.map((actor, index) => [actorKey(actor), index]));
  return { width: total, list, indexOf: (actor) => indexes.get(actorKey(actor)) ?? 0 };
}
