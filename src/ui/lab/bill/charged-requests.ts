import type { Item } from '../../../diagrams/bill/lines';
import type { Subject } from '../../../diagrams/subjects';
import type { RequestStep, Step } from '../../../engine/trace';

/** The requests of a trace that cost something, by who pays where for what. */
export function chargedRequests(steps: readonly Step[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const requests = new Map<number, RequestStep>();
  for (const step of steps) {
    if (step.kind === 'request') requests.set(step.span, step);
    if (step.kind !== 'cost') continue;
    const request = requests.get(step.span);
    if (request === undefined) continue;
    const key = keyOf(step.account, step.region, request.service, request.operation);
    const sofar = found.get(key);
    if (sofar === undefined) found.set(key, [request.requestId]);
    else sofar.push(request.requestId);
  }
  return found;
}

/** The requests that an item of the bill counts; undefined for what is kept. */
export function itemSubject(
  charged: ReadonlyMap<string, readonly string[]>,
  { account, region, service, title, kind }: Item,
): Subject | undefined {
  const requests =
    kind === 'kept' ? undefined : charged.get(keyOf(account, region, service, title));
  return requests && { requests, resources: [] };
}

function keyOf(...parts: readonly string[]): string {
  return parts.join('|');
}
