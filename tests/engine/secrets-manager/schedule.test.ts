import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSchedule } from '../../../src/engine/services/secrets-manager/schedule';

const hour = 60 * 60 * 1000;
const now = Date.UTC(2026, 10, 23, 12, 30);

/** The next windows of rules, as `start/hours`. */
function windows(rules: object, count = 3, after = now): string[] {
  const schedule = readSchedule(rules)!;
  const found: string[] = [];
  let from = after;
  for (let n = 0; n < count; n += 1) {
    const { start, end } = schedule.next(from);
    found.push(`${new Date(start).toISOString().slice(0, 13)}/${(end - start) / hour}`);
    from = start;
  }
  return found;
}

describe('schedules', () => {
  // The examples of the user guide.
  it.each([
    ['cron(0 /8 * * ? *)', ['2026-11-23T16/1', '2026-11-24T00/1', '2026-11-24T08/1']],
    ['cron(0 8/8 * * ? *)', ['2026-11-23T16/1', '2026-11-24T08/1', '2026-11-24T16/1']],
    ['cron(0 2/10 * * ? *)', ['2026-11-23T22/1', '2026-11-24T02/1', '2026-11-24T12/1']],
    ['cron(0 10 * * ? *)', ['2026-11-24T10/14', '2026-11-25T10/14', '2026-11-26T10/14']],
    ['cron(0 18 ? * SAT *)', ['2026-11-28T18/6', '2026-12-05T18/6', '2026-12-12T18/6']],
    ['cron(0 8 1 * ? *)', ['2026-12-01T08/16', '2027-01-01T08/16', '2027-02-01T08/16']],
    ['cron(0 1 ? 1/3 SUN#1 *)', ['2027-01-03T01/23', '2027-04-04T01/23', '2027-07-04T01/23']],
    ['cron(0 17 L * ? *)', ['2026-11-30T17/7', '2026-12-31T17/7', '2027-01-31T17/7']],
    ['cron(0 8 ? * MON-FRI *)', ['2026-11-24T08/16', '2026-11-25T08/16', '2026-11-26T08/16']],
    ['cron(0 16 1,15 * ? *)', ['2026-12-01T16/8', '2026-12-15T16/8', '2027-01-01T16/8']],
    ['cron(0 0 ? * SUN#1 *)', ['2026-12-06T00/24', '2027-01-03T00/24', '2027-02-07T00/24']],
    ['cron(0 0 ? 1/11 2#1 *)', ['2026-12-07T00/24', '2027-01-04T00/24', '2027-12-06T00/24']],
    ['cron(0 0 SUNL * ? *)', ['2026-11-29T00/24', '2026-12-27T00/24', '2027-01-31T00/24']],
    ['rate(4 hours)', ['2026-11-23T16/1', '2026-11-23T20/1', '2026-11-24T00/1']],
    ['rate(10 days)', ['2026-12-03T00/24', '2026-12-13T00/24', '2026-12-23T00/24']],
  ])('%s', (ScheduleExpression, expected) => {
    expect(windows({ ScheduleExpression })).toEqual(expected);
  });

  it('of days begin at midnight, and last as long as they are told to', () => {
    expect(windows({ AutomaticallyAfterDays: 7 }, 1)).toEqual(['2026-11-30T00/24']);
    expect(windows({ AutomaticallyAfterDays: 7, Duration: '3h' }, 1)).toEqual(['2026-11-30T00/3']);
  });

  it.each([
    [{ ScheduleExpression: 'rate(3 hours)' }, 'at least 4 hours'],
    [{ ScheduleExpression: 'rate(1000 days)' }, 'at most 999 days'],
    [{ ScheduleExpression: 'rate(0 days)' }, 'not a positive number'],
    [{ ScheduleExpression: 'rate(4 weeks)' }, 'not a positive number of hours or days'],
    [{ ScheduleExpression: 'every day' }, 'neither a rate() nor a cron()'],
    [{ ScheduleExpression: 'cron(5 10 * * ? *)' }, 'Minutes must be 0'],
    [{ ScheduleExpression: 'cron(0 10 * * ? 2027)' }, 'Year must be *'],
    [{ ScheduleExpression: 'cron(0 10 * * * *)' }, 'must be ?'],
    [{ ScheduleExpression: 'cron(0 10 ? * ? *)' }, 'must be ?'],
    [{ ScheduleExpression: 'cron(0 24 * * ? *)' }, 'Hours has the invalid value 24'],
    [{ ScheduleExpression: 'cron(0 /3 * * ? *)' }, '4 hours apart'],
    [{ ScheduleExpression: 'cron(0 10 31 2 ? *)' }, 'never comes true'],
    [{ ScheduleExpression: 'cron(0 10 * ?)' }, 'six fields'],
    [{ ScheduleExpression: 'cron(0 20 * * ? *)', Duration: '5h' }, 'into the next day'],
    [{ ScheduleExpression: 'cron(0 /4 * * ? *)', Duration: '5h' }, 'into the next one'],
    [{ ScheduleExpression: 'rate(4 hours)', Duration: '5h' }, 'into the next one'],
    [{ AutomaticallyAfterDays: 1, Duration: '25h' }, 'into the next day'],
    [{ AutomaticallyAfterDays: 1, ScheduleExpression: 'rate(1 day)' }, 'cannot be used together'],
    [{ Duration: '3h' }, 'needs AutomaticallyAfterDays'],
  ])('%j is refused', (rules, reason) => {
    expect(() => readSchedule(rules)).toThrow(reason);
  });

  it('open after the time they are asked for, on the hour, within one day', () => {
    const rules = fc.oneof(
      fc.integer({ min: 4, max: 200 }).map((n) => ({ ScheduleExpression: `rate(${n} hours)` })),
      fc.integer({ min: 1, max: 999 }).map((n) => ({ AutomaticallyAfterDays: n })),
      fc
        .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 28 }))
        .map(([h, d]) => ({ ScheduleExpression: `cron(0 ${h} ${d} * ? *)` })),
    );
    fc.assert(
      fc.property(rules, fc.integer({ min: 0, max: 4e12 }), (each, after) => {
        const { start, end } = readSchedule(each)!.next(after);
        expect(start).toBeGreaterThan(after);
        expect(start % hour).toBe(0);
        expect(end - start).toBeGreaterThanOrEqual(hour);
        expect(Math.floor((end - 1) / (24 * hour))).toBe(Math.floor(start / (24 * hour)));
      }),
    );
  });
});
