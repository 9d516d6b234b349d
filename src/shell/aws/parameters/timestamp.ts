import type { Value } from './value';

// A date, then perhaps a time, then perhaps an offset; without one it is UTC.
const iso =
  /^(\d{4})-?(\d{2})-?(\d{2})(?:[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/**
 * The moment that a timestamp parameter means: ISO 8601 or seconds since 1970, as a number or as
 * text. Undefined for anything else.
 */
export function readTimestamp(value: Value): Date | undefined {
  if (typeof value === 'number') return validDate(value * 1000);
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  const match = iso.exec(text);
  if (match === null) {
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? validDate(Number(text) * 1000) : undefined;
  }
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '0', zone] =
    match;
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
  return validDate(Date.parse(time + offset(zone)));
}

function offset(zone: string | undefined): string {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 'Z';
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function validDate(time: number): Date | undefined {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
