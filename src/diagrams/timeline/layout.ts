import { scaleUtc, utcDay, utcFormat, utcHour, utcMinute, utcMonth, utcSecond, utcYear } from 'd3';
import { fit } from '../sequence/measure';
import type { Subject } from '../subjects';
import { firstAt, type EventKind, type Lane, type TimelineEvent } from './events';
import type { TimeView } from './view';

/** Sizes of type in px. */
export const type = { lane: 12, tick: 11 } as const;

/** What is there to draw in, and what is in sight of it. */
export interface TimelineOptions extends TimeView {
  readonly width: number;
  readonly height: number;
  readonly now: number;
  /** px by which the lanes are scrolled. */
  readonly top: number;
}

/** One event, or several that would lie on each other. */
export interface Mark {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly kind: EventKind;
  readonly future: boolean;
  /** Which events of its lane: from `first`, before `end`. */
  readonly first: number;
  readonly end: number;
  /** What happened to which resource. */
  readonly subject: Subject;
}

/** A lane in sight. */
export interface LaneShape {
  readonly lane: Lane;
  readonly index: number;
  readonly y: number;
  readonly height: number;
  readonly title: string;
  readonly service: string;
  readonly marks: readonly Mark[];
}

/** All shapes of a timeline in sight, in px. */
export interface TimelineShapes {
  readonly width: number;
  readonly height: number;
  /** The rectangle in which marks lie. */
  readonly plot: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly ticks: readonly { readonly x: number; readonly text: string }[];
  readonly lanes: readonly LaneShape[];
  /** How high all lanes are, in sight or not. */
  readonly lanesHeight: number;
  /** Where the past ends; undefined out of sight. */
  readonly nowX: number | undefined;
  /** The part of the plot that is yet to come. */
  readonly future: { readonly x: number; readonly w: number };
  timeAt(x: number): number;
}

const axis = 24;
/** How near marks may lie to each other; a pointer must tell them apart. */
const apart = 14;

// Where several lie together, the sign is that of the most telling.
const telling: readonly EventKind[] = [
  ...(['deletion', 'expiry', 'failure', 'rotation'] as const),
  ...(['created', 'version', 'change', 'work'] as const),
];

/** How high a lane is: on narrow screens its name stands above it. */
export function laneHeight(width: number): number {
  return gutterOf(width) === 0 ? 48 : 30;
}

function gutterOf(width: number): number {
  return width < 640 ? 0 : Math.min(300, Math.round(width * 0.26));
}

/**
 * Lays out what is in sight of a timeline: lanes that are scrolled away and events that lie on each
 * other cost next to nothing. Pure: the same events and view give the same shapes.
 */
export function timelineLayout(lanes: readonly Lane[], options: TimelineOptions): TimelineShapes {
  const { width, height, from, to, now, top } = options;
  const gutter = gutterOf(width);
  const each = laneHeight(width);
  const plot = { x: gutter + 8, y: axis, w: Math.max(40, width - gutter - 16), h: height - axis };
  const x = scaleUtc([from, to], [plot.x, plot.x + plot.w]);
  const xOf = (time: number) => round(plot.x + ((time - from) / (to - from)) * plot.w);
  const timeAt = (px: number) => from + ((px - plot.x) / plot.w) * (to - from);
  const first = Math.max(0, Math.floor(top / each));
  const shown = lanes.slice(first, Math.ceil((top + plot.h) / each));
  const nowX = xOf(now);
  const split = Math.min(plot.x + plot.w, Math.max(plot.x, nowX));
  return {
    ...{ width, height, plot, timeAt },
    ticks: x
      .ticks(Math.max(2, plot.w / 96))
      .map((date) => ({ x: xOf(date.getTime()), text: tickText(date) }))
      // The word `now` stands in the same line.
      .filter((tick) => Math.abs(tick.x - nowX) > 44),
    lanes: shown.map((lane, at) => {
      const index = first + at;
      const y = axis + index * each - top;
      const room = gutter === 0 ? width - 16 : gutter - 8;
      return {
        ...{ lane, index, y, height: each },
        title: fit(lane.title, room * (gutter === 0 ? 0.7 : 0.66), type.lane, 'ui'),
        service: fit(lane.service, room * 0.32, type.tick, 'ui'),
        marks: marksOf(lane, options, y + each - 15, xOf, timeAt),
      };
    }),
    lanesHeight: lanes.length * each,
    nowX: nowX >= plot.x && nowX <= plot.x + plot.w ? nowX : undefined,
    future: { x: split, w: plot.x + plot.w - split },
  };
}

function marksOf(
  { key, events }: Lane,
  { from, to, now }: TimelineOptions,
  y: number,
  xOf: (time: number) => number,
  timeAt: (x: number) => number,
): Mark[] {
  const marks: Mark[] = [];
  const last = firstAt(events, to + 1);
  for (let first = firstAt(events, from); first < last;) {
    const { at, id } = events[first]!;
    const x = xOf(at);
    const future = at > now;
    // The past and the future are never one mark.
    const until = Math.min(timeAt(x + apart), to + 1, future ? Infinity : now + 1);
    const end = Math.min(last, Math.max(first + 1, firstAt(events, until)));
    const middle = end === first + 1 ? x : round((x + xOf(events[end - 1]!.at)) / 2);
    const subject = { requests: requestsOf(events, first, end), resources: [key] };
    const mark = { x: middle, y, future, first, end, subject, kind: kindOf(events, first, end) };
    marks.push({ id: `${key} ${id}`, ...mark });
    first = end;
  }
  return marks;
}

/** A mark of very many events is told by the first of them. */
const mostLookedAt = 50;

function requestsOf(events: readonly TimelineEvent[], first: number, end: number): string[] {
  const requests: string[] = [];
  for (let i = first; i < Math.min(end, first + mostLookedAt); i += 1) {
    requests.push(...(events[i]?.requests ?? []));
  }
  return requests;
}

function kindOf(events: readonly TimelineEvent[], first: number, end: number): EventKind {
  let best = telling.length - 1;
  for (let i = first; i < Math.min(end, first + mostLookedAt); i += 1) {
    best = Math.min(best, telling.indexOf(events[i]!.kind));
  }
  return telling[best] ?? 'change';
}

const formats = {
  ms: utcFormat('%H:%M:%S.%L'),
  second: utcFormat('%H:%M:%S'),
  minute: utcFormat('%H:%M'),
  day: utcFormat('%d %b'),
  month: utcFormat('%b %Y'),
  year: utcFormat('%Y'),
} as const;

/** A tick's text, as exact as it must be: `2027`, `Mar 2027`, `14 Mar`, `09:30`. */
function tickText(date: Date): string {
  if (utcSecond(date) < date) return formats.ms(date);
  if (utcMinute(date) < date) return formats.second(date);
  if (utcHour(date) < date || utcDay(date) < date) return formats.minute(date);
  if (utcMonth(date) < date) return formats.day(date);
  return utcYear(date) < date ? formats.month(date) : formats.year(date);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
