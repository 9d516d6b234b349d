/** How much time an exam gives. */
export type TimerId = 'off' | 'x1' | 'plus30' | 'x1.5' | 'x2' | 'x10';

/** A choice of time (WCAG 2.2, 2.2.1): off comes first, and the exam's own is opt-in. */
export interface Timer {
  readonly id: TimerId;
  readonly title: string;
  readonly about: string;
  /** Minutes of it, by those of the exam; undefined: as long as one likes. */
  readonly minutes: ((exam: number) => number) | undefined;
}

/** The choices of time. */
export const timers: readonly Timer[] = [
  { id: 'off', title: 'Off', about: 'As long as you like.', minutes: undefined },
  { id: 'x1', title: '1×', about: 'As in the exam.', minutes: (exam) => exam },
  {
    id: 'plus30',
    title: '+30 min',
    about: 'What AWS grants to those whose first language is another one.',
    minutes: (exam) => exam + 30,
  },
  { id: 'x1.5', title: '1.5×', about: 'Half as much again.', minutes: (exam) => exam * 1.5 },
  { id: 'x2', title: '2×', about: 'Twice the time.', minutes: (exam) => exam * 2 },
  { id: 'x10', title: '10×', about: 'Ten times the time.', minutes: (exam) => exam * 10 },
];

/** The limit in ms; undefined without one. */
export function limitOf(id: TimerId, examMinutes: number): number | undefined {
  const minutes = timers.find((timer) => timer.id === id)?.minutes?.(examMinutes);
  return minutes === undefined ? undefined : minutes * 60_000;
}

/** What is warned of, in ms before the end. */
const warnings = [30, 10, 5, 1].map((minutes) => minutes * 60_000);

/** How long a warning stays: what it says is true then. */
const warnedFor = 20_000;

/** What is said as 30, 10, 5 and 1 minutes are reached; empty in between. */
export function warningAt(left: number | undefined): string {
  if (left === undefined) return '';
  const due = warnings.find((warning) => left <= warning && left > warning - warnedFor);
  if (due === undefined) return '';
  const minutes = due / 60_000;
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left.`;
}

/** A time for the eye: 1:05:09 or 5:09. */
export function clockText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (n: number) => String(n).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}
