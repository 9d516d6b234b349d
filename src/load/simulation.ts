import { filling, suffices } from '../engine/quotas/token-bucket';
import { seededWord } from '../engine/random';
import { Agenda } from './agenda';
import { followedFor, planFaults, requestCount, type LoadPlan } from './plan';
import { RateLimiter } from './rate-limiter';
import { Recorder, type LoadResult } from './recorder';
import { retryPolicy, standardRetryQuota } from './retry-policies';
import { events, refused, states, transitionTable, type RetryEvent } from './transition-table';

/** What an attempt is answered with, by number. */
const served = 0;
const throttled = 1;
const failed = 2;

/** Requests between two reports of progress. */
const stride = 10_000;

/**
 * Simulates a plan's requests one by one, in the order of time. A generator, so that who runs it
 * can report progress, and stop: it yields the share that is done, and returns what happened.
 * Throws a `RangeError` for a plan that cannot be run.
 */
export function* simulation(plan: LoadPlan): Generator<number, LoadResult> {
  const faults = planFaults(plan);
  if (faults.length > 0) throw new RangeError(faults.join(' '));
  const run = new Run(plan);
  for (let done = 0; run.advance(); done += 1) {
    if (done % stride === 0) yield run.share;
  }
  return run.record.result(plan, run.servedByOne);
}

/** The state of a simulation between two events. */
class Run {
  readonly #plan: LoadPlan;
  readonly record: Recorder;
  readonly #count: number;
  readonly #end: number;
  readonly #policy;
  readonly #table = transitionTable();
  readonly #state: Uint8Array;
  readonly #attempts: Uint16Array;
  readonly #began: Float64Array;
  readonly #client: Int32Array;
  readonly #retries = new Agenda();
  // Every attempt takes the same time, so answers come in the order of the attempts.
  readonly #awaited: { request: Int32Array; at: Float64Array; answer: Uint8Array };
  #first = 0;
  #last = 0;
  readonly #limiters: readonly RateLimiter[];
  readonly #retryTokens: Float64Array;
  readonly #cached: Int32Array;
  /** Requests that each client's cache has answered so far. */
  readonly #fromCache: Int32Array;
  #bucket: { thousandths: number; at: number };
  #arrived = 0;
  #nextArrival = 0;
  #drawn = 0;
  #answered = false;

  constructor(plan: LoadPlan) {
    this.#plan = plan;
    this.#count = requestCount(plan);
    this.#end = plan.seconds + followedFor;
    this.#policy = retryPolicy(plan.policy);
    this.#state = new Uint8Array(this.#count);
    this.#attempts = new Uint16Array(this.#count);
    this.#began = new Float64Array(this.#count);
    this.#client = new Int32Array(this.#count);
    const room = this.#count + 1;
    this.#awaited = {
      ...{ request: new Int32Array(room), at: new Float64Array(room) },
      answer: new Uint8Array(room),
    };
    const clients = Math.floor(plan.clients);
    this.#limiters = this.#policy.limitsRate
      ? Array.from({ length: clients }, () => new RateLimiter())
      : [];
    this.#retryTokens = new Float64Array(clients).fill(standardRetryQuota.capacity);
    this.#cached = new Int32Array(clients);
    this.#fromCache = new Int32Array(clients);
    this.#bucket = { thousandths: plan.limit * 1000, at: 0 };
    this.record = new Recorder(this.#count);
    this.#nextArrival = this.#gap();
  }

  get share(): number {
    return this.#arrived / this.#count;
  }

  /** The most requests that one answer served: a client's oldest answer is used up first. */
  get servedByOne(): number {
    if (!this.#answered) return 0;
    const mostFromCache = this.#fromCache.reduce((most, one) => Math.max(most, one), 0);
    return 1 + Math.min(this.#plan.servedByOneCall - 1, mostFromCache);
  }

  /** Takes the next event; false where there is none. What was sent by the end is answered yet. */
  advance(): boolean {
    const arrival = this.#arrived < this.#count ? this.#nextArrival : Infinity;
    const answer = this.#first === this.#last ? Infinity : this.#awaited.at[this.#first]!;
    const retry = this.#retries.next;
    const sending = Math.min(arrival, retry);
    if (answer < Infinity && (answer <= sending || sending > this.#end)) {
      this.#answer(answer);
    } else if (sending > this.#end) {
      return false;
    } else if (retry <= arrival) {
      this.#send(this.#retries.take(), retry);
    } else {
      this.#arrive(arrival);
    }
    return true;
  }

  #chance(): number {
    const { seed } = this.#plan;
    this.#drawn += 1;
    return seededWord(seed, this.#drawn) / 2 ** 32;
  }

  /** Seconds between two new requests. */
  #gap(): number {
    const { arrivals, requestsPerSecond } = this.#plan;
    return arrivals === 'even'
      ? 1 / requestsPerSecond
      : -Math.log(1 - this.#chance()) / requestsPerSecond;
  }

  #move(request: number, event: RetryEvent): void {
    const from = this.#state[request]!;
    const to = this.#table[from * events.length + events.indexOf(event)]!;
    if (to === refused) throw new Error(`a request that is ${states[from]} takes no ${event}`);
    this.#state[request] = to;
  }

  #arrive(now: number): void {
    const request = this.#arrived;
    this.#arrived += 1;
    this.#nextArrival = now + this.#gap();
    const client = request % this.#cached.length;
    this.#client[request] = client;
    this.#began[request] = now;
    this.record.add('requests', now);
    if (this.#cached[client]! > 0) {
      this.#cached[client]! -= 1;
      this.#fromCache[client]! += 1;
      this.#move(request, 'CACHED');
      this.record.add('cached', now);
      this.record.succeeded(0);
      return;
    }
    this.record.waits(now, 1);
    this.#schedule(request, now);
  }

  /** Sends at `at`, or later where the client's rate limiter makes it wait. */
  #schedule(request: number, at: number): void {
    const wait = this.#limiters[this.#client[request]!]?.acquire(at) ?? 0;
    if (wait === 0 && this.#state[request] === 0) this.#send(request, at);
    else this.#retries.add(at + wait, request);
  }

  #send(request: number, now: number): void {
    this.#move(request, 'SEND');
    this.#attempts[request]! += 1;
    this.record.add('attempts', now);
    const { outage, latency } = this.#plan;
    const over = outage === undefined ? 0 : outage.at + outage.seconds;
    const down = outage !== undefined && now >= outage.at && now < over;
    const answer = down ? failed : this.#admit(now) ? served : throttled;
    const at = this.#last;
    this.#awaited.request[at] = request;
    this.#awaited.at[at] = (down ? over : now) + latency / 1000;
    this.#awaited.answer[at] = answer;
    this.#last = (at + 1) % this.#awaited.request.length;
  }

  /** Whether the request quota lets an attempt through: the same bucket as the model's AWS has. */
  #admit(now: number): boolean {
    const rate = this.#limitAt(now);
    const ms = now * 1000;
    const thousandths = filling(this.#bucket, { rate, burst: rate }, ms);
    const admitted = suffices(thousandths, 1);
    this.#bucket = { thousandths: admitted ? thousandths - 1000 : thousandths, at: ms };
    return admitted;
  }

  #limitAt(now: number): number {
    const { limit, increase } = this.#plan;
    return increase !== undefined && now >= increase.at ? increase.limit : limit;
  }

  #answer(now: number): void {
    const at = this.#first;
    this.#first = (at + 1) % this.#awaited.request.length;
    const request = this.#awaited.request[at]!;
    const answer = this.#awaited.answer[at]!;
    const client = this.#client[request]!;
    this.#limiters[client]?.answered(now, answer === throttled);
    if (answer === served) {
      this.#move(request, 'SERVED');
      this.record.add('served', now);
      this.#answered = true;
      this.#repay(request, client);
      this.#cached[client]! += this.#plan.servedByOneCall - 1;
      this.record.waits(now, -1);
      this.record.succeeded(now - this.#began[request]!);
      return;
    }
    this.record.add(answer === throttled ? 'throttled' : 'failed', now);
    if (this.#mayRetry(request, client)) {
      this.#move(request, 'RETRY');
      const retry = this.#attempts[request]! - 1;
      const delay = this.#policy.delay(this.#plan.backoff, retry, this.#chance());
      this.#schedule(request, now + delay / 1000);
    } else {
      this.#move(request, 'GIVE_UP');
      this.record.add('abandoned', now);
      this.record.waits(now, -1);
    }
  }

  #mayRetry(request: number, client: number): boolean {
    const { attempts, retryQuota } = this.#plan;
    if (!this.#policy.retries || this.#attempts[request]! >= attempts) return false;
    if (!retryQuota) return true;
    if (this.#retryTokens[client]! < standardRetryQuota.cost) return false;
    this.#retryTokens[client]! -= standardRetryQuota.cost;
    return true;
  }

  /** A success gives tokens of the retry quota back: those of its last retry, or one. */
  #repay(request: number, client: number): void {
    const { capacity, cost, refill } = standardRetryQuota;
    const back = this.#attempts[request]! > 1 ? cost : refill;
    this.#retryTokens[client] = Math.min(capacity, this.#retryTokens[client]! + back);
  }
}
