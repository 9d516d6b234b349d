import { kmsPrices } from '../engine/prices/kms';
import type { LoadPlan } from './plan';
import type { LoadResult } from './recorder';

/** How many messages one data key is used for, in the runs that are compared. */
export const messagesPerKey = [1, 10, 100, 1000] as const;

const secondsOfMonth = 30 * 24 * 60 * 60;

/** What one workload came to with a cache of data keys. */
export interface CachedRun {
  readonly messagesPerKey: number;
  /** Requests to AWS KMS, those that were throttled included. */
  readonly calls: number;
  readonly throttled: number;
  /** Messages that were not encrypted, because no data key was had. */
  readonly abandoned: number;
  /** US dollars for 30 days of this load: for what AWS KMS has served. */
  readonly bill: number;
  /** Messages that one data key was used for at most. */
  readonly opened: number;
}

/** The workload of a plan, with a cache that uses each data key for so many messages. */
export function withCache(plan: LoadPlan, messages: number): LoadPlan {
  return { ...plan, servedByOneCall: messages };
}

/** What a run of such a plan came to. */
export function cachedRun({ plan, totals, servedByOne }: LoadResult): CachedRun {
  const { usd, per, freePerMonth } = kmsPrices.request;
  const inMonth = (totals.served / plan.seconds) * secondsOfMonth;
  return {
    ...{ messagesPerKey: plan.servedByOneCall, calls: totals.attempts },
    ...{ throttled: totals.throttled, abandoned: totals.abandoned, opened: servedByOne },
    bill: (Math.max(0, inMonth - freePerMonth) * usd) / per,
  };
}
