import {
  inOrder,
  lanesOf,
  type EventKind,
  type Lane,
  type TimelineEvent,
} from '../../../diagrams/timeline/events';
import type { Timer } from '../../../engine/clock';
import type { TrailEvent } from '../../../engine/trail/state';
import { timeText } from '../clock/world-time';
import type { WorldTables } from '../world-view';
import { eventOfTimer } from './next-events';
import { recordEvents } from './records';
import { describeResource, laneOf } from './resources';

/** All that has a time in a world: what happened, by records and trail, and what timers will bring. */
export function worldEvents(tables: WorldTables): TimelineEvent[] {
  const past = [...recordEvents(tables)];
  return inOrder([...withTrail(past, tables), ...timerEvents(tables)]);
}

/** The lanes of a world's timeline. */
export function worldLanes(tables: WorldTables): Lane[] {
  return lanesOf(worldEvents(tables), (key) => describeResource(tables, key));
}

// Where a record and the trail tell the same thing, it is one event, and the trail says how it came.
function withTrail(past: readonly TimelineEvent[], tables: WorldTables): TimelineEvent[] {
  const said = new Map<string, Pick<TimelineEvent, 'said' | 'requests'>>();
  const told = new Set(past.map(({ resource, at }) => `${at} ${resource}`));
  const others: TimelineEvent[] = [];
  for (const row of tables.get('cloudtrail.events')?.values() ?? []) {
    const event = trailEvent(row as TrailEvent);
    if (event === undefined) continue;
    const name = `${event.at} ${event.resource}`;
    if (!told.has(name) || event.kind === 'failure') others.push(event);
    else {
      const before = said.get(name);
      said.set(name, {
        said: [...(before?.said ?? []), ...event.said],
        requests: [...(before?.requests ?? []), ...(event.requests ?? [])],
      });
    }
  }
  const explained = past.map((event) => {
    const told = said.get(`${event.at} ${event.resource}`);
    return told === undefined ? event : { ...event, ...told, said: [...event.said, ...told.said] };
  });
  return [...explained, ...others];
}

// An entry of the trail never changes, and there may be very many.
const known = new WeakMap<TrailEvent, TimelineEvent>();

function trailEvent(row: TrailEvent): TimelineEvent | undefined {
  if (row.readOnly && row.errorCode === undefined) return undefined;
  let event = known.get(row);
  if (event === undefined) known.set(row, (event = eventOfTrail(row)));
  return event;
}

function eventOfTrail(row: TrailEvent): TimelineEvent {
  const { eventID, eventTime, eventName, eventSource, resources, errorCode, errorMessage } = row;
  const title = errorCode === undefined ? eventName : `${eventName}: ${errorCode}`;
  const by = row.userIdentity.arn ?? row.userIdentity.invokedBy ?? eventSource;
  return {
    ...{ id: `trail ${eventID}`, at: eventTime, title, source: 'trail', kind: kindOf(row) },
    resource: laneOf(resources?.[0] ?? eventSource),
    ...(row.requestID === undefined ? {} : { requests: [row.requestID] }),
    said: [
      `${eventName} by ${by}, event ${eventID}`,
      ...(errorMessage === undefined ? [] : [errorMessage]),
    ],
  };
}

function kindOf({ eventName, errorCode }: TrailEvent): EventKind {
  if (errorCode !== undefined) return 'failure';
  if (/^(Create|Run)/.test(eventName)) return 'created';
  if (/^(Delete|EndSecretVersionDelete)/.test(eventName)) return 'deletion';
  return /^Rotat/.test(eventName) ? 'rotation' : 'change';
}

function* timerEvents(tables: WorldTables): Generator<TimelineEvent> {
  for (const row of tables.get('engine.timers')?.values() ?? []) {
    const timer = row as Timer;
    const { at, kind, title, resource } = eventOfTimer(tables, timer);
    const said = [`Timer ${timer.service} ${timer.kind} in ${timer.region}, due ${timeText(at)}`];
    yield { id: `timer ${timer.id}`, at, kind, title, resource, source: 'timer', said };
  }
}
