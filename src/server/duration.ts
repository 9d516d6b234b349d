const part = (letter: string) => `(?:(\\d+(?:\\.\\d+)?)${letter})?`;
const pattern = new RegExp(
  `^P(?!$)${part('Y')}${part('M')}${part('W')}${part('D')}(?:T(?!$)${part('H')}${part('M')}${part('S')})?$`,
);

/**
 * The time in ms that is an ISO 8601 duration (`P30D`, `PT1H30M`, `P1Y6M`) after `start`: years
 * and months are the calendar's. Undefined where the text is no duration.
 */
export function addDuration(start: number, text: string): number | undefined {
  const found = pattern.exec(text);
  if (found === null) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = found
    .slice(1)
    .map((number) => Number(number ?? 0)) as [
    ...[number, number, number, number, number, number, number],
  ];
  // Parts of a year or month have no fixed length.
  if (!Number.isInteger(years) || !Number.isInteger(months)) return undefined;
  const shifted = addMonths(new Date(start), years * 12 + months);
  const fixed = ((weeks * 7 + days) * 24 + hours) * 3600 + minutes * 60 + seconds;
  const end = Math.round(shifted + fixed * 1000);
  return Number.isNaN(new Date(end).getTime()) ? undefined : end;
}

/** The same day of a later month, or that month's last day where it is shorter. */
function addMonths(date: Date, months: number): number {
  const day = date.getUTCDate();
  const first = new Date(date);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() + months);
  const next = new Date(first);
  next.setUTCMonth(next.getUTCMonth() + 1);
  next.setUTCDate(0);
  first.setUTCDate(Math.min(day, next.getUTCDate()));
  return first.getTime();
}
