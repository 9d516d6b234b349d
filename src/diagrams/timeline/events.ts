/** What kind of thing happens: each has its own sign. */
export type EventKind =
  'created' | 'version' | 'rotation' | 'expiry' | 'deletion' | 'work' | 'change' | 'failure';

/** Something that happened at a time of the world, or will. */
export interface TimelineEvent {
  /** Its own among all. */
  readonly id: string;
  /** World time in ms. */
  readonly at: number;
  /** The resource it happens to: the key of its lane. */
  readonly resource: string;
  readonly kind: EventKind;
  readonly title: string;
  /** How it is known: from the resource's record, from the audit trail, or because a timer is set. */
  readonly source: 'record' | 'trail' | 'timer';
  /** What the trail or the timer says, a line each. */
  readonly said: readonly string[];
  /** The ids of the requests that did it, as far as the trail tells. */
  readonly requests?: readonly string[];
}

/** What events happen to. */
export interface Resource {
  readonly key: string;
  readonly title: string;
  readonly service: string;
}

/** A resource with all its events, in the order of time. */
export interface Lane extends Resource {
  readonly events: readonly TimelineEvent[];
}

const byTime = (a: TimelineEvent, b: TimelineEvent) =>
  a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Events in the order of time. */
export function inOrder(events: Iterable<TimelineEvent>): TimelineEvent[] {
  return [...events].sort(byTime);
}

/**
 * The lanes of events, by service; within one, those first of which the most is to come. `describe`
 * tells of a resource what is shown.
 */
export function lanesOf(
  events: Iterable<TimelineEvent>,
  describe: (key: string) => Omit<Resource, 'key'>,
): Lane[] {
  const lanes = new Map<string, TimelineEvent[]>();
  for (const event of events) {
    const lane = lanes.get(event.resource);
    if (lane === undefined) lanes.set(event.resource, [event]);
    else lane.push(event);
  }
  return [...lanes]
    .map(([key, own]) => ({ key, ...describe(key), events: own.sort(byTime) }))
    .sort(
      (a, b) => compare(a.service, b.service) || lastOf(b) - lastOf(a) || compare(a.title, b.title),
    );
}

const lastOf = ({ events }: Lane) => events.at(-1)?.at ?? 0;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The first index at which an ordered list of events has one at `time` or later. */
export function firstAt(events: readonly TimelineEvent[], time: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (events[middle]!.at < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
