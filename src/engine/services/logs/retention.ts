import type {
  DeleteRetentionPolicyRequest,
  PutRetentionPolicyRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Context, Operation } from '../../operation';
import { chunksOf, chunksTable } from './chunks';
import { invalidParameter } from './errors';
import { existing, findGroup, type FoundGroup } from './lookup';
import { streamPermission } from './permissions';
import { groupsTable, keyOf, streamsTable, without, type LogGroupRecord } from './state';

const day = 86_400_000;

/** Source: CloudWatch Logs API Reference, PutRetentionPolicy, `retentionInDays` (read 2026-11). */
const allowedDays: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557],
  ...[2922, 3288, 3653],
];

/** Events before this time have expired; the beginning of time where they never do. */
export function expiry({ retentionInDays }: LogGroupRecord, now: number): number {
  return retentionInDays === undefined ? 0 : now - retentionInDays * day;
}

const sweepId = (group: LogGroupRecord) => `logs retention|${keyOf(group)}`;

/**
 * The log group with its next sweep set: expired events are read no more at once, and deleted at the
 * next midnight. AWS deletes them within 72 hours. Source: CloudWatch Logs User Guide, "Working with
 * log groups and log streams: Change log data retention".
 */
export function withSweep(
  ctx: Context,
  group: LogGroupRecord,
  latest: number | undefined,
): LogGroupRecord {
  const { retentionInDays, sweepAt } = group;
  if (retentionInDays === undefined || latest === undefined || sweepAt !== undefined) return group;
  const at = Math.ceil(Math.max(latest + retentionInDays * day, ctx.now + 1) / day) * day;
  ctx.setTimer({ id: sweepId(group), at, kind: 'sweep', payload: keyOf(group) });
  return { ...group, sweepAt: at };
}

/** Gives up a log group's next sweep. */
export function cancelSweep(ctx: Context, group: LogGroupRecord): LogGroupRecord {
  if (group.sweepAt === undefined) return group;
  ctx.cancelTimer(sweepId(group));
  return without(group, 'sweepAt');
}

/** The time at which the first of all chunks of a log group expires as a whole, less the retention. */
function nextToExpire(ctx: Context, key: string): number | undefined {
  let next: number | undefined;
  for (const [stream] of ctx.range(streamsTable, { prefix: `${key}:` })) {
    for (const [, { last }] of chunksOf(ctx, stream)) next = Math.min(next ?? last, last);
  }
  return next;
}

/** Timer: deletes the chunks of a log group whose events have all expired. */
export function sweep(key: string, ctx: Context): void {
  const found = ctx.get(groupsTable, key);
  if (found === undefined) return;
  const group = without(found, 'sweepAt');
  const before = expiry(group, ctx.now);
  let { storedBytes } = group;
  for (const [stream] of ctx.range(streamsTable, { prefix: `${key}:` })) {
    for (const [chunk, { last, bytes }] of chunksOf(ctx, stream)) {
      if (last >= before) continue;
      storedBytes -= bytes;
      ctx.delete(chunksTable, chunk);
    }
  }
  const swept = { ...group, storedBytes };
  ctx.put(groupsTable, key, withSweep(ctx, swept, nextToExpire(ctx, key)));
}

export const PutRetentionPolicy: Operation<PutRetentionPolicyRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: (_, found) => [streamPermission('PutRetentionPolicy', found)],
  handle({ retentionInDays = 0 }, ctx, found) {
    const group = existing(ctx, found);
    // AWS's text is not known here.
    if (!allowedDays.includes(retentionInDays)) {
      throw invalidParameter(`retentionInDays must be one of: ${allowedDays.join(', ')}.`);
    }
    const kept = { ...cancelSweep(ctx, group), retentionInDays };
    ctx.put(groupsTable, found.key, withSweep(ctx, kept, nextToExpire(ctx, found.key)));
    return {};
  },
};

export const DeleteRetentionPolicy: Operation<DeleteRetentionPolicyRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: (_, found) => [streamPermission('DeleteRetentionPolicy', found)],
  handle(_, ctx, found) {
    const group = cancelSweep(ctx, existing(ctx, found));
    ctx.put(groupsTable, found.key, without(group, 'retentionInDays'));
    return {};
  },
};
