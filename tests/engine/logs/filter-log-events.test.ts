import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { arnOf, logsWorld, start, type ReadEvent } from './world';

interface Found {
  readonly events: readonly ReadEvent[];
  readonly nextToken?: string;
}

/** A world with two streams whose events lie between each other. */
async function filteredWorld() {
  const world = logsWorld();
  const { create, put, logs } = world;
  await create('a', {}, 'x', 'y');
  await put('a', ['x0', 'x1', 'x2'], { logStreamName: 'x' });
  await put('a', ['y0', 'y1', 'y2'], { logStreamName: 'y' });
  const filter = (more: object = {}) =>
    logs<Found>('FilterLogEvents', { logGroupName: 'a', ...more });
  const texts = async (more: object = {}) =>
    (await filter(more)).events.map(({ message }) => message).join(' ');
  return { ...world, filter, texts };
}

describe('FilterLogEvents', () => {
  it('puts the events of all streams in the order of their times', async () => {
    const { filter, texts } = await filteredWorld();
    expect(await texts()).toBe('x0 y0 x1 y1 x2 y2');
    const { events, ...rest } = await filter({ limit: 1 });
    expect(events).toEqual([
      {
        ...{ logStreamName: 'x', timestamp: start, message: 'x0', ingestionTime: start },
        eventId: events[0]?.eventId,
      },
    ]);
    expect(events[0]?.eventId).toMatch(/^\d{56}$/);
    expect(rest).toMatchObject({ searchedLogStreams: [] });
  });

  it('looks at some streams, or at some time, alone', async () => {
    const { texts } = await filteredWorld();
    expect(await texts({ logStreamNames: ['y'] })).toBe('y0 y1 y2');
    expect(await texts({ logStreamNamePrefix: 'x' })).toBe('x0 x1 x2');
    expect(await texts({ startTime: start + 1, endTime: start + 1 })).toBe('x1 y1');
  });

  it('turns pages to the end, from either side', async () => {
    const { filter } = await filteredWorld();
    for (const startFromHead of [true, false]) {
      const seen: string[] = [];
      let nextToken: string | undefined;
      do {
        const token = nextToken === undefined ? {} : { nextToken };
        const page = await filter({ limit: 4, startFromHead, ...token });
        seen.push(...page.events.map(({ message }) => message));
        ({ nextToken } = page);
      } while (nextToken !== undefined);
      const forward = ['x0', 'y0', 'x1', 'y1', 'x2', 'y2'];
      expect(seen).toEqual(startFromHead ? forward : forward.reverse());
    }
  });

  it('takes patterns, and refuses what is none', async () => {
    const { texts } = await filteredWorld();
    expect(await texts({ filterPattern: '?x1 ?y2' })).toBe('x1 y2');
    expect(await refusalText(texts({ filterPattern: '[a' }))).toBe(
      "InvalidParameterException: If a filter pattern starts with '[' it must end with ']'",
    );
  });

  it('says what is wrong with a request', async () => {
    const { filter } = await filteredWorld();
    expect(await refusalText(filter({ nextToken: 'invalid-token' }))).toBe(
      'InvalidParameterException: The specified nextToken is invalid.',
    );
    expect(await refusalText(filter({ limit: 10_001 }))).toBe(
      "InvalidParameterException: 1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    );
    expect(await refusalText(filter({ logStreamNames: ['none'] }))).toBe(
      'ResourceNotFoundException: The specified log stream does not exist.',
    );
    const both = { logStreamNames: ['x'], logStreamNamePrefix: 'x' };
    expect(await refusalText(filter(both))).toMatch(/^InvalidParameterException/);
    const early = { startFromHead: false, startTime: 1 };
    expect(await refusalText(filter(early))).toMatch(/^InvalidParameterException/);
  });

  it('is allowed by the ARN of the log group with :*', async () => {
    const { user, logs } = await filteredWorld();
    const input = { logGroupName: 'a' };
    const may = async (Resource: string) => ({
      credentials: await user(`u${Resource.length}`, {
        ...{ Effect: 'Allow', Action: 'logs:FilterLogEvents', Resource },
      }),
    });
    expect(await refusalText(logs('FilterLogEvents', input, await may(arnOf('a'))))).toMatch(
      /not authorized to perform: logs:FilterLogEvents on resource: arn:aws:logs:us-east-1:123456789012:log-group:a:log-stream: because/,
    );
    await logs('FilterLogEvents', input, await may(`${arnOf('a')}:*`));
  });
});
