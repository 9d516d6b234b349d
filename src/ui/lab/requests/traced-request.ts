import type { AuthorizationStep, RequestStep, Step } from '../../../engine/trace';
import type { TrailEvent } from '../../../engine/trail/state';
import type { TracedRequest } from '../../../worker/port';
import type { WorldTables } from '../world-view';

/** The step with which a request began, as far back as the page keeps them. */
export function requestStep(steps: readonly Step[], id: string): RequestStep | undefined {
  return steps.findLast(
    (step): step is RequestStep => step.kind === 'request' && step.requestId === id,
  );
}

/** The steps of a request itself, without those of requests that services sent for it. */
export function stepsOf(steps: readonly Step[], { span }: Pick<RequestStep, 'span'>): Step[] {
  return steps.filter((step) => step.span === span);
}

/** The step with which the request of a span began. */
export function requestOfSpan(steps: readonly Step[], span: number): RequestStep | undefined {
  return steps.find((step): step is RequestStep => step.kind === 'request' && step.span === span);
}

/** What policies were asked, in order. */
export function decisionsIn(steps: readonly Step[]): AuthorizationStep[] {
  return steps.filter((step) => step.kind === 'authorization');
}

/** The audit trail's event of a request; of one in two accounts' trails, that of who sent it. */
export function eventOfRequest(tables: WorldTables, id: string): TrailEvent | undefined {
  let found: TrailEvent | undefined;
  for (const row of tables.get('cloudtrail.events')?.values() ?? []) {
    const event = row as TrailEvent;
    if (event.requestID === id && (found === undefined || found.userIdentity.type === 'AWSAccount'))
      found = event;
  }
  return found;
}

/** What is needed to put a request on the wire again. */
export function tracedRequest(
  request: RequestStep,
  steps: readonly Step[],
  event: TrailEvent | undefined,
): TracedRequest {
  const own = stepsOf(steps, request);
  const end = own.find((step) => step.kind === 'end');
  const proof = own.find((step) => step.kind === 'authentication');
  return {
    ...{ request, secure: event?.plainHttp !== true },
    ...(end === undefined ? {} : { end }),
    ...(proof === undefined ? {} : { accessKeyId: proof.accessKeyId }),
    ...(event?.userAgent === undefined ? {} : { userAgent: event.userAgent }),
  };
}
