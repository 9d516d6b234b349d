import { startMachine, stepMachine, stateName } from '../machines';
import type { Reader } from '../tables';
import type { MachineStep } from '../trace';
import type { Span, Turn } from '../turn';
import { appliedValue } from './applied-value';
import { quotaId, type Charge, type RequestQuota } from './quota';
import { requestQuotaMachine } from './request-quota.machine';
import {
  otherTrafficTable,
  quotaKey,
  requestQuotasTable,
  type RequestQuotaMode,
  type RequestQuotaRecord,
} from './state';
import { filling, suffices, type Flow } from './token-bucket';

const untouched = startMachine(requestQuotaMachine).record as RequestQuotaMode;

/**
 * Takes a request's share of the quotas it counts for, of all or of none. Returns whether it may
 * pass: a bucket that does not hold enough refuses it. Sources: AWS KMS Developer Guide, "Request
 * quotas", which speaks of requests "in each one-second interval", so a bucket holds what comes in
 * one second; AWS Organizations User Guide, "Throttling limits", which describes such buckets.
 */
export function withinQuotas(
  turn: Turn,
  span: Span,
  account: string,
  region: string,
  charges: readonly Charge[],
): boolean {
  if (charges.length === 1) return settle(turn, span, account, region, charges[0]!);
  const empty = charges.find((charge) => !fits(turn, account, region, charge));
  if (empty !== undefined) return settle(turn, span, account, region, empty);
  for (const charge of charges) settle(turn, span, account, region, charge);
  return true;
}

function fits({ tables, now }: Turn, caller: string, region: string, charge: Charge): boolean {
  const { account = caller, region: where = region } = charge;
  const record =
    tables.get(requestQuotasTable, quotaKey(account, where, idOf(charge.quota))) ??
    freshRecord(tables, charge.quota, account, where, now);
  return suffices(filling(record, record, now), charge.count);
}

function settle(
  turn: Turn,
  span: Span,
  caller: string,
  region: string,
  { quota, count, account = caller, region: where = region }: Charge,
): boolean {
  const { tables, now } = turn;
  const key = quotaKey(account, where, idOf(quota));
  const before = tables.get(requestQuotasTable, key);
  const record = before ?? freshRecord(tables, quota, account, where, now);
  const { rate, others } = record;
  const { admitted, thousandths, mode, step } = take(record, key, count, now);
  if (admitted || step !== undefined) {
    const at = Math.max(now, record.at);
    turn.book(requestQuotasTable, key, before, { ...record, thousandths, at, mode });
  }
  if (step !== undefined) turn.step(span, step);
  turn.step(span, {
    kind: 'quota',
    quota: quota.name,
    code: quota.code,
    account,
    region: where,
    rate: rate + (others ?? 0),
    count,
    admitted,
    remaining: Math.floor(thousandths / 1000),
  });
  return admitted;
}

/** What became of a request for tokens, and of the quota's mode. */
interface Taken {
  readonly admitted: boolean;
  readonly thousandths: number;
  readonly mode: RequestQuotaMode;
  readonly step?: NewMachineStep;
}

/** Takes tokens from a request quota if it holds them. */
export function take(record: RequestQuotaRecord, key: string, count: number, now: number): Taken {
  const { burst, mode } = record;
  const held = filling(record, record, now);
  const admitted = suffices(held, count);
  const thousandths = admitted ? Math.max(0, held - count * 1000) : held;
  if (mode.value.rate === 'within') {
    if (admitted) return { admitted, thousandths, mode };
    return { admitted, thousandths, ...moved(key, mode, 'THROTTLED') };
  }
  if (!admitted || held < burst * 1000) return { admitted, thousandths, mode };
  return { admitted, thousandths, ...moved(key, mode, 'RECOVERED') };
}

// A quota's id is asked for on every request.
const ids = new WeakMap<RequestQuota, string>();

function idOf(quota: RequestQuota): string {
  let id = ids.get(quota);
  if (id === undefined) ids.set(quota, (id = quotaId(quota)));
  return id;
}

/** A request quota before its first use: full, at the limit in force. */
export function freshRecord(
  reader: Pick<Reader, 'get'>,
  quota: RequestQuota,
  account: string,
  region: string,
  now: number,
): RequestQuotaRecord {
  const limit = appliedValue(reader, quota, account, region);
  const key = quotaKey(account, region, quotaId(quota));
  const { rate: others = 0 } = reader.get(otherTrafficTable, key) ?? {};
  const { rate, burst } = leftBy(others, limit, quota.burst);
  const record = { thousandths: burst * 1000, at: now, rate, burst, mode: untouched };
  return others === 0 ? record : { ...record, others };
}

/** What a limit leaves when others take so many requests of it each second. */
export function leftBy(others: number, limit: number, burst = limit): Flow {
  const rate = Math.max(limit - others, 0);
  // A rate below one a second still lets one request through.
  return { rate, burst: Math.max(burst - others, 1) };
}

type NewMachineStep = Omit<MachineStep, 'span' | 'parent' | 'at'>;

/** Sends an event to the machine of a request quota; `step` tells the trace where it went. */
export function moved(
  id: string,
  mode: RequestQuotaMode,
  event: Parameters<typeof stepMachine<typeof requestQuotaMachine>>[2]['type'],
): { readonly mode: RequestQuotaMode; readonly step?: NewMachineStep } {
  const { record, state, changed } = stepMachine(requestQuotaMachine, mode, { type: event });
  if (!changed) return { mode };
  const from = stateName(mode.value);
  return {
    mode: record as RequestQuotaMode,
    step: { kind: 'machine', machine: requestQuotaMachine.id, id, event, from, to: state },
  };
}
