import type { TrailEvent } from '../../engine/trail';
import type { Json, TrailCheck, TrailOrderCheck, TrailPattern } from '../scenario';
import { learnersTrail } from '../scenario-record';
import type { Finding, Inspection } from './finding';

/** Counts the calls that fit the pattern. */
export function checkTrail(check: TrailCheck, { engine }: Inspection): Finding {
  const { trail, atLeast = 1, atMost = Infinity } = check;
  const count = learnersTrail(engine.tables).filter((event) => fits(event, trail)).length;
  return { passed: count >= atLeast && count <= atMost, actual: String(count) };
}

/** Looks for each pattern after the event that fitted the one before. */
export function checkTrailOrder(check: TrailOrderCheck, { engine }: Inspection): Finding {
  const patterns = check.trailInOrder;
  let found = 0;
  for (const event of learnersTrail(engine.tables)) {
    const next = patterns[found];
    if (next !== undefined && fits(event, next)) found += 1;
  }
  const missing = patterns[found];
  return { passed: missing === undefined, actual: missing === undefined ? '' : describe(missing) };
}

function describe({ eventName, errorCode }: TrailPattern): string {
  return errorCode === undefined ? eventName : `${eventName} refused with ${errorCode}`;
}

/** Whether an event of the trail is one that the pattern means. */
export function fits(event: TrailEvent, pattern: TrailPattern): boolean {
  const { eventName, eventSource, errorCode, requestParameters } = pattern;
  return (
    event.eventName === eventName &&
    (eventSource === undefined || event.eventSource === eventSource) &&
    (errorCode === '*' ? event.errorCode !== undefined : event.errorCode === errorCode) &&
    (requestParameters === undefined || isPart(requestParameters, event.requestParameters ?? {}))
  );
}

/** Whether `actual` has everything that `expected` names; null names what must be absent. */
function isPart(expected: Json, actual: unknown): boolean {
  if (expected === null) return actual === undefined || actual === null;
  if (typeof expected !== 'object') return expected === actual;
  if (typeof actual !== 'object' || actual === null) return false;
  if (isList(expected)) {
    return (
      Array.isArray(actual) &&
      actual.length === expected.length &&
      expected.every((item, i) => isPart(item, actual[i]))
    );
  }
  const members = actual as Readonly<Record<string, unknown>>;
  return Object.entries(expected).every(([name, value]) =>
    isPart(value, Object.hasOwn(members, name) ? members[name] : undefined),
  );
}

// Array.isArray alone does not narrow a union with readonly arrays.
function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
