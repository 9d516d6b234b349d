/** How a client waits between attempts. */
export type RetryPolicyName = 'none' | 'fixed' | 'exponential' | 'full-jitter' | 'adaptive';

/** The delays of a policy, in ms. */
export interface Backoff {
  /** The first delay, before it grows. */
  readonly base: number;
  /** What no delay exceeds. */
  readonly cap: number;
}

/** One way to wait. */
export interface RetryPolicy {
  readonly name: RetryPolicyName;
  readonly title: string;
  /** The formula as the page shows it. */
  readonly formula: string;
  readonly retries: boolean;
  /** True where a rate limiter in the client slows all its requests down once one is throttled. */
  readonly limitsRate: boolean;
  /** The delay in ms before retry number `retry` (from 0); `chance` is uniform in [0, 1). */
  delay(backoff: Backoff, retry: number, chance: number): number;
}

const grown = ({ base, cap }: Backoff, retry: number) => Math.min(cap, base * 2 ** retry);

// Source of the formulas: AWS SDKs and Tools Reference Guide, "Retry behavior" (standard and
// adaptive: random between 0 and min(base × 2^retry, 20 s)); AWS Architecture Blog, "Exponential
// Backoff And Jitter" (exponential without jitter, full jitter). Read 2026-11.
/** Every policy, from the worst to the best behaved. */
export const retryPolicies: readonly RetryPolicy[] = [
  {
    ...{ name: 'none', title: 'No retries', formula: 'one attempt' },
    ...{ retries: false, limitsRate: false },
    delay: () => 0,
  },
  {
    ...{ name: 'fixed', title: 'Fixed delay', formula: 'base' },
    ...{ retries: true, limitsRate: false },
    delay: ({ base }) => base,
  },
  {
    ...{ name: 'exponential', title: 'Exponential', formula: 'min(cap, base × 2^retry)' },
    ...{ retries: true, limitsRate: false },
    delay: grown,
  },
  {
    ...{ name: 'full-jitter', title: 'Full jitter' },
    formula: 'random(0, 1) × min(cap, base × 2^retry)',
    ...{ retries: true, limitsRate: false },
    delay: (backoff, retry, chance) => chance * grown(backoff, retry),
  },
  {
    ...{ name: 'adaptive', title: 'Adaptive' },
    formula: 'full jitter, and a rate limiter in the client',
    ...{ retries: true, limitsRate: true },
    delay: (backoff, retry, chance) => chance * grown(backoff, retry),
  },
];

/** The policy of a name. */
export function retryPolicy(name: RetryPolicyName): RetryPolicy {
  const found = retryPolicies.find((policy) => policy.name === name);
  if (found === undefined) throw new RangeError(`there is no retry policy ${name}`);
  return found;
}

/** The retry quota of one client, in tokens. */
export interface RetryQuota {
  readonly capacity: number;
  readonly cost: number;
  /** What a request that is served at its first attempt gives back. */
  readonly refill: number;
}

/**
 * What the SDKs' standard mode allows: a bucket of tokens that retries take from and successes
 * fill again. Source: AWS SDKs and Tools Reference Guide, "Retry behavior", read 2026-11.
 */
export const standardRetryQuota: RetryQuota = { capacity: 500, cost: 5, refill: 1 };
