/** A request that took its share of a quota, or was refused for it. */
export interface Sample {
  /** World time in ms. */
  readonly at: number;
  /** How many requests it counts for. */
  readonly count: number;
  readonly admitted: boolean;
  /** Whole requests that were left afterwards; undefined where only the audit trail tells of it. */
  readonly remaining: number | undefined;
}

/** A request quota of an account in a Region, and what was made of it. */
export interface QuotaUse {
  readonly key: string;
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly name: string;
  /** Service Quotas' code; null where AWS publishes none. */
  readonly code: string | null;
  readonly adjustable: boolean;
  readonly description: string;
  /** The operations that share it. */
  readonly operations: readonly string[];
  /** Requests a second, and how many may come at once. */
  readonly rate: number;
  readonly burst: number;
  /** Whole requests that it would let through now. */
  readonly left: number;
  readonly isThrottling: boolean;
  /** Whether a higher limit was asked for and is not decided on yet. */
  readonly increaseRequested: boolean;
  /** Requests, and those refused, in the last second and in all. */
  readonly lastSecond: number;
  readonly requests: number;
  readonly throttled: number;
  /** In the order of time. */
  readonly samples: readonly Sample[];
  /** The ids of the requests in the trace that counted for it. */
  readonly sentIds: readonly string[];
}

/** Those that need a look first: refusing now, then the emptiest, then the most used. */
export function byNeed(uses: readonly QuotaUse[]): QuotaUse[] {
  const full = ({ left, burst }: QuotaUse) => Math.min(1, left / burst);
  return [...uses].sort(
    (a, b) =>
      Number(b.isThrottling) - Number(a.isThrottling) ||
      full(a) - full(b) ||
      b.throttled - a.throttled ||
      b.requests - a.requests ||
      (a.key < b.key ? -1 : 1),
  );
}

/** How much is left, in words: `99,988 of 100,000`. */
export function leftText({ left, burst }: QuotaUse): string {
  return `${left.toLocaleString('en')} of ${burst.toLocaleString('en')}`;
}

/** A quota told in a sentence. */
export function useSentence(use: QuotaUse): string {
  const { name, account, region, rate, lastSecond, requests, throttled, isThrottling } = use;
  const state = isThrottling ? ' It refuses requests now.' : '';
  const number = (value: number) => value.toLocaleString('en');
  return `${name}, account ${account} in ${region}: ${leftText(use)} left at ${number(rate)} a second; ${number(lastSecond)} in the last second, ${number(requests)} in all, ${number(throttled)} throttled.${state}`;
}
