import { line } from 'd3';
import { fit, textWidth } from '../sequence/measure';
import type { Form } from './carried';
import type { Holdings } from './holdings';
import type { Place, PlaceKind, Stage } from './places';

/** A form as a mark in its place's box. */
export interface Mark {
  readonly form: Form;
  readonly why: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly text: string;
}

/** A place with its box. */
export interface PlaceBox {
  readonly place: Place;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly detail: string;
  readonly marks: readonly Mark[];
}

/** A line between two places. */
export interface Wire {
  readonly from: string;
  readonly to: string;
  readonly path: string;
}

/** All shapes of a topology, in px. */
export interface TopologyShapes {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly PlaceBox[];
  readonly wires: readonly Wire[];
  /** Names of the columns; none where all stand below each other. */
  readonly heads: readonly { readonly x: number; readonly text: string }[];
}

/** Measures in px. */
export const measures = {
  ...{ title: 12, detail: 11, mark: 11, padding: 10, markHeight: 20, gap: 16, head: 28, margin: 8 },
  ...{ leastColumn: 164, mostColumn: 260, between: 44, gutter: 28 },
} as const;

const columns: readonly { readonly text: string; readonly kinds: readonly PlaceKind[] }[] = [
  { text: 'Your side', kinds: ['account', 'client'] },
  { text: 'On the way', kinds: ['wire'] },
  { text: 'Services', kinds: ['service', 'hsm'] },
  { text: 'Where it stays', kinds: ['store', 'trail'] },
];

/**
 * Lays places out in columns from the learner's side to where things are kept, or below each other
 * where there is no room for that. Every box has room for whatever its place ever holds, so that
 * nothing moves while the trace is stepped through.
 */
export function topologyLayout(
  stage: Stage,
  now: Holdings,
  ever: Holdings,
  width: number,
): TopologyShapes {
  const used = columns
    .map(({ text, kinds }) => ({
      text,
      places: stage.places.filter(({ kind }) => kinds.includes(kind)),
    }))
    .filter(({ places }) => places.length > 0);
  const { margin, between, leastColumn, mostColumn, gap, head, gutter } = measures;
  const room = width - 2 * margin - (used.length - 1) * between;
  const isWide = room / Math.max(1, used.length) >= leastColumn;
  const boxWidth = isWide
    ? Math.min(mostColumn, room / Math.max(1, used.length))
    : Math.max(leastColumn, width - 2 * margin - gutter);
  const boxes: PlaceBox[] = [];
  let bottom = 0;
  for (const [column, { places }] of used.entries()) {
    const x = isWide ? margin + column * (boxWidth + between) : margin + gutter;
    let y = isWide ? head : bottom;
    for (const place of places) {
      const box = boxOf(place, now, ever, x, y, boxWidth);
      boxes.push(box);
      y += box.height + gap;
    }
    bottom = isWide ? Math.max(bottom, y) : y;
  }
  const byId = new Map(boxes.map((box) => [box.place.id, box]));
  return {
    width:
      isWide && used.length > 0
        ? margin * 2 + used.length * boxWidth + (used.length - 1) * between
        : width,
    height: bottom,
    boxes,
    wires: stage.links.flatMap(({ from, to }, index): Wire[] => {
      const [a, b] = [byId.get(from), byId.get(to)];
      if (a === undefined || b === undefined) return [];
      return [{ from, to, path: isWide ? across(a, b) : aside(a, b, index) }];
    }),
    heads: isWide
      ? used.map(({ text }, column) => ({ x: margin + column * (boxWidth + between), text }))
      : [],
  };
}

function boxOf(
  place: Place,
  now: Holdings,
  ever: Holdings,
  x: number,
  y: number,
  width: number,
): PlaceBox {
  const { padding, title, detail, markHeight, mark } = measures;
  const room = width - 2 * padding;
  const slots = new Map<Form, { x: number; y: number; width: number }>();
  let at = { x: 0, y: 44 };
  for (const form of ever.get(place.id)?.keys() ?? []) {
    const wide = Math.min(room, textWidth(form, mark, 'ui') + 12);
    if (at.x > 0 && at.x + wide > room) at = { x: 0, y: at.y + markHeight + 4 };
    slots.set(form, { x: at.x, y: at.y, width: wide });
    at = { x: at.x + wide + 4, y: at.y };
  }
  const height = slots.size === 0 ? 46 : at.y + markHeight + padding;
  const marks = [...(now.get(place.id) ?? [])].flatMap(([form, why]): Mark[] => {
    const slot = slots.get(form);
    if (slot === undefined) return [];
    return [{ form, why, text: form, x: x + padding + slot.x, y: y + slot.y, width: slot.width }];
  });
  return {
    ...{ place, x, y, width, height, marks },
    title: fit(place.title, room, title, 'ui'),
    detail: fit(place.detail, room, detail, 'ui'),
  };
}

const path = line<readonly [number, number]>();

/** From side to side; between two of one column around its right. */
function across(a: PlaceBox, b: PlaceBox): string {
  const [left, right] = a.x <= b.x ? [a, b] : [b, a];
  const y1 = Math.round(left.y + 22);
  const y2 = Math.round(right.y + 22);
  if (left.x === right.x) {
    const edge = left.x + left.width;
    return (
      path([
        [edge, y1],
        [edge + 10, y1],
        [edge + 10, y2],
        [edge, y2],
      ]) ?? ''
    );
  }
  const start = left.x + left.width;
  const middle = right.x - measures.between / 2;
  return (
    path([
      [start, y1],
      [middle, y1],
      [middle, y2],
      [right.x, y2],
    ]) ?? ''
  );
}

/** Down the gutter beside the boxes, each line a little further out. */
function aside(a: PlaceBox, b: PlaceBox, index: number): string {
  const x = a.x - 6 - (index % 4) * 5;
  const y1 = Math.round(a.y + 16 + (index % 4) * 3);
  const y2 = Math.round(b.y + 16 + (index % 4) * 3);
  return (
    path([
      [a.x, y1],
      [x, y1],
      [x, y2],
      [b.x, y2],
    ]) ?? ''
  );
}
