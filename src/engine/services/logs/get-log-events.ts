import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../operation';
import { sizeOf } from './batches';
import { checkReadable } from './classes';
import { invalidNextToken } from './errors';
import { existing, existingStream, findNamed, type FoundGroup } from './lookup';
import { streamPermission } from './permissions';
import { positionText, readPosition, type Position } from './positions';
import { EventReader, type FoundEvent, type Search } from './reading';

/** Events on a page, and their bytes. Source: CloudWatch Logs API Reference, GetLogEvents. */
export const pageLimits = { events: 10_000, bytes: 1_048_576 } as const;

// A token of the form f/N stands for the events from position N on, one of the form b/N for those
// before it. Where there are no more, the same token comes back.

interface ReadToken {
  readonly isForward: boolean;
  readonly position: Position;
}

function readToken(token: string): ReadToken {
  const [, direction, number] = /^([fb])\/(\d+)$/.exec(token) ?? [];
  if (number === undefined) throw invalidNextToken();
  return { isForward: direction === 'f', position: readPosition(number) };
}

const textOf = ({ timestamp, chunk, index }: Position) => positionText(timestamp, chunk, index);

export const GetLogEvents: Operation<GetLogEventsRequest, GetLogEventsResponse, FoundGroup> = {
  target: (input, ctx) => findNamed(ctx, input),
  permissions: ({ logStreamName }, found) => [
    streamPermission('GetLogEvents', found, logStreamName),
  ],
  async handle(input, ctx, found) {
    const { logStreamName = '', startTime = 0, endTime = Infinity, nextToken } = input;
    const { limit = pageLimits.events, startFromHead = false } = input;
    const group = existing(ctx, found);
    checkReadable(group, 'GetLogEvents');
    existingStream(ctx, found.key, logStreamName);
    const token = nextToken === undefined ? undefined : readToken(nextToken);
    const newestFirst = token === undefined ? !startFromHead : !token.isForward;
    const reader = new EventReader(ctx, group, found.key);
    const page = await firstOf(reader, limit, {
      ...{ streams: [logStreamName], start: startTime, end: endTime, newestFirst },
      ...(token === undefined ? {} : { [newestFirst ? 'until' : 'from']: token.position }),
    });
    if (newestFirst) page.reverse();
    return { events: page.map(shown), ...tokens(page, token, startTime) };
  },
};

/** The first events of a search, as many as a page holds. */
async function firstOf(reader: EventReader, limit: number, search: Search): Promise<FoundEvent[]> {
  const page: FoundEvent[] = [];
  let bytes = 0;
  collecting: for await (const portion of reader.portions(search)) {
    for (const event of portion) {
      bytes += sizeOf(event.message);
      if (page.length === limit || bytes > pageLimits.bytes) break collecting;
      page.push(event);
    }
  }
  reader.close();
  return page;
}

function tokens(page: readonly FoundEvent[], token: ReadToken | undefined, start: number) {
  const beginning = { timestamp: start, chunk: 0, index: 0 };
  const edge = token?.position ?? beginning;
  const first = page[0] ?? edge;
  const last = page.at(-1);
  const next = last === undefined ? edge : { ...last, index: last.index + 1 };
  return {
    nextForwardToken: `f/${textOf(next)}`,
    nextBackwardToken: `b/${textOf(first)}`,
  };
}

function shown({ timestamp, message, ingestionTime }: FoundEvent) {
  return { timestamp, message, ingestionTime };
}
