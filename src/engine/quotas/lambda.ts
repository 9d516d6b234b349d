import type { Reader } from '../tables';
import { appliedValue } from './applied-value';
import type { Quota } from './quota';

/** Source: Lambda Developer Guide, "Lambda quotas", and Service Quotas (read 2026-11). */
const concurrent: Quota = {
  ...{ serviceCode: 'lambda', code: 'L-B99A9384', name: 'Concurrent executions' },
  ...{ value: 1000, adjustable: true },
  description:
    'The maximum number of events that functions can process simultaneously in the current Region.',
};

/** The quotas of AWS Lambda whose codes are known and that this model keeps. */
export const lambdaQuotas: readonly Quota[] = [concurrent];

/**
 * How many functions of an account may run at once. This program has room for fewer than AWS: each
 * takes a Worker of its own.
 */
export function concurrentExecutions(
  reader: Pick<Reader, 'get'>,
  account: string,
  region: string,
): number {
  return Math.min(appliedValue(reader, concurrent, account, region), mostWorkers);
}

const mostWorkers = 16;
