import type { RequestStatus } from '@aws-sdk/client-service-quotas';
import type { MachineRecord } from '../../machines';
import { table } from '../../tables';

/** A request for a higher quota. Times in ms. */
export interface IncreaseRecord {
  readonly Id: string;
  readonly account: string;
  readonly region: string;
  readonly serviceCode: string;
  readonly quotaCode: string;
  readonly DesiredValue: number;
  readonly Created: number;
  readonly LastUpdated: number;
  readonly callerArn: string;
  /** The support case; none before one is opened. */
  readonly CaseId?: string;
  readonly Status: RequestStatus;
  readonly machine: MachineRecord;
}

/** Requests by `account|Region|time|id`, so that an account's are together and in order. */
export const increasesTable = table<IncreaseRecord>('service-quotas.increases');

/** Where the requests of an account in a Region begin. */
export function increasesOf(account: string, region: string): string {
  return `${account}|${region}|`;
}

/** Statuses in which a request is still open. */
export const openStatuses: ReadonlySet<RequestStatus> = new Set(['PENDING', 'CASE_OPENED']);
