/**
 * The fields of a cron() expression of Secrets Manager: it starts on the hour and holds in every
 * year. Source: Secrets Manager User Guide, "Rotation schedules", "Cron expressions" (read 2026-11).
 */
export interface Cron {
  readonly hours: ReadonlySet<number>;
  /** Whether a month has a window: January is 1. */
  readonly months: ReadonlySet<number>;
  /** Whether a day has one. */
  readonly isDay: (day: CalendarDay) => boolean;
}

/** A day in UTC: January is month 1, Sunday is weekday 1. */
export interface CalendarDay {
  readonly date: number;
  readonly month: number;
  readonly weekday: number;
  /** How many days the month has. */
  readonly daysInMonth: number;
}

/** Why an expression is none. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError';
}

const monthNames = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ');
const dayNames = 'SUN MON TUE WED THU FRI SAT'.split(' ');

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names of the values from `least` on. */
  readonly names?: readonly string[];
}

const hourField: Field = { name: 'Hours', least: 0, most: 23 };
const dateField: Field = { name: 'Day-of-month', least: 1, most: 31 };
const monthField: Field = { name: 'Month', least: 1, most: 12, names: monthNames };
const weekdayField: Field = { name: 'Day-of-week', least: 1, most: 7, names: dayNames };

function valueOf(text: string, field: Field): number {
  const named = field.names?.indexOf(text.toUpperCase()) ?? -1;
  const value = named >= 0 ? field.least + named : /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  if (value >= field.least && value <= field.most) return value;
  throw new ScheduleError(`${field.name} has the invalid value ${text}.`);
}

function between(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

/** `*`, `5`, `1,15`, `MON-FRI`, `2/10`, and `/8`, which begins with the first value. */
function valuesOf(text: string, field: Field): ReadonlySet<number> {
  const { least, most, name } = field;
  const values = text.split(',').flatMap((part) => {
    if (part === '*') return between(least, most, 1);
    const [start = '', step, ...more] = part.split('/');
    if (step !== undefined) {
      if (more.length > 0 || !/^[1-9]\d?$/.test(step)) {
        throw new ScheduleError(`${name} has the invalid increment ${part}.`);
      }
      const from = start === '' || start === '*' ? least : valueOf(start, field);
      return between(from, most, Number(step));
    }
    const [first = '', last] = part.split('-', 2);
    const from = valueOf(first, field);
    const to = last === undefined ? from : valueOf(last, field);
    if (to < from) throw new ScheduleError(`${name} has the invalid range ${part}.`);
    return between(from, to, 1);
  });
  return new Set(values);
}

/** `L`: the last day of the month; `SUNL`: its last Sunday. */
function dayOfMonth(text: string): Cron['isDay'] {
  if (text.toUpperCase() === 'L') return ({ date, daysInMonth }) => date === daysInMonth;
  const last = /^([A-Z]{3}|[1-7])L$/i.exec(text)?.[1];
  if (last !== undefined) return lastWeekday(valueOf(last, weekdayField));
  const dates = valuesOf(text, dateField);
  return ({ date }) => dates.has(date);
}

/** `TUE#3`: the third Tuesday; `L`: Saturday; `6L`: the last Friday of the month. */
function dayOfWeek(text: string): Cron['isDay'] {
  const nth = /^([A-Z]{3}|[1-7])#([1-5])$/i.exec(text);
  if (nth !== null) {
    const wanted = valueOf(nth[1]!, weekdayField);
    return ({ date, weekday }) => weekday === wanted && Math.ceil(date / 7) === Number(nth[2]);
  }
  if (text.toUpperCase() === 'L') return ({ weekday }) => weekday === weekdayField.most;
  const last = /^([A-Z]{3}|[1-7])L$/i.exec(text)?.[1];
  if (last !== undefined) return lastWeekday(valueOf(last, weekdayField));
  const weekdays = valuesOf(text, weekdayField);
  return ({ weekday }) => weekdays.has(weekday);
}

function lastWeekday(wanted: number): Cron['isDay'] {
  return ({ date, weekday, daysInMonth }) => weekday === wanted && date > daysInMonth - 7;
}

/** Reads what stands between the parentheses of cron(). Throws ScheduleError. */
export function readCron(text: string): Cron {
  const [minutes, hours, date, month, weekday, year, ...more] = text.trim().split(/\s+/);
  if (year === undefined || more.length > 0) {
    throw new ScheduleError('A cron expression has six fields.');
  }
  if (minutes !== '0') throw new ScheduleError('Minutes must be 0: windows start on the hour.');
  if (year !== '*') throw new ScheduleError('Year must be *.');
  if ((date === '?') === (weekday === '?')) {
    throw new ScheduleError('One of Day-of-month and Day-of-week must be ?, and the other not.');
  }
  return {
    hours: valuesOf(hours!, hourField),
    months: valuesOf(month!, monthField),
    isDay: date === '?' ? dayOfWeek(weekday!) : dayOfMonth(date!),
  };
}
