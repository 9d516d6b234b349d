import type { PutLogEventsRequest } from '@aws-sdk/client-cloudwatch-logs';
import { logsPrices, type Price } from '../../prices/index';
import { sizeOf } from './batches';
import type { FoundGroup } from './lookup';

// Source of this file: Amazon CloudWatch pricing, https://aws.amazon.com/cloudwatch/pricing/.

/** Bytes of a GB as AWS counts them. */
const gigabyte = 2 ** 30;

/** What a request costs: only what is ingested does, by the class of the log group. */
export function requestPrice(operation: string, _: object, target: unknown): Price | undefined {
  if (operation !== 'PutLogEvents') return undefined;
  const { logGroupClass } = (target as FoundGroup).group ?? {};
  switch (logGroupClass) {
    case 'STANDARD':
    case 'INFREQUENT_ACCESS':
      return logsPrices[logGroupClass];
    default:
      return undefined;
  }
}

/** How many GB a request ingests, as PutLogEvents counts the bytes of events. */
export function ingestedGigabytes(_: string, input: object): number {
  const { logEvents = [] } = input as Partial<PutLogEventsRequest>;
  return logEvents.reduce((sum, { message = '' }) => sum + sizeOf(message), 0) / gigabyte;
}
