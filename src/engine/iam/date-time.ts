// Fractions of a second beyond milliseconds do not count.
const iso =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

const epochSeconds = /^\d{5,}(?:\.\d+)?$/;

/**
 * Milliseconds since 1970 of a date in a policy or request: one of the W3C forms of ISO 8601, or
 * seconds since 1970 (five digits and more, as four are a year). NaN when it is neither.
 * Source: IAM User Guide, "Condition operators", date condition operators.
 */
export function dateTime(text: string): number {
  if (epochSeconds.test(text)) return Number(text) * 1000;
  const match = iso.exec(text);
  if (match === null) return NaN;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00'] = match;
  const fraction = (match[7] ?? '').slice(0, 3).padEnd(3, '0');
  const zone = match[8] ?? 'Z';
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction}${zone}`);
}
