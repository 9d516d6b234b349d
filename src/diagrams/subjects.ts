import type { RequestStep, Step } from '../engine/trace';

/** What a shape, a row or a line stands for. */
export interface Subject {
  /** Ids of requests; none for something that is there whether or not anybody asks for it. */
  readonly requests: readonly string[];
  /** ARNs: of the resource that it is, or of those that its requests were about. */
  readonly resources: readonly string[];
}

/** Of a resource by itself. */
export function resourceSubject(...arns: readonly string[]): Subject {
  return { requests: [], resources: arns };
}

/** Two subjects as one. */
export function joined(a: Subject, b: Subject): Subject {
  return {
    requests: [...new Set([...a.requests, ...b.requests])],
    resources: [...new Set([...a.resources, ...b.resources])],
  };
}

/**
 * The requests of a trace, by span: each with the resources that policies were asked about and that
 * it wrote.
 */
export function subjectsOf(steps: readonly Step[]): ReadonlyMap<number, Subject> {
  const found = new Map<number, { request: RequestStep; resources: Set<string> }>();
  for (const step of steps) {
    if (step.kind === 'request') found.set(step.span, { request: step, resources: new Set() });
    const arn = arnIn(step);
    if (arn !== undefined) found.get(step.span)?.resources.add(arn);
  }
  return new Map(
    [...found].map(([span, { request, resources }]) => [
      span,
      { requests: [request.requestId], resources: [...resources] },
    ]),
  );
}

/** All that the requests of some steps stand for, as of one command. */
export function subjectOf(steps: readonly Step[]): Subject {
  const subjects = [...subjectsOf(steps).values()];
  return {
    requests: subjects.flatMap(({ requests }) => requests),
    resources: [...new Set(subjects.flatMap(({ resources }) => resources))],
  };
}

function arnIn(step: Step): string | undefined {
  if (step.kind === 'write') return step.key.startsWith('arn:') ? step.key : undefined;
  if (step.kind !== 'authorization') return undefined;
  const { resource } = step.evaluation.request;
  return resource.startsWith('arn:') && !resource.includes('*') ? resource : undefined;
}

/**
 * Whether two things belong together. Requests do when they are the same one; a resource belongs to
 * all that was about it.
 */
export function areLinked(a: Subject, b: Subject): boolean {
  return a.requests.length > 0 && b.requests.length > 0
    ? haveCommon(a.requests, b.requests)
    : haveCommon(a.resources, b.resources);
}

function haveCommon(a: readonly string[], b: readonly string[]): boolean {
  if (a.length > 8 && b.length > 8) {
    const all = new Set(a);
    return b.some((one) => all.has(one));
  }
  return a.some((one) => b.includes(one));
}
