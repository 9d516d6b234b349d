import type { Context } from '../../operation';
import { eventsTable, storeKey, storesTable, type ParameterRecord } from './state';

/**
 * How many of an account's events are kept in each Region: EventBridge hands events on to whoever
 * has a rule for them and keeps none, and this model has nobody to hand them to.
 */
const eventsKept = 1000;

/** What is told of a parameter that changed. Source: see `emit`. */
type Change = 'Create' | 'Update' | 'Delete' | 'LabelParameterVersion';

interface Store {
  readonly account: string;
  readonly region: string;
}

/**
 * Emits an event in the form of Amazon EventBridge. Source: Systems Manager User Guide, "Amazon
 * EventBridge event examples for Systems Manager" and "Setting up notifications or triggering
 * actions based on Parameter Store events" (read 2026-11). Of policy actions AWS documents the two
 * members that rules are made of; others that it may send are not known here.
 */
function emit(
  ctx: Context,
  { account, region }: Store,
  detailType: 'Parameter Store Change' | 'Parameter Store Policy Action',
  arn: string,
  detail: Readonly<Record<string, string>>,
): void {
  const key = storeKey(account, region);
  const store = ctx.get(storesTable, key) ?? { Standard: 0, Advanced: 0 };
  const number = (store.events ?? 0) + 1;
  ctx.put(storesTable, key, { ...store, events: number });
  ctx.put(eventsTable, eventKey(key, number), {
    ...{ version: '0', id: ctx.random.uuid(), 'detail-type': detailType, source: 'aws.ssm' },
    ...{ account, time: `${new Date(ctx.now).toISOString().slice(0, 19)}Z`, region },
    ...{ resources: [arn], detail },
  });
  if (number > eventsKept) ctx.delete(eventsTable, eventKey(key, number - eventsKept));
}

function eventKey(store: string, number: number): string {
  return `${store}|${String(number).padStart(10, '0')}`;
}

/** Tells that a parameter was created, changed, labelled or deleted. */
export function changeEvent(
  ctx: Context,
  store: Store,
  operation: Change,
  { Name, ARN, Type }: ParameterRecord,
  description: string | undefined,
): void {
  const detail = { operation, name: Name, type: Type };
  const described = description === undefined ? detail : { ...detail, description };
  emit(ctx, store, 'Parameter Store Change', ARN, described);
}

/** Tells that a policy of a parameter has acted. */
export function policyEvent(
  ctx: Context,
  store: Store,
  policyType: string,
  { Name, ARN }: ParameterRecord,
): void {
  const detail = { 'parameter-name': Name, 'policy-type': policyType };
  emit(ctx, store, 'Parameter Store Policy Action', ARN, detail);
}
