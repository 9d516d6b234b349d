import type { Backoff, RetryPolicyName } from './retry-policies';

/** What many clients ask of a service, and how the service and they behave. */
export interface LoadPlan {
  readonly clients: number;
  /** Requests of all clients together a second. */
  readonly requestsPerSecond: number;
  /** How many seconds new requests come; those that wait are followed for `followedFor` more. */
  readonly seconds: number;
  /** `even`: at equal distances. `random`: independently of each other (a Poisson process). */
  readonly arrivals: 'even' | 'random';
  readonly policy: RetryPolicyName;
  /** Attempts of one request at most, the first included. */
  readonly attempts: number;
  readonly backoff: Backoff;
  /** Whether the SDKs' retry quota holds the clients back. */
  readonly retryQuota: boolean;
  /** The request quota: requests a second. As in this model's AWS, a second's worth is kept. */
  readonly limit: number;
  /** ms from an attempt to its answer. */
  readonly latency: number;
  /** The service does not answer; what was sent meanwhile fails together when it is back. */
  readonly outage?: { readonly at: number; readonly seconds: number } | undefined;
  /** A quota increase takes effect. */
  readonly increase?: { readonly at: number; readonly limit: number } | undefined;
  /** How many requests of a client one answer serves: more than 1 with a data key cache or Bucket Key. */
  readonly servedByOneCall: number;
  /** What repeats the same chance. */
  readonly seed: number;
}

/** The most requests that one run simulates. */
export const mostRequests = 1_000_000;

/** How many requests a plan has. */
export function requestCount({ requestsPerSecond, seconds }: LoadPlan): number {
  return Math.round(requestsPerSecond * seconds);
}

const least: Readonly<Partial<Record<keyof LoadPlan, number>>> = {
  ...{ clients: 1, requestsPerSecond: 1, seconds: 1, attempts: 1, limit: 1, latency: 0 },
  servedByOneCall: 1,
};

/** How many seconds after the last new request those that wait are followed. */
export const followedFor = 600;

/** What is wrong with a plan, a sentence for each fault. */
export function planFaults(plan: LoadPlan): string[] {
  const faults: string[] = [];
  for (const [name, smallest] of Object.entries(least)) {
    const value = plan[name as keyof LoadPlan];
    if (typeof value !== 'number' || !Number.isFinite(value) || value < smallest) {
      faults.push(`${name} has to be a number of at least ${smallest}.`);
    }
  }
  const { base, cap } = plan.backoff;
  if (!(base >= 0) || !(cap >= base)) faults.push('The longest delay is shorter than the first.');
  if (faults.length === 0 && requestCount(plan) > mostRequests) {
    faults.push(
      `These are ${requestCount(plan).toLocaleString('en')} requests; a run has at most ${mostRequests.toLocaleString('en')}.`,
    );
  }
  for (const [what, part] of [
    ['outage', plan.outage],
    ['increase', plan.increase],
  ] as const) {
    if (part !== undefined && !(part.at >= 0)) faults.push(`The ${what} begins before the run.`);
  }
  return faults;
}
