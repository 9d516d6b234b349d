import type {
  CreateLogStreamRequest,
  DeleteLogStreamRequest,
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  LogStream,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../operation';
import { dropChunks } from './chunks';
import { invalidParameter, streamExists } from './errors';
import { existing, existingStream, findGroup, findNamed, type FoundGroup } from './lookup';
import { streamArn, type GroupReference } from './names';
import { page, readToken, tokenOf } from './paging';
import { streamPermission } from './permissions';
import { positionText } from './positions';
import { groupsTable, streamKey, streamsTable, type LogStreamRecord } from './state';

/** Log streams on a page. Source: CloudWatch Logs API Reference, DescribeLogStreams, `limit`. */
const pageSize = 50;

export const CreateLogStream: Operation<CreateLogStreamRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: ({ logStreamName }, found) => [
    streamPermission('CreateLogStream', found, logStreamName),
  ],
  handle({ logStreamName = '' }, ctx, found) {
    existing(ctx, found);
    const key = streamKey(found.key, logStreamName);
    if (ctx.get(streamsTable, key) !== undefined) throw streamExists();
    ctx.put(streamsTable, key, { logStreamName, creationTime: ctx.now });
    return {};
  },
};

export const DeleteLogStream: Operation<DeleteLogStreamRequest, object, FoundGroup> = {
  target: ({ logGroupName = '' }, ctx) => findGroup(ctx, logGroupName),
  permissions: ({ logStreamName }, found) => [
    streamPermission('DeleteLogStream', found, logStreamName),
  ],
  handle({ logStreamName = '' }, ctx, found) {
    const group = existing(ctx, found);
    existingStream(ctx, found.key, logStreamName);
    const key = streamKey(found.key, logStreamName);
    const bytes = dropChunks(ctx, key);
    ctx.delete(streamsTable, key);
    if (bytes > 0) {
      ctx.put(groupsTable, found.key, { ...group, storedBytes: group.storedBytes - bytes });
    }
    return {};
  },
};

export const DescribeLogStreams: Operation<
  DescribeLogStreamsRequest,
  DescribeLogStreamsResponse,
  FoundGroup
> = {
  target: (input, ctx) => findNamed(ctx, input),
  permissions: (_, found) => [streamPermission('DescribeLogStreams', found)],
  handle(input, ctx, found) {
    existing(ctx, found);
    const { logStreamNamePrefix, orderBy = 'LogStreamName', descending = false } = input;
    const { limit = pageSize, nextToken: token } = input;
    if (orderBy === 'LastEventTime' && logStreamNamePrefix !== undefined) {
      // Text: recorded against AWS by moto's tests.
      throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
    }
    const prefix = streamKey(found.key, logStreamNamePrefix ?? '');
    if (orderBy === 'LogStreamName' && !descending) {
      const { rows, ...more } = page(ctx, { table: streamsTable, prefix, limit, token });
      return { logStreams: rows.map((row) => shown(row, found.reference)), ...more };
    }
    const streams = ctx.range(streamsTable, { prefix }).map(([, row]) => row);
    if (orderBy === 'LastEventTime') streams.sort(byLastEvent);
    if (descending) streams.reverse();
    return pageOfStreams(streams, limit, token, found.reference);
  },
};

/** Streams without events come first, as those that are oldest. */
function byLastEvent(a: LogStreamRecord, b: LogStreamRecord): number {
  return (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0);
}

/** A page of streams in another order than that of their names: after the one that a token names. */
function pageOfStreams(
  streams: readonly LogStreamRecord[],
  limit: number,
  token: string | undefined,
  group: GroupReference,
): DescribeLogStreamsResponse {
  const after = token === undefined ? undefined : readToken(token);
  const start = streams.findIndex(({ logStreamName }) => logStreamName === after) + 1;
  const rows = streams.slice(start, start + limit);
  const more = start + limit < streams.length ? rows.at(-1) : undefined;
  return {
    logStreams: rows.map((row) => shown(row, group)),
    ...(more === undefined ? {} : { nextToken: tokenOf(more.logStreamName) }),
  };
}

/** A stream as DescribeLogStreams shows it. `storedBytes` has been zero since 2019: same source. */
function shown(stream: LogStreamRecord, group: GroupReference): LogStream {
  const { lastIngestionTime } = stream;
  return {
    ...stream,
    ...(lastIngestionTime === undefined
      ? {}
      : { uploadSequenceToken: positionText(lastIngestionTime, 0, 0) }),
    arn: streamArn(group, stream.logStreamName),
    storedBytes: 0,
  };
}
