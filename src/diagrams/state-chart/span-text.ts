const second = 1000;
const units = [
  [365 * 86_400 * second, 'year', 'years'],
  [86_400 * second, 'day', 'days'],
  [3600 * second, 'h', 'h'],
  [60 * second, 'min', 'min'],
  [second, 's', 's'],
] as const;

/** A span of the world's time in its two largest units: `7 days`, `1 h 30 min`, `250 ms`. */
export function spanText(ms: number): string {
  if (ms < second) return `${Math.round(ms)} ms`;
  const first = units.findIndex(([size]) => ms >= size);
  const parts: string[] = [];
  let rest = Math.round(ms / second) * second;
  for (const [size, one, many] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count.toLocaleString('en')} ${count === 1 ? one : many}`);
  }
  return parts.join(' ');
}
