/**
 * A bucket of tokens as it was at `at` (ms). It holds thousandths, so that whole rates a second are
 * whole numbers a millisecond and nothing is lost to rounding.
 */
export interface TokenBucket {
  readonly thousandths: number;
  readonly at: number;
}

/** How fast a bucket fills (tokens a second) and how many it holds. */
export interface Flow {
  readonly rate: number;
  readonly burst: number;
}

/** The thousandths of tokens in a bucket at `now`; time that runs backwards adds none. */
export function filling({ thousandths, at }: TokenBucket, { rate, burst }: Flow, now: number) {
  const elapsed = now - at;
  if (elapsed <= 0) return thousandths;
  return Math.min(burst * 1000, thousandths + elapsed * rate);
}

/** Whether so much is in the bucket; a tiny part may be missing, since 0.1 has no exact number. */
export function suffices(thousandths: number, tokens: number): boolean {
  return thousandths + 1e-6 >= tokens * 1000;
}
