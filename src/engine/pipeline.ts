import { validateInput } from './api/index';
import { decide } from './authorization';
import { cancelTimer, type Timer } from './clock';
import { AwsError, internalFailure } from './errors';
import { denialMessage, type Evaluation } from './iam/index';
import type { Caller, Credentials, Operation, Permission, Request, Service } from './operation';
import { globalConditionKeys } from './global-condition-keys';
import {
  accessDenied,
  expiredToken,
  missingAuthenticationToken,
  throttling,
  unknownOperation,
} from './common-errors';
import { countRequest, unitPrice } from './prices/index';
import { areRequestQuotasLifted, chargesFor, withinQuotas } from './quotas/index';
import {
  RequestContext,
  type Call,
  type Decide,
  type Pipeline,
  type Send,
} from './request-context';
import { authenticate } from './services/iam/authentication';
import { anonymous, infrastructureCaller, serviceCaller } from './services/iam/callers';
import { noteLastUse } from './services/iam/last-use';
import { encodeDenial } from './services/sts/authorization-messages';
import { shownMembers } from './shown-bytes';
import { Transaction } from './tables';
import type { Actor } from './trace';
import { callEvents, homeRegion, nextTrailKey, trailTable, type CallRecord } from './trail/index';
import { nextSpan, type Span, type Turn } from './turn';

const workstation: Actor = { type: 'client', name: 'Workstation' };

/** Answers a request that came in by the door. Rejects with an `AwsError`, whatever went wrong. */
export async function answer(turn: Turn, request: Request) {
  const { operation, region, client, userAgent, sourceIp, transport, signature } = request;
  const service = findService(turn, request.service);
  const span: Span = {
    id: nextSpan(),
    parent: null,
    service,
    operation,
    region,
    requestId: turn.random.uuid(),
    from: client === undefined ? workstation : { type: 'client', name: client },
    to: { type: 'service', name: service.title, region },
    userAgent,
    sourceIp,
    transport,
    signature,
  };
  const output = await run(turn, span, request.input, () =>
    signedBy(turn, span, request.credentials),
  );
  return { requestId: span.requestId, output };
}

function signedBy(turn: Turn, span: Span, credentials: Credentials | undefined): Caller {
  if (credentials === undefined) {
    if (span.service.admitsAnonymous === true) return anonymous;
    throw missingAuthenticationToken(span.service.model.protocol);
  }
  const caller = authenticate(turn.tables, credentials, span.service, turn.now);
  const { arn: principal, account, accessKeyId } = caller;
  turn.step(span, { kind: 'authentication', principal, account, accessKeyId });
  noteLastUse(turn, caller, span.service, span.region);
  return caller;
}

/** A service's request to another: the same pipeline, as a child span. */
const call: Call = (turn, parent, caller, { service: name, operation, input, ...options }) => {
  const { region = parent.region, as = 'caller', source, systemTags } = options;
  const service = findService(turn, name);
  const span: Span = {
    id: nextSpan(),
    parent,
    service,
    operation,
    region,
    requestId: turn.random.uuid(),
    from: parent.to,
    to: { type: 'service', name: service.title, region },
    forwarded: as === 'caller' || (typeof as === 'object' && 'principal' in as),
    source,
    systemTags,
  };
  return run(turn, span, input, () => {
    if (as === 'caller') return caller;
    if (as === 'service') return serviceCaller(parent.service, parent.region);
    if ('principal' in as) return stillValid(as, service, turn.now);
    return 'role' in as ? infrastructureCaller(as) : signedBy(turn, span, as);
  });
};

/** An earlier caller; temporary credentials may have expired since. */
function stillValid(caller: Caller, { model }: Service, now: number): Caller {
  const { session } = caller;
  if (session !== undefined && session.expiresAt <= now) throw expiredToken(model.protocol);
  return caller;
}

/** What policies say to a permission, asked in the middle of a request. */
const decideFor: Decide = (turn, span, caller, permission) =>
  decide(turn.tables, caller, permission, globalConditionKeys(span, turn.now, permission.region));

/** A function's signed request: a span within the request that invoked it. */
const send: Send = async (turn, parent, request) => {
  const { operation, region, userAgent, transport, signature, credentials } = request;
  const service = findService(turn, request.service);
  const span: Span = {
    ...{ id: nextSpan(), parent, service, operation, region, requestId: turn.random.uuid() },
    from: parent.to,
    to: { type: 'service', name: service.title, region },
    ...{ userAgent, transport, signature, fromCode: true },
  };
  const output = await run(turn, span, request.input, () => signedBy(turn, span, credentials));
  return { requestId: span.requestId, output };
};

const pipeline: Pipeline = { call, decide: decideFor, send, authenticate: signedBy };

// authenticate, validate, authorize, admit, handle, record
async function run(turn: Turn, span: Span, input: object, authenticated: () => Caller) {
  const { service, operation: name, region, requestId, from, to } = span;
  turn.step(span, {
    kind: 'request',
    from,
    to,
    requestId,
    service: service.name,
    operation: name,
    region,
    input: shownMembers(input),
  });
  const tx = new Transaction(turn.tables);
  let caller: Caller | undefined;
  let permissions: readonly Permission[] = [];
  let target: unknown;
  const over = (by: Caller, output: unknown, error: AwsError | undefined) => {
    const { now, random } = turn;
    record(turn, { span, now, random, input, caller: by, permissions, target, output, error });
  };
  try {
    caller = authenticated();
    const operation = findOperation(service, name);
    validateInput(service.model, name, input);
    const ctx = new RequestContext(turn, span, caller, tx, pipeline);
    target = operation.target?.(input, ctx);
    permissions = permissionsOf(service, name, operation, input, target, ctx);
    for (const permission of permissions) {
      const denied = authorize(turn, span, caller, permission);
      if (denied !== undefined) throw await denial(turn, span, denied);
    }
    admit(turn, span, caller, input, target);
    const handled = operation.handle(input, ctx, target);
    const output = handled instanceof Promise ? ((await handled) as unknown) : handled;
    over(caller, output, undefined);
    turn.commit(span, tx);
    turn.step(span, { kind: 'end', output });
    return output;
  } catch (cause) {
    tx.rollback();
    const error = cause instanceof AwsError ? cause : internalFailure(cause);
    error.requestId = requestId;
    // As in AWS, what nobody is known to have sent, or no service understands, leaves no entry.
    if (caller !== undefined && Object.hasOwn(service.operations, name)) {
      over(caller, undefined, error);
    }
    const { code, message, statusCode } = error;
    turn.step(span, { kind: 'end', error: { code, message, statusCode } });
    throw error;
  }
}

/** Runs the handler of a timer that has fallen due, at the timer's own time. */
export async function fire(turn: Turn, timer: Timer): Promise<void> {
  const service = findService(turn, timer.service);
  const handler = service.timers?.[timer.kind];
  if (handler === undefined) throw new Error(`${service.name} has no timer ${timer.kind}`);
  const actor: Actor = { type: 'service', name: service.title, region: timer.region };
  const span: Span = {
    id: nextSpan(),
    parent: null,
    service,
    operation: timer.kind,
    region: timer.region,
    requestId: turn.random.uuid(),
    from: actor,
    to: actor,
  };
  const tx = new Transaction(turn.tables);
  turn.passTo(tx, timer.at);
  cancelTimer(turn.tables, tx, timer.id);
  turn.step(span, { kind: 'timer', id: timer.id, service: service.name, timer: timer.kind });
  const ctx = new RequestContext(turn, span, serviceCaller(service, timer.region), tx, pipeline);
  const handled = handler(timer.payload as never, ctx);
  if (handled instanceof Promise) await handled;
  turn.commit(span, tx);
}

function findService(turn: Turn, name: string): Service {
  const service = turn.services.get(name);
  if (service === undefined) throw unknownOperation();
  return service;
}

type ErasedOperation = Operation<object, unknown, unknown>;

function findOperation(service: Service, name: string): ErasedOperation {
  const operation = Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
  if (operation === undefined) throw unknownOperation();
  return operation as ErasedOperation;
}

function permissionsOf(
  service: Service,
  name: string,
  operation: ErasedOperation,
  input: object,
  target: unknown,
  ctx: RequestContext,
): readonly Permission[] {
  return (
    operation.permissions?.(input, target, ctx) ?? [
      { action: `${service.name}:${name}`, resource: '*' },
    ]
  );
}

interface Denial {
  readonly evaluation: Evaluation;
  readonly permission: Permission;
}

/** The decision where it is a denial. */
function authorize(
  turn: Turn,
  span: Span,
  caller: Caller,
  permission: Permission,
): Denial | undefined {
  const evaluation = decideFor(turn, span, caller, permission);
  turn.step(span, { kind: 'authorization', evaluation });
  return evaluation.allowed ? undefined : { evaluation, permission };
}

/** What the caller is told. EC2 adds a message that only AWS STS can decode. */
async function denial(
  turn: Turn,
  { service }: Span,
  { evaluation, permission }: Denial,
): Promise<AwsError> {
  const { protocol } = service.model;
  const message = denialMessage(evaluation, permission);
  if (protocol !== 'ec2') return accessDenied(protocol, message);
  const encoded = await encodeDenial(turn.tables, turn.random, evaluation);
  return accessDenied(
    protocol,
    `You are not authorized to perform this operation. ${message}. Encoded authorization failure message: ${encoded}`,
  );
}

/**
 * Counts a request against the quotas it takes of, which may refuse it, and on the caller's bill.
 * A service that acts in its own name has neither; for a caller it counts like any other request.
 */
function admit(turn: Turn, span: Span, { account }: Caller, input: object, target: unknown): void {
  // A service has no account: AWS does not count the AssumeRole of its services (IAM User Guide, "IAM
  // and AWS STS quotas: STS request quotas"; that sentence is from memory).
  if (account === '') return;
  const { service, operation } = span;
  const region = homeRegion(service, span.region);
  if (!areRequestQuotasLifted(turn.tables)) {
    const charges =
      service.charges?.(operation, input, target) ?? chargesFor(service.name, operation);
    if (charges.length > 0 && !withinQuotas(turn, span, account, region, charges)) {
      throw service.throttled?.() ?? throttling(service.model.protocol);
    }
  }
  const price = service.price?.(operation, input, target);
  if (price === undefined) return;
  const units = service.units?.(operation, input, target) ?? 1;
  const payer = service.payer?.(target) ?? account;
  countRequest(turn, price, payer, region, operation, units);
  const { usageType } = price;
  const amount = unitPrice(price, region) * units;
  turn.step(span, { kind: 'cost', account: payer, region, usageType, amount });
}

/** Writes the audit trail's entries of a call that is over. */
function record(turn: Turn, call: CallRecord): void {
  const { now } = turn;
  const events = callEvents(call);
  for (const event of events) {
    turn.book(trailTable, nextTrailKey(turn.tables, now), undefined, event);
  }
  if (call.error !== undefined) return;
  const { span, target } = call;
  const { service, operation, requestId } = span;
  service.noted?.({
    ...{ operation, target, requestId, now, events },
    book: (table, key, row) => turn.book(table, key, turn.tables.get(table, key), row),
  });
}
