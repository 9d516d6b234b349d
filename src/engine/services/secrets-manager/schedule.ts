import type { RotationRulesType } from '@aws-sdk/client-secrets-manager';
import { readCron, ScheduleError, type CalendarDay, type Cron } from './cron';

// Source: Secrets Manager User Guide, "Rotation schedules" (read 2026-11). Times in ms, in UTC.
const hour = 60 * 60 * 1000;
const day = 24 * hour;
const leastHours = 4;
const mostDays = 999;

/** When a secret is rotated: some time within a window. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** When windows open, and for how long. */
export interface Schedule {
  /** The first window after a rotation, or after now where there was none. */
  next(after: number): Window;
  /** Whether the next window is counted from the last rotation, by whomever it was. */
  readonly countsFromRotation: boolean;
}

/** Reads rotation rules; undefined where they have no schedule. Throws ScheduleError. */
export function readSchedule(rules: RotationRulesType): Schedule | undefined {
  const { AutomaticallyAfterDays: days, ScheduleExpression: text, Duration } = rules;
  if (days !== undefined && text !== undefined) {
    throw new ScheduleError(
      'AutomaticallyAfterDays and ScheduleExpression cannot be used together.',
    );
  }
  const asked = Duration === undefined ? undefined : Number(Duration.slice(0, -1));
  if (asked === 0) throw new ScheduleError('Duration must be at least one hour.');
  if (days !== undefined) return everyDays(days, asked);
  if (text === undefined) {
    if (asked === undefined) return undefined;
    throw new ScheduleError('Duration needs AutomaticallyAfterDays or ScheduleExpression.');
  }
  const [, kind, inner = ''] = /^(rate|cron)\((.*)\)$/.exec(text) ?? [];
  if (kind === 'rate') return rate(inner, asked);
  if (kind === 'cron') return byCron(readCron(inner), asked);
  throw new ScheduleError(`${text} is neither a rate() nor a cron() expression.`);
}

function rate(text: string, asked: number | undefined): Schedule {
  const [, digits, unit] = /^(\d+) (hours?|days?)$/.exec(text) ?? [];
  const count = Number(digits);
  if (unit === undefined || count === 0) {
    throw new ScheduleError(`rate(${text}) is not a positive number of hours or days.`);
  }
  if (unit.startsWith('day')) {
    if (count > mostDays) throw new ScheduleError(`A rate is at most ${mostDays} days.`);
    return everyDays(count, asked);
  }
  if (count < leastHours) throw new ScheduleError(`A rate is at least ${leastHours} hours.`);
  if (count > mostDays * 24) throw new ScheduleError(`A rate is at most ${mostDays} days.`);
  const length = asked ?? 1;
  if (length > count) throw new ScheduleError('The window must not reach into the next one.');
  return {
    countsFromRotation: true,
    next: (after) => windowAt(after - (after % hour) + count * hour, length),
  };
}

/** Windows of so many hours from midnight; the rest of the day where nothing else is said. */
function everyDays(count: number, asked = 24): Schedule {
  if (asked > 24) throw new ScheduleError('The window must not reach into the next day.');
  return {
    countsFromRotation: true,
    next: (after) => windowAt(after - (after % day) + count * day, asked),
  };
}

const windowAt = (start: number, hours: number): Window => ({ start, end: start + hours * hour });

/** Windows at the hours of the days of a cron expression. */
function byCron({ hours, months, isDay }: Cron, asked: number | undefined): Schedule {
  const sorted = [...hours].sort((a, b) => a - b);
  const gaps = sorted.slice(1).map((each, i) => each - sorted[i]!);
  if (gaps.some((gap) => gap < leastHours)) {
    throw new ScheduleError(`Windows are at least ${leastHours} hours apart.`);
  }
  // A schedule in hours has windows of an hour; one in days has the rest of the day.
  const lengthAt = (start: number) => asked ?? (sorted.length > 1 ? 1 : 24 - start);
  if (asked !== undefined && gaps.some((gap) => asked > gap)) {
    throw new ScheduleError('The window must not reach into the next one.');
  }
  if (sorted.some((start) => start + lengthAt(start) > 24)) {
    throw new ScheduleError('The window must not reach into the next day.');
  }
  const next = (after: number): Window | undefined => {
    const today = after - (after % day);
    for (let date = today; date < today + horizon; date += day) {
      const calendar = calendarDay(date);
      if (!months.has(calendar.month) || !isDay(calendar)) continue;
      const start = sorted.find((each) => date + each * hour > after);
      if (start !== undefined) return windowAt(date + start * hour, lengthAt(start));
    }
    return undefined;
  };
  if (next(0) === undefined) throw new ScheduleError('The expression never comes true.');
  return { countsFromRotation: false, next: (after) => next(after)! };
}

// 29 February comes every eight years at the latest, and a fifth weekday with it in 40.
const horizon = 41 * 366 * day;

function calendarDay(time: number): CalendarDay {
  const at = new Date(time);
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return {
    ...{ date: at.getUTCDate(), month: month + 1, weekday: at.getUTCDay() + 1 },
    daysInMonth: new Date(Date.UTC(year, month + 1, 0)).getUTCDate(),
  };
}
