import type { LoadPlan } from './plan';

/** What is counted, each second. */
export const counts = [
  'requests',
  'cached',
  'attempts',
  'served',
  'throttled',
  'failed',
  'abandoned',
] as const;

export type Count = (typeof counts)[number];

/** What happened in one second. */
export type Second = Readonly<Record<Count, number>> & {
  /** Requests that wait for an answer or for their next attempt, at the second's end. */
  readonly waiting: number;
};

/** What a simulated plan came to. Latencies in seconds, from a request to its success. */
export interface LoadResult {
  readonly plan: LoadPlan;
  readonly seconds: readonly Second[];
  readonly totals: Readonly<Record<Count, number>>;
  /** Requests that still wait when the run stops following them. */
  readonly waiting: number;
  /** Attempts for each request that the caches did not answer. */
  readonly amplification: number;
  readonly latency: { readonly median: number; readonly p99: number; readonly longest: number };
  /** The most requests that one answer served: what one data key, if it leaks, opens. */
  readonly servedByOne: number;
}

/** Counts what happens in a simulation, second by second. */
export class Recorder {
  readonly #seconds: Record<Count | 'waiting', number>[] = [];
  readonly #latencies: Float64Array;
  #succeeded = 0;
  #waiting = 0;

  constructor(requests: number) {
    this.#latencies = new Float64Array(requests);
  }

  add(count: Count, now: number): void {
    this.#second(now)[count] += 1;
  }

  /** So many more requests wait (or fewer). */
  waits(now: number, change: number): void {
    const second = this.#second(now);
    this.#waiting += change;
    second.waiting = this.#waiting;
  }

  succeeded(latency: number): void {
    this.#latencies[this.#succeeded] = latency;
    this.#succeeded += 1;
  }

  /** What was counted. `servedByOne` is the most requests that one answer served. */
  result(plan: LoadPlan, servedByOne: number): LoadResult {
    const totals = zeros();
    for (const second of this.#seconds) for (const name of counts) totals[name] += second[name];
    const sorted = this.#latencies.subarray(0, this.#succeeded).sort();
    const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
    const calls = totals.requests - totals.cached;
    return {
      ...{ plan, seconds: this.#seconds, totals, waiting: this.#waiting },
      amplification: calls === 0 ? 0 : totals.attempts / calls,
      latency: { median: at(0.5), p99: at(0.99), longest: at(1) },
      servedByOne,
    };
  }

  #second(now: number): Record<Count | 'waiting', number> {
    const index = Math.floor(now);
    for (let next = this.#seconds.length; next <= index; next += 1) {
      this.#seconds.push({ ...zeros(), waiting: this.#waiting });
    }
    return this.#seconds[index]!;
  }
}

function zeros(): Record<Count, number> {
  return {
    ...{ requests: 0, cached: 0, attempts: 0 },
    ...{ served: 0, throttled: 0, failed: 0, abandoned: 0 },
  };
}
