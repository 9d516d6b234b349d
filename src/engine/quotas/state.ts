import type { MachineRecord } from '../machines';
import { table, type Reader, type Transaction } from '../tables';
import type { TokenBucket } from './token-bucket';

/** How a request quota stands: the modes of its machine. */
export interface RequestQuotaMode extends MachineRecord {
  readonly value: {
    readonly rate: 'within' | 'throttling';
    readonly limit: 'standing' | 'increaseRequested';
  };
}

/** A request quota in use: what is left of it, and the limit in force. */
export interface RequestQuotaRecord extends TokenBucket {
  readonly rate: number;
  readonly burst: number;
  /** What other workloads of the account take of it a second; rate and burst are what they leave. */
  readonly others?: number;
  readonly mode: RequestQuotaMode;
}

/** Request quotas by `account|Region|quota id`; one that was never called on has no record. */
export const requestQuotasTable = table<RequestQuotaRecord>('quotas.requests');

/** A limit that was raised above AWS's default. */
export interface AppliedValueRecord {
  readonly value: number;
}

/** Raised limits by `account|Region|quota id`. */
export const appliedValuesTable = table<AppliedValueRecord>('quotas.applied-values');

/**
 * What workloads of the account that nobody plays take of a request quota, in requests a second, by
 * `account|Region|quota id`.
 */
export const otherTrafficTable = table<{ readonly rate: number }>('quotas.other-traffic');

/** The key of these tables. */
export function quotaKey(account: string, region: string, quotaId: string): string {
  return `${account}|${region}|${quotaId}`;
}

/** What a world has settled for all its accounts. */
export interface QuotaSettings {
  readonly requestQuotas: 'enforced' | 'lifted';
}

const settingsTable = table<QuotaSettings>('quotas.settings');

// A world without the record enforces request quotas.
const quotaSettings = [settingsTable, 'world'] as const;

/** Enforces or lifts the request quotas of all accounts of a world. */
export function setRequestQuotas(
  tx: Transaction,
  requestQuotas: QuotaSettings['requestQuotas'],
): void {
  tx.put(...quotaSettings, { requestQuotas });
}

/** Whether the world lets through any number of requests. */
export function areRequestQuotasLifted(reader: Pick<Reader, 'get'>): boolean {
  return reader.get(...quotaSettings)?.requestQuotas === 'lifted';
}
