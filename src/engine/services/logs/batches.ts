import type { InputLogEvent, RejectedLogEventsInfo } from '@aws-sdk/client-cloudwatch-logs';
import type { StoredEvent } from './chunks';
import { batches as errors } from './errors';
import { expiry } from './retention';
import type { LogGroupRecord } from './state';

// Source of this file: CloudWatch Logs API Reference, PutLogEvents, and CloudWatch Logs quotas (read
// 2026-11).

/** Bytes of a batch, and of an event, with what counts beside its message. */
const batchBytes = 1_048_576;
const eventBytes = 1_048_576;
const bytesPerEvent = 26;

const hour = 3_600_000;
const day = 24 * hour;
const oldest = 14 * day;
const newest = 2 * hour;

const encoder = new TextEncoder();

/** Bytes of an event as quotas and prices count them. */
export function sizeOf(message: string): number {
  // A text without anything beyond ASCII, as most are, has as many bytes as characters.
  const isAscii = /^[\x00-\x7f]*$/.test(message);
  return (isAscii ? message.length : encoder.encode(message).length) + bytesPerEvent;
}

/** What of a batch is taken, and what is not. */
export interface CheckedBatch {
  readonly events: readonly StoredEvent[];
  /** Of the events that are taken. */
  readonly bytes: number;
  readonly rejected: RejectedLogEventsInfo | undefined;
}

/** Checks a batch of events. Throws InvalidParameterException where it is refused as a whole. */
export function checkBatch(
  batch: readonly InputLogEvent[],
  group: LogGroupRecord,
  now: number,
): CheckedBatch {
  const sizes = batch.map(({ message = '' }) => sizeOf(message));
  checkSizes(sizes);
  const times = batch.map(({ timestamp = 0 }) => timestamp);
  if (times.some((time, i) => i > 0 && time < times[i - 1]!)) throw errors.disorder();
  // They are in order, so what is too old comes first and what is too new last.
  const tooOld = times.filter((time) => time < now - oldest).length;
  const expired = times.filter((time) => time < expiry(group, now)).length;
  const tooNew = times.findIndex((time) => time > now + newest);
  const from = Math.max(tooOld, expired);
  const to = tooNew === -1 ? times.length : tooNew;
  if (to > from && times[to - 1]! - times[from]! > day) throw errors.span();
  const events = batch
    .slice(from, to)
    .map(({ timestamp = 0, message = '' }): StoredEvent => [timestamp, message]);
  const bytes = sizes.slice(from, to).reduce((sum, size) => sum + size, 0);
  const isWhole = from === 0 && to === times.length;
  const rejected = {
    ...(tooOld === 0 ? {} : { tooOldLogEventEndIndex: tooOld }),
    ...(expired <= tooOld ? {} : { expiredLogEventEndIndex: expired }),
    ...(tooNew === -1 ? {} : { tooNewLogEventStartIndex: tooNew }),
  };
  return { events, bytes, rejected: isWhole ? undefined : rejected };
}

function checkSizes(sizes: readonly number[]): void {
  const tooLarge = sizes.find((size) => size > eventBytes);
  if (tooLarge !== undefined) throw errors.eventTooLarge(tooLarge, eventBytes);
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum > batchBytes) throw errors.tooLarge(sum, batchBytes);
}
