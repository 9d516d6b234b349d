const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A time in ms as an event's own times are written: `2025-05-20T20:46:16Z`. */
export function isoTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** A time among parameters and response elements: `Aug 10, 2022, 10:38:27 PM`. */
export function shownTime(time: Date): string {
  const month = months[time.getUTCMonth()] ?? '';
  const hours = time.getUTCHours();
  const clock = [hours % 12 || 12, two(time.getUTCMinutes()), two(time.getUTCSeconds())].join(':');
  const half = hours < 12 ? 'AM' : 'PM';
  return `${month} ${time.getUTCDate()}, ${time.getUTCFullYear()}, ${clock} ${half}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
