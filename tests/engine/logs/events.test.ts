import { describe, expect, it } from 'vitest';
import { refusalText } from '../world';
import { day, hour, logsWorld, start } from './world';

describe('PutLogEvents', () => {
  it('gives back events with their times, those of one instant in the order they came', async () => {
    const { create, put, get, logs, wait } = logsWorld();
    await create('a');
    await put('a', ['one', 'zwei ü']);
    await wait(1000);
    await logs('PutLogEvents', {
      ...{ logGroupName: 'a', logStreamName: 's' },
      logEvents: [
        { timestamp: start, message: 'three' },
        { timestamp: start, message: 'four' },
      ],
    });
    const { events } = await get('a', { startFromHead: true });
    expect(events).toEqual([
      { timestamp: start, message: 'one', ingestionTime: start },
      { timestamp: start, message: 'three', ingestionTime: start + 1000 },
      { timestamp: start, message: 'four', ingestionTime: start + 1000 },
      { timestamp: start + 1, message: 'zwei ü', ingestionTime: start },
    ]);
  });

  it('takes no disorder and no more than a day in a batch', async () => {
    const { create, logs } = logsWorld();
    await create('a');
    const putAt = (...times: number[]) =>
      logs('PutLogEvents', {
        ...{ logGroupName: 'a', logStreamName: 's' },
        logEvents: times.map((timestamp) => ({ timestamp, message: 'x' })),
      });
    expect(await refusalText(putAt(start, start - 1))).toBe(
      'InvalidParameterException: Log events in a single PutLogEvents request must be in chronological order.',
    );
    expect(await refusalText(putAt(start - day - 1, start))).toBe(
      'InvalidParameterException: The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    );
    await putAt(start - day, start);
  });

  it('rejects what is too old or too new, and takes the rest', async () => {
    const { create, logs, messages, put } = logsWorld();
    await create('a');
    const { rejectedLogEventsInfo } = await logs<{ rejectedLogEventsInfo: object }>(
      'PutLogEvents',
      {
        ...{ logGroupName: 'a', logStreamName: 's' },
        logEvents: [
          { timestamp: start - 15 * day, message: 'too old' },
          { timestamp: start, message: 'fine' },
          { timestamp: start + 2 * hour, message: 'just so' },
          { timestamp: start + 2 * hour + 1, message: 'too new' },
        ],
      },
    );
    expect(rejectedLogEventsInfo).toEqual({
      tooOldLogEventEndIndex: 1,
      tooNewLogEventStartIndex: 3,
    });
    expect(await messages('a')).toEqual(['fine', 'just so']);
    await logs('PutRetentionPolicy', { logGroupName: 'a', retentionInDays: 3 });
    const expired = await put('a', ['expired'], { timestamp: start - 4 * day });
    expect(expired.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
  });

  it('counts bytes of UTF-8 and 26 an event', async () => {
    const { create, put, describeGroup } = logsWorld();
    await create('a');
    await put('a', ['ü']);
    expect(await describeGroup('a')).toMatchObject({ storedBytes: 28 });
    await put('a', ['x'.repeat(1_048_550)]);
    expect(await refusalText(put('a', ['x'.repeat(1_048_551)]))).toBe(
      'InvalidParameterException: Log event too large: 1048577 bytes exceeds limit of 1048576',
    );
    expect(await refusalText(put('a', ['x'.repeat(1_048_550), '']))).toContain('Member must');
    expect(await refusalText(put('a', ['x'.repeat(1_048_550), 'y']))).toBe(
      'InvalidParameterException: Upload too large: 1048603 bytes exceeds limit of 1048576',
    );
  });
});

describe('GetLogEvents', () => {
  it('begins with the newest events, and turns pages both ways', async () => {
    const { create, put, get } = logsWorld();
    await create('a');
    await put('a', ['1', '2', '3', '4', '5']);
    const texts = ({ events }: { events: readonly { message: string }[] }) =>
      events.map(({ message }) => message).join('');
    const last = await get('a', { limit: 2 });
    expect(texts(last)).toBe('45');
    const middle = await get('a', { limit: 2, nextToken: last.nextBackwardToken });
    expect(texts(middle)).toBe('23');
    const first = await get('a', { limit: 2, nextToken: middle.nextBackwardToken });
    expect(texts(first)).toBe('1');
    const none = await get('a', { limit: 2, nextToken: first.nextBackwardToken });
    expect(texts(none)).toBe('');
    expect(none.nextBackwardToken).toBe(first.nextBackwardToken);
    const again = await get('a', { limit: 2, nextToken: first.nextForwardToken });
    expect(texts(again)).toBe('23');
    const end = await get('a', { nextToken: last.nextForwardToken });
    expect(texts(end)).toBe('');
    expect(end.nextForwardToken).toBe(last.nextForwardToken);
    await put('a', ['6'], { timestamp: start + 100 });
    expect(texts(await get('a', { nextToken: end.nextForwardToken }))).toBe('6');
  });

  it('reads from the head, and within times', async () => {
    const { create, put, messages } = logsWorld();
    await create('a');
    await put('a', ['1', '2', '3']);
    expect(await messages('a', { startFromHead: true, limit: 2 })).toEqual(['1', '2']);
    const within = { startTime: start + 1, endTime: start + 2 };
    expect(await messages('a', within)).toEqual(['2']);
  });

  it('ends a page at 1 MB', async () => {
    const { create, put, get } = logsWorld();
    await create('a');
    for (let i = 0; i < 3; i += 1) {
      await put('a', ['x'.repeat(600_000)], { timestamp: start + i });
    }
    const { events } = await get('a', { startFromHead: true });
    expect(events).toHaveLength(1);
  });

  it('refuses tokens that it did not give out', async () => {
    const { create, get } = logsWorld();
    await create('a');
    const text = 'InvalidParameterException: The specified nextToken is invalid.';
    for (const nextToken of ['x', 'f/12', `g/${'1'.repeat(56)}`]) {
      expect(await refusalText(get('a', { nextToken }))).toBe(text);
    }
  });

  it('shows nothing of a log group of the Infrequent Access class', async () => {
    const { create, put, get } = logsWorld();
    await create('a', { logGroupClass: 'INFREQUENT_ACCESS' });
    await put('a', ['x']);
    expect(await refusalText(get('a'))).toMatch(/^InvalidOperationException/);
  });
});

describe('retention', () => {
  it('hides events that expire at once, and deletes them at midnight', async () => {
    const { create, put, logs, messages, describeGroup, wait } = logsWorld();
    await create('a');
    await put('a', ['old']);
    await logs('PutRetentionPolicy', { logGroupName: 'a', retentionInDays: 1 });
    await wait(day);
    expect(await messages('a')).toEqual(['old']);
    await wait(1);
    expect(await messages('a')).toEqual([]);
    expect(await describeGroup('a')).toMatchObject({ storedBytes: 29, retentionInDays: 1 });
    await put('a', ['new']);
    await wait(day);
    expect(await describeGroup('a')).toMatchObject({ storedBytes: 29 });
    await wait(day);
    expect(await describeGroup('a')).toMatchObject({ storedBytes: 0 });
  });

  it('takes only some numbers of days, and can be given up', async () => {
    const { create, put, logs, messages, wait } = logsWorld();
    await create('a');
    await put('a', ['x']);
    const wrong = logs('PutRetentionPolicy', { logGroupName: 'a', retentionInDays: 2 });
    expect(await refusalText(wrong)).toMatch(/^InvalidParameterException/);
    await logs('PutRetentionPolicy', { logGroupName: 'a', retentionInDays: 1 });
    await logs('DeleteRetentionPolicy', { logGroupName: 'a' });
    await wait(10 * day);
    expect(await messages('a')).toEqual(['x']);
  });
});
