/** What a learner wants of review. */
export interface ReviewPlan {
  /** The day of the exam, ISO 8601; absent without one. */
  readonly examDay?: string;
  /** What a day's session takes at most. */
  readonly minutesADay: number;
}

/** The plan of somebody who has not chosen any. */
export const standardPlan: ReviewPlan = { minutesADay: 20 };

/** FSRS's usual retention, without an exam in sight. */
export const usualTarget = 0.9;

/** Far from the exam what is forgotten can still be learned again; close to it, it cannot. */
const [farTarget, lastTarget, farDays] = [0.85, 0.97, 30] as const;

/** Days from a time to the start of the exam's day, UTC; undefined without an exam, or after it. */
export function daysToExam({ examDay }: ReviewPlan, now: number): number | undefined {
  if (examDay === undefined) return undefined;
  const days = (Date.parse(examDay) - now) / 86_400_000;
  // On the day itself there is still time to look at something.
  return Number.isNaN(days) || days < -1 ? undefined : Math.max(0, days);
}

/**
 * The recall below which a unit is due. With an exam it rises in a straight line over the last 30
 * days, so that more is asked for as the day nears.
 */
export function targetAt(daysLeft: number | undefined): number {
  if (daysLeft === undefined) return usualTarget;
  const near = 1 - Math.min(1, daysLeft / farDays);
  return farTarget + (lastTarget - farTarget) * near;
}

/** Reads a plan that was stored. */
export function readPlan(value: unknown): ReviewPlan {
  if (typeof value !== 'object' || value === null) return standardPlan;
  const { examDay, minutesADay } = value as Record<string, unknown>;
  const minutes =
    typeof minutesADay === 'number' && minutesADay >= 5 && minutesADay <= 240
      ? minutesADay
      : standardPlan.minutesADay;
  const day =
    typeof examDay === 'string' && /^\d{4}-\d\d-\d\d$/.test(examDay) ? examDay : undefined;
  return { minutesADay: minutes, ...(day === undefined ? {} : { examDay: day }) };
}
