import type { Lane, TimelineEvent } from './events';
import { firstAt } from './events';
import type { TimeView } from './view';

/** A time of the world to the second: `2026-11-23 14:05:09 UTC`. */
export function exactTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** How the page says where an event is known from. */
export const sources = { record: 'record', trail: 'audit trail', timer: 'timer' } as const;

/** An event of the list, with the name of what it happens to. */
export interface ListedEvent {
  readonly event: TimelineEvent;
  readonly lane: Lane;
}

/**
 * The events in sight, in the order of time: at most so many, those nearest to now first to stay;
 * `total` counts all.
 */
export function eventsInView(
  lanes: readonly Lane[],
  { from, to }: TimeView,
  now: number,
  most: number,
): { readonly listed: readonly ListedEvent[]; readonly total: number } {
  const all: ListedEvent[] = [];
  for (const lane of lanes) {
    const end = firstAt(lane.events, to + 1);
    for (let i = firstAt(lane.events, from); i < end; i += 1) {
      all.push({ event: lane.events[i]!, lane });
    }
  }
  const nearest =
    all.length <= most
      ? all
      : all.sort((a, b) => Math.abs(a.event.at - now) - Math.abs(b.event.at - now)).slice(0, most);
  return { listed: nearest.sort((a, b) => a.event.at - b.event.at), total: all.length };
}

/** An event as one sentence. */
export function eventSentence({ event, lane }: ListedEvent): string {
  return `${exactTime(event.at)}, ${lane.service} ${lane.title}: ${event.title} (${sources[event.source]}).`;
}
