/** One hour in ms: what is kept is charged by the hour. */
export const hour = 60 * 60 * 1000;

/** A calendar month in UTC: bills are by these. Times in ms; `end` is the next month's start. */
export interface Month {
  /** `2026-11` */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

// Asked for on every request, and the same for nearly all of them.
let known: Month = monthFrom(1970, 0);

/** The month that a time falls into. */
export function monthOf(time: number): Month {
  if (time >= known.start && time < known.end) return known;
  const date = new Date(time);
  known = monthFrom(date.getUTCFullYear(), date.getUTCMonth());
  return known;
}

function monthFrom(year: number, month: number): Month {
  return {
    name: `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`,
    start: Date.UTC(year, month),
    end: Date.UTC(year, month + 1),
  };
}
