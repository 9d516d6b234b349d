import type {
  FilterLogEventsRequest,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Context, Operation } from '../../operation';
import { checkReadable } from './classes';
import { filtering as errors, invalidNextToken } from './errors';
import { existing, existingStream, findNamed, type FoundGroup } from './lookup';
import { firstOf, pageLimits } from './pages';
import { readToken, tokenOf } from './paging';
import { compilePattern } from './patterns/index';
import { streamPermission } from './permissions';
import { positionText, readPosition, type Position } from './positions';
import { EventReader, type FoundEvent } from './reading';
import { streamKey, streamsTable } from './state';

/** From when on the newest events can come first: API Reference, FilterLogEvents, `startFromHead`. */
const newestFirstFrom = Date.UTC(2024, 0, 1);

export const FilterLogEvents: Operation<
  FilterLogEventsRequest,
  FilterLogEventsResponse,
  FoundGroup
> = {
  target: (input, ctx) => findNamed(ctx, input),
  permissions: (_, found) => [streamPermission('FilterLogEvents', found)],
  async handle(input, ctx, found) {
    const { startTime = 0, endTime = Infinity, filterPattern = '', nextToken } = input;
    const { limit = pageLimits.events } = input;
    const group = existing(ctx, found);
    checkReadable(group, 'FilterLogEvents');
    const streams = streamsOf(input, ctx, found.key);
    const pattern = compilePattern(filterPattern);
    const { newestFirst, position } = placeOf(input, nextToken);
    const reader = new EventReader(ctx, group, found.key);
    const { page, next } = await firstOf(reader, limit, {
      // Events at the end of the span are in it: same source.
      ...{ streams, start: startTime, end: endTime + 1, newestFirst },
      ...(position === undefined ? {} : { [newestFirst ? 'until' : 'from']: position }),
      isWanted: filterPattern.trim() === '' ? undefined : (text) => pattern.matches(text),
    });
    reader.close();
    const token = next && (newestFirst ? page.at(-1) : next);
    return {
      events: page.map(shown),
      searchedLogStreams: [],
      ...(token === undefined ? {} : { nextToken: tokenText(token, newestFirst) }),
    };
  },
};

/** The streams that a request is about, by their names. */
function streamsOf(
  { logStreamNames, logStreamNamePrefix }: FilterLogEventsRequest,
  ctx: Context,
  key: string,
): readonly string[] {
  if (logStreamNames !== undefined) {
    if (logStreamNamePrefix !== undefined) throw errors.namesAndPrefix();
    return [...new Set(logStreamNames)].map((name) => existingStream(ctx, key, name).logStreamName);
  }
  const prefix = streamKey(key, logStreamNamePrefix ?? '');
  return ctx.range(streamsTable, { prefix }).map(([, { logStreamName }]) => logStreamName);
}

interface Place {
  readonly newestFirst: boolean;
  readonly position: Position | undefined;
}

/** In which direction, and from where: a token knows both. */
function placeOf(
  { startFromHead = true, startTime }: FilterLogEventsRequest,
  token: string | undefined,
): Place {
  if (token !== undefined) {
    const [, direction, number] = /^([fb])\/(\d+)$/.exec(readToken(token)) ?? [];
    if (number === undefined) throw invalidNextToken();
    return { newestFirst: direction === 'b', position: readPosition(number) };
  }
  if (!startFromHead && startTime !== undefined && startTime < newestFirstFrom) {
    throw errors.newestFirstTooEarly();
  }
  return { newestFirst: !startFromHead, position: undefined };
}

function tokenText({ timestamp, chunk, index }: Position, newestFirst: boolean): string {
  return tokenOf(`${newestFirst ? 'b' : 'f'}/${positionText(timestamp, chunk, index)}`);
}

function shown({ stream, timestamp, message, ingestionTime, chunk, index }: FoundEvent) {
  const eventId = positionText(timestamp, chunk, index);
  return { logStreamName: stream, timestamp, message, ingestionTime, eventId };
}
