import type { PutLogEventsRequest, PutLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Context, Operation } from '../../operation';
import { checkBatch, type CheckedBatch } from './batches';
import { chunkKey, sealChunk } from './chunks';
import { cryptoStep } from './crypto-step';
import { keyForWriting, keyInEffect } from './data-keys';
import { existing, existingStream, findGroup, type FoundGroup } from './lookup';
import { streamPermission } from './permissions';
import { positionText } from './positions';
import { withSweep } from './retention';
import { groupsTable, streamKey, streamsTable, type LogGroupRecord } from './state';

/** Sequence tokens are taken and given out, and say nothing: API Reference, PutLogEvents. */
export const PutLogEvents: Operation<PutLogEventsRequest, PutLogEventsResponse, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: ({ logStreamName }, found) => [
    streamPermission('PutLogEvents', found, logStreamName),
  ],
  async handle({ logStreamName = '', logEvents = [] }, ctx, found) {
    const group = existing(ctx, found);
    existingStream(ctx, found.key, logStreamName);
    const batch = checkBatch(logEvents, group, ctx.now);
    const { nextChunk } = group;
    if (batch.events.length > 0) await store(ctx, group, found, logStreamName, batch);
    const { rejected } = batch;
    return {
      nextSequenceToken: positionText(ctx.now, nextChunk + 1, 0),
      ...(rejected === undefined ? {} : { rejectedLogEventsInfo: rejected }),
    };
  },
};

async function store(
  ctx: Context,
  group: LogGroupRecord,
  found: FoundGroup,
  name: string,
  { events, bytes }: CheckedBatch,
): Promise<void> {
  const material = await keyForWriting(ctx, group);
  const key = streamKey(found.key, name);
  const size = await sealChunk(ctx, chunkKey(key, group.nextChunk), events, material, bytes);
  cryptoStep(ctx, 'encrypt', found.reference, size, keyInEffect(group, ctx.now) !== undefined);
  const [first = 0] = events[0] ?? [];
  const [last = 0] = events.at(-1) ?? [];
  const stream = existingStream(ctx, found.key, name);
  ctx.put(streamsTable, key, {
    ...stream,
    firstEventTimestamp: Math.min(stream.firstEventTimestamp ?? first, first),
    lastEventTimestamp: Math.max(stream.lastEventTimestamp ?? last, last),
    lastIngestionTime: ctx.now,
  });
  // The data key may have changed the record of the group.
  const now = ctx.get(groupsTable, found.key) ?? group;
  const grown = { ...now, nextChunk: now.nextChunk + 1, storedBytes: now.storedBytes + bytes };
  ctx.put(groupsTable, found.key, withSweep(ctx, grown, last));
}
