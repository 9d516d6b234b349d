import { parseArn } from '../arn';
import type { Caller, Permission, Service } from '../operation';
import type { Random } from '../random';
import type { Span } from '../turn';
import { showMembers } from './redaction';
import type { ShownMembers, TrailEvent } from './state';
import { foreignIdentity, internalIdentity, userIdentity } from './user-identity';

/** A call as the pipeline knows it once it is over: answered, or refused with `error`. */
export interface CallRecord {
  readonly span: Span;
  readonly now: number;
  readonly input: object;
  readonly caller: Caller;
  /** What the caller needed for it; empty where it was refused before that was known. */
  readonly permissions: readonly Permission[];
  readonly target: unknown;
  readonly output: unknown;
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** Where the ids of events come from. */
  readonly random: Random;
}

/** What a service adds to the audit entries of its calls. */
export interface TrailDetail {
  readonly requestParameters?: ShownMembers;
  readonly responseElements?: ShownMembers;
  readonly additionalEventData?: ShownMembers;
  /** ARNs, instead of those the permissions name. */
  readonly resources?: readonly string[];
}

/** A finished call as a service sees it to add its details. */
export interface TrailCall {
  readonly refused: boolean;
  readonly operation: string;
  readonly input: object;
  readonly output: unknown;
  readonly target: unknown;
  readonly resources: readonly string[];
}

/** How a service's calls look in the audit trail, beyond what its API model says. */
export interface TrailRules {
  /** Members of inputs and outputs that AWS keeps out of trails, beside bytes and secrets. */
  readonly omitted?: ReadonlySet<string>;
  /** Operations that CloudTrail does not call read-only although they are named Get. */
  readonly changing?: ReadonlySet<string>;
  /** Read-only operations whose answers are shown all the same: AssumeRole. */
  readonly answersShown?: ReadonlySet<string>;
  /** Operations whose calls are data events: only trails that ask for them have them. */
  readonly dataEvents?: ReadonlySet<string>;
  /** What operations are called in trails, where that is not their name. */
  readonly eventNames?: Readonly<Record<string, string>>;
  readonly detail?: (call: TrailCall) => TrailDetail | undefined;
}

const none: readonly string[] = [];

/**
 * The audit entries of one call: one in the caller's account, and one in each other account whose
 * resources it used, unless it was refused before it could. Source: AWS KMS Developer Guide,
 * "Logging AWS KMS API calls with AWS CloudTrail".
 */
export function callEvents(call: CallRecord): readonly TrailEvent[] {
  const { caller, error, random, span } = call;
  if (span.service.trail?.dataEvents?.has(span.operation) === true) return [];
  const event = ownEvent(call);
  const owners = error?.code.startsWith('AccessDenied') === true ? none : ownersBesides(call);
  // A service that acts in its own name has no account that a customer could look into.
  if (caller.account === '')
    return owners.map((owner) => ({ ...event, recipientAccountId: owner }));
  if (owners.length === 0) return [event];
  const shared = { ...event, sharedEventID: random.uuid() };
  const foreign = { ...shared, userIdentity: foreignIdentity(caller) };
  return [
    shared,
    ...owners.map((owner) => ({ ...foreign, eventID: random.uuid(), recipientAccountId: owner })),
  ];
}

// One is made for every request, so nothing is copied here that need not be.
function ownEvent(call: CallRecord): TrailEvent {
  const { span, input, output, target, error } = call;
  const { service, operation, parent, fromCode } = span;
  const api = service.model.operations[operation];
  const rules = service.trail;
  const refused = error !== undefined;
  const readOnly = isReadOnly(service, operation);
  const resources = resourcesOf(call.permissions);
  const more = rules?.detail?.({ refused, operation, input, output, target, resources });
  const shown = api?.input === undefined ? null : showMembers(api.input, input, rules?.omitted);
  const answer =
    !refused && (!readOnly || rules?.answersShown?.has(operation) === true) && api?.output
      ? showMembers(api.output, (output ?? {}) as object, rules?.omitted)
      : null;
  const used = more?.resources ?? resources;
  const event: Mutable<TrailEvent> = {
    eventID: call.random.uuid(),
    eventTime: call.now,
    eventSource: service.eventSource,
    eventName: rules?.eventNames?.[operation] ?? operation,
    awsRegion: homeRegion(service, span.region),
    recipientAccountId: call.caller.account,
    readOnly,
    requestID: span.requestId,
    userIdentity: userIdentity(
      call.caller,
      fromCode === true ? undefined : parent?.service.eventSource,
    ),
    requestParameters: merged(shown, more?.requestParameters),
  };
  const responseElements = merged(answer, more?.responseElements);
  if (responseElements !== null) event.responseElements = responseElements;
  if (more?.additionalEventData !== undefined) event.additionalEventData = more.additionalEventData;
  if (used.length > 0) event.resources = used;
  if (error !== undefined) {
    event.errorCode = error.code;
    event.errorMessage = error.message;
  }
  if (span.userAgent !== undefined) event.userAgent = span.userAgent;
  if (span.sourceIp !== undefined) event.sourceIPAddress = span.sourceIp;
  if (span.transport?.secure === false) event.plainHttp = true;
  return event;
}

/** An operation that a service did as part of another one, in the name of the same caller. */
export interface InnerCall {
  readonly operation: string;
  readonly region: string;
  readonly input: object;
  readonly output: object;
}

/** The audit entry of an inner call: the outer one's, but nobody connected to its endpoint. */
export function innerCallEvent(
  { operation, region, input, output }: InnerCall,
  outer: Pick<CallRecord, 'span' | 'caller' | 'now' | 'random'>,
): TrailEvent {
  const span = { ...outer.span, operation, region };
  const call = { ...outer, span, input, output, permissions: [], target: undefined };
  return { ...ownEvent({ ...call, error: undefined }), serviceEvent: { eventType: 'AwsApiCall' } };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The Region whose trail has a service's events: IAM's are all in US East (N. Virginia). */
export function homeRegion(service: Service, region: string): string {
  return service.isGlobal === true ? 'us-east-1' : region;
}

function isReadOnly(service: Service, operation: string): boolean {
  if (service.trail?.changing?.has(operation) === true) return false;
  return /^(Get|List|Describe)/.test(operation) || service.readOnly?.(operation) === true;
}

/** Adds what the service knows to members that were just made to be shown. */
function merged(made: ShownMembers | null, more: ShownMembers | undefined): ShownMembers | null {
  if (more === undefined) return made;
  return made === null ? more : Object.assign(made, more);
}

/** The resources that permissions name, in their order; `*` and patterns name none. */
function resourcesOf(permissions: readonly Permission[]): readonly string[] {
  if (permissions.length === 1) {
    const { resource } = permissions[0]!;
    return isResource(resource) ? [resource] : none;
  }
  return [...new Set(permissions.map(({ resource }) => resource).filter(isResource))];
}

function isResource(resource: string): boolean {
  return resource.startsWith('arn:') && !resource.includes('*');
}

function ownersBesides({ permissions, caller }: CallRecord): readonly string[] {
  let others: Set<string> | undefined;
  for (const permission of permissions) {
    const owner = ownerOf(permission);
    if (owner !== '' && owner !== caller.account) (others ??= new Set()).add(owner);
  }
  return others === undefined ? none : [...others];
}

/** The account that owns a permission's resource; empty where nothing tells. */
function ownerOf({ resource, resourceAccount }: Permission): string {
  return resourceAccount ?? parseArn(resource)?.account ?? '';
}

/** Something a service does of its own in an account, without a request for it. */
export interface ServiceEvent {
  readonly eventName: string;
  /** The account in whose trail it is. */
  readonly account: string;
  /** The Region, where that is not the one of the request or timer behind it. */
  readonly region?: string;
  /** ARNs of what it was done to. */
  readonly resources?: readonly string[];
  /** Who did it, where AWS does not call that `AWS Internal`. */
  readonly invokedBy?: string;
  /** CloudTrail's `serviceEventDetails`. */
  readonly details?: ShownMembers;
  readonly responseElements?: ShownMembers;
  readonly additionalEventData?: ShownMembers;
  /** What went wrong, where something did. */
  readonly errorMessage?: string;
  /** `AwsServiceEvent` unless AWS's own examples say otherwise. */
  readonly eventType?: 'AwsServiceEvent' | 'AwsApiCall';
}

/** The audit entry of something a service did of its own. */
export function serviceEvent(
  event: ServiceEvent,
  span: Span,
  now: number,
  eventID: string,
): TrailEvent {
  const { eventName, account, resources, invokedBy, details, responseElements } = event;
  const { additionalEventData, errorMessage } = event;
  const eventType = event.eventType ?? 'AwsServiceEvent';
  return {
    eventID,
    eventTime: now,
    eventSource: span.service.eventSource,
    eventName,
    awsRegion: homeRegion(span.service, event.region ?? span.region),
    recipientAccountId: account,
    readOnly: false,
    ...(eventType === 'AwsApiCall' ? { requestID: span.requestId } : {}),
    userIdentity: internalIdentity(account, invokedBy),
    requestParameters: null,
    ...(responseElements === undefined ? {} : { responseElements }),
    ...(additionalEventData === undefined ? {} : { additionalEventData }),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    ...(resources === undefined ? {} : { resources }),
    serviceEvent: { eventType, ...(details === undefined ? {} : { details }) },
  };
}
