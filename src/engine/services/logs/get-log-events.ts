import type { GetLogEventsRequest, GetLogEventsResponse } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../operation';
import { checkReadable } from './classes';
import { invalidNextToken } from './errors';
import { existing, existingStream, findNamed, type FoundGroup } from './lookup';
import { firstOf, pageLimits } from './pages';
import { streamPermission } from './permissions';
import { positionText, readPosition, type Position } from './positions';
import { EventReader, type FoundEvent } from './reading';

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
    const { page } = await firstOf(reader, limit, {
      ...{ streams: [logStreamName], start: startTime, end: endTime, newestFirst },
      ...(token === undefined ? {} : { [newestFirst ? 'until' : 'from']: token.position }),
    });
    reader.close();
    if (newestFirst) page.reverse();
    return { events: page.map(shown), ...tokens(page, token, startTime) };
  },
};

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
