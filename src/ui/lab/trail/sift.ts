import type { TrailEvent } from '../../../engine/trail/state';
import { whoOf } from '../../console/cloudtrail/events';

/** What an event must be like to be shown; an empty text asks for nothing. */
export interface TrailFilter {
  /** Words, each of which stands somewhere in the event. */
  readonly text: string;
  readonly source: string;
  readonly name: string;
  readonly user: string;
  /** An error code; `any` for any error, `none` for events without one. */
  readonly error: string;
  /** A part of a resource's ARN. */
  readonly resource: string;
  readonly access: 'all' | 'read' | 'write';
  /** World time in ms: from, and up to but without. */
  readonly from: number | undefined;
  readonly until: number | undefined;
}

/** Asks for nothing. */
export const noFilter: TrailFilter = {
  ...{ text: '', source: '', name: '', user: '', error: '', resource: '', access: 'all' },
  ...{ from: undefined, until: undefined },
};

/** The values that events have in a field, each with how many have it. */
export type Facet = ReadonlyMap<string, number>;

/** What of a trail fits a filter, and what could be asked for. */
export interface Sifted {
  readonly found: readonly TrailEvent[];
  readonly sources: Facet;
  readonly names: Facet;
  readonly users: Facet;
  readonly errors: Facet;
}

/** Of no trail. */
export const nothing: Sifted = {
  ...{ found: [], sources: new Map(), names: new Map(), users: new Map(), errors: new Map() },
};

/** After how many events the work may be left off: each may have to be read whole. */
const stretch = 50;

/** Finds the events that fit, in order; it yields what it has so far, so that it can be sliced. */
export function* sift(
  events: readonly TrailEvent[],
  filter: TrailFilter,
): Generator<() => Sifted, Sifted> {
  const fits = fitting(filter);
  const found: TrailEvent[] = [];
  const facets = {
    ...{ sources: new Map<string, number>(), names: new Map<string, number>() },
    ...{ users: new Map<string, number>(), errors: new Map<string, number>() },
  };
  const soFar = () => ({ ...facets, found: found.slice() });
  for (const [at, event] of events.entries()) {
    count(facets.sources, event.eventSource);
    count(facets.names, event.eventName);
    count(facets.users, whoOf(event));
    if (event.errorCode !== undefined) count(facets.errors, event.errorCode);
    if (fits(event)) found.push(event);
    if (at % stretch === stretch - 1) yield soFar;
  }
  return { ...facets, found };
}

function count(facet: Map<string, number>, value: string): void {
  facet.set(value, (facet.get(value) ?? 0) + 1);
}

/** How many things a filter asks for beside its text. */
export function askedFor(filter: TrailFilter): number {
  const { text: _, ...fields } = filter;
  return Object.values(fields).filter((value) => !['', 'all', undefined].includes(value as string))
    .length;
}

function fitting(filter: TrailFilter): (event: TrailEvent) => boolean {
  const { source, name, user, error, access, from = -Infinity, until = Infinity } = filter;
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const resource = filter.resource.trim().toLowerCase();
  return (event) =>
    (source === '' || event.eventSource === source) &&
    (name === '' || event.eventName === name) &&
    (user === '' || whoOf(event) === user) &&
    (error === '' || hasError(event, error)) &&
    (access === 'all' || event.readOnly === (access === 'read')) &&
    event.eventTime >= from &&
    event.eventTime < until &&
    (resource === '' ||
      event.resources?.some((arn) => arn.toLowerCase().includes(resource)) === true) &&
    words.every((word) => contains(event, word));
}

function hasError({ errorCode }: TrailEvent, wanted: string): boolean {
  if (wanted === 'none') return errorCode === undefined;
  return wanted === 'any' ? errorCode !== undefined : errorCode === wanted;
}

/** Whether a word stands in an event: first where it mostly does, last where it takes longest. */
function contains(event: TrailEvent, word: string): boolean {
  const { eventName, eventSource, errorCode, errorMessage, requestID, eventID } = event;
  const has = (text: string | undefined) => text?.toLowerCase().includes(word) === true;
  if (has(eventName) || has(eventSource) || has(errorCode) || has(errorMessage)) return true;
  if (has(requestID) || has(eventID) || event.resources?.some(has) === true) return true;
  const { userIdentity, requestParameters, responseElements, awsRegion, userAgent } = event;
  const { sourceIPAddress, serviceEvent, additionalEventData } = event;
  if (has(awsRegion) || has(userAgent) || has(sourceIPAddress)) return true;
  const members = [userIdentity, requestParameters, responseElements];
  return [...members, serviceEvent, additionalEventData].some(
    (value) => value !== undefined && value !== null && has(JSON.stringify(value)),
  );
}
