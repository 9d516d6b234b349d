import type {
  RequestedServiceQuotaChange,
  RequestServiceQuotaIncreaseRequest,
  RequestServiceQuotaIncreaseResponse,
} from '@aws-sdk/client-service-quotas';
import { startMachine, stateName, stepMachine, type Transitioned } from '../../machines';
import type { Context, Operation } from '../../operation';
import {
  appliedValue,
  appliedValuesTable,
  freshRecord,
  leftBy,
  isRequestQuota,
  moved,
  quotaId,
  quotaKey,
  requestQuotasTable,
} from '../../quotas/index';
import { toHex } from '../../random';
import { accountLevelOnly, alreadyRequested, notGreater, tooManyRequests } from './errors';
import { increaseRequestMachine } from './increase.machine';
import { findQuota, quotaArn, type FoundQuota } from './lookup';
import { increasesOf, increasesTable, openStatuses, type IncreaseRecord } from './state';

/** Open requests of an account in a Region. Source: AWS General Reference, "Service Quotas". */
const openRequests = 20;

export const RequestServiceQuotaIncrease: Operation<
  RequestServiceQuotaIncreaseRequest,
  RequestServiceQuotaIncreaseResponse,
  FoundQuota
> = {
  target: ({ ServiceCode, QuotaCode }, { region }) => findQuota(region, ServiceCode, QuotaCode),
  permissions: (_, { service, quota }, { region, caller }) => [
    {
      action: 'servicequotas:RequestServiceQuotaIncrease',
      resource: quotaArn(region, caller.account, quota),
      context: { 'servicequotas:service': service.code },
    },
  ],
  handle({ DesiredValue = 0, SupportCaseAllowed = true, ContextId }, ctx, found) {
    const { service, quota } = found;
    const { region, now, caller } = ctx;
    if (ContextId !== undefined) throw accountLevelOnly();
    if (DesiredValue <= appliedValue(ctx, quota, caller.account, region)) throw notGreater();
    const prefix = increasesOf(caller.account, region);
    const open = ctx
      .range(increasesTable, { prefix })
      .filter(([, { Status }]) => openStatuses.has(Status));
    if (open.some(([, { quotaCode }]) => quotaCode === quota.code)) throw alreadyRequested();
    if (open.length >= openRequests) throw tooManyRequests();
    const Id = toHex(ctx.random.bytes(20));
    const key = `${prefix}${String(now).padStart(13, '0')}|${Id}`;
    const isGrantable = DesiredValue <= (quota.maximum ?? Infinity);
    const started = startMachine(increaseRequestMachine, {
      isCaseAllowed: SupportCaseAllowed,
      isGrantable,
    });
    const record: IncreaseRecord = {
      ...{ Id, account: caller.account, region, DesiredValue, callerArn: caller.arn },
      ...{ serviceCode: service.code, quotaCode: quota.code, Created: now, LastUpdated: now },
      ...{ Status: 'PENDING', machine: started.record },
    };
    ctx.put(increasesTable, key, record);
    wait(ctx, key, started);
    sendToRequestQuota(ctx, found, record, 'INCREASE_REQUESTED');
    return { RequestedQuota: shownIncrease(record) };
  },
};

/** What a timer of this service brings back: the request, and its machine's own delayed event. */
export interface IncreaseTimer {
  readonly key: string;
  readonly event: string;
}

function wait(ctx: Context, key: string, { delays }: Transitioned): void {
  for (const delay of delays) {
    if (delay.type === 'cancel') continue;
    const payload: IncreaseTimer = { key, event: delay.event };
    ctx.setTimer({ id: `increase|${key}`, at: ctx.now + delay.delay, kind: 'increase', payload });
  }
}

/** Moves a request on when its time has come; an approved one raises the limit in force. */
export function progress({ key, event }: IncreaseTimer, ctx: Context): void {
  const before = ctx.get(increasesTable, key);
  if (before === undefined) return;
  const after = stepMachine(increaseRequestMachine, before.machine, { type: event } as never);
  const Status = after.state as IncreaseRecord['Status'];
  const from = stateName(before.machine.value);
  const { id: machine } = increaseRequestMachine;
  ctx.step({ kind: 'machine', machine, id: before.Id, event, from, to: Status });
  const record: IncreaseRecord = {
    ...before,
    ...{ Status, machine: after.record, LastUpdated: ctx.now },
    ...(Status === 'CASE_OPENED' ? { CaseId: caseId(ctx) } : {}),
  };
  ctx.put(increasesTable, key, record);
  wait(ctx, key, after);
  if (openStatuses.has(Status)) return;
  const found = findQuota(before.region, before.serviceCode, before.quotaCode);
  const { account, region, DesiredValue: value } = record;
  if (Status === 'APPROVED') {
    ctx.put(appliedValuesTable, quotaKey(account, region, quotaId(found.quota)), { value });
  }
  const decision = Status === 'APPROVED' ? 'INCREASE_APPROVED' : 'INCREASE_REFUSED';
  sendToRequestQuota(ctx, found, record, decision);
  logDecision(ctx, found, record);
}

// Only request quotas have a machine: limits on what an account may have are looked up when needed.
function sendToRequestQuota(
  ctx: Context,
  { quota }: FoundQuota,
  { account, region, DesiredValue }: IncreaseRecord,
  event: 'INCREASE_REQUESTED' | 'INCREASE_APPROVED' | 'INCREASE_REFUSED',
): void {
  if (!isRequestQuota(quota)) return;
  const key = quotaKey(account, region, quotaId(quota));
  const record =
    ctx.get(requestQuotasTable, key) ?? freshRecord(ctx, quota, account, region, ctx.now);
  const raised =
    event === 'INCREASE_APPROVED' ? leftBy(record.others ?? 0, DesiredValue) : undefined;
  const { mode, step } = moved(key, record.mode, event);
  if (step !== undefined) ctx.step(step);
  ctx.put(requestQuotasTable, key, { ...record, ...raised, mode });
}

// Source: Service Quotas User Guide, "Logging Service Quotas API calls using AWS CloudTrail".
function logDecision(ctx: Context, { service, quota }: FoundQuota, record: IncreaseRecord): void {
  ctx.serviceEvent({
    eventName: 'UpdateServiceQuotaIncreaseRequestStatus',
    account: record.account,
    invokedBy: 'servicequotas.amazonaws.com',
    details: {
      requestId: record.Id,
      newStatus: record.Status,
      createTime: new Date(record.Created).toISOString(),
      newQuotaValue: record.DesiredValue.toFixed(1),
      serviceName: service.name,
      quotaName: quota.name,
      unit: 'None',
    },
  });
}

/** A number of fifteen digits, as support cases have. */
function caseId(ctx: Context): string {
  const digits = Array.from(ctx.random.bytes(15), (byte) => String(byte % 10));
  return digits.join('');
}

/** A request as the API shows it. */
export function shownIncrease(record: IncreaseRecord): RequestedServiceQuotaChange {
  const { region, account, callerArn, CaseId } = record;
  const { service, quota } = findQuota(region, record.serviceCode, record.quotaCode);
  return {
    Id: record.Id,
    ...(CaseId === undefined ? {} : { CaseId }),
    ServiceCode: service.code,
    ServiceName: service.name,
    QuotaCode: quota.code,
    QuotaName: quota.name,
    DesiredValue: record.DesiredValue,
    Status: record.Status,
    Created: new Date(record.Created),
    LastUpdated: new Date(record.LastUpdated),
    Requester: JSON.stringify({ accountId: account, callerArn }),
    QuotaArn: quotaArn(region, account, quota),
    GlobalQuota: quota.isGlobal === true,
    Unit: 'None',
    QuotaRequestedAtLevel: 'ACCOUNT',
  };
}
