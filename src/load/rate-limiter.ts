// The client-side rate limiter of the SDKs' adaptive retry mode: after a throttled attempt it
// allows 0.7 of the measured rate, then grows along a cubic curve back to where it was and beyond,
// as TCP CUBIC does. Source of the constants: AWS SDKs and Tools Reference Guide, "Retry behavior",
// and the specification in the SDKs' sources (botocore, retries/throttling.py), read 2026-11.
const beta = 0.7;
const scale = 0.4;
const smoothing = 0.8;
const smallestRate = 0.5;
const smallestBurst = 1;
/** The rate is measured over half seconds. */
const measuredOver = 0.5;

/** Limits the rate of one client. Times are in seconds. */
export class RateLimiter {
  #enabled = false;
  #rate = 0;
  #burst = 0;
  #tokens = 0;
  #filledAt = 0;
  #measured = 0;
  #counted = 0;
  #measuredUntil = 0;
  #rateBefore = 0;
  #throttledAt = 0;

  /** Requests a second that it allows; infinite before the first throttled attempt. */
  get rate(): number {
    return this.#enabled ? this.#rate : Infinity;
  }

  /** How many seconds an attempt that wants to start at `now` has to wait. */
  acquire(now: number): number {
    if (!this.#enabled) return 0;
    this.#fill(now);
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : -this.#tokens / this.#rate;
  }

  /** Learns from an attempt's answer. */
  answered(now: number, throttled: boolean): void {
    this.#measure(now);
    let rate: number;
    if (throttled) {
      const used = this.#enabled ? Math.min(this.#measured, this.#rate) : this.#measured;
      this.#rateBefore = used;
      this.#throttledAt = now;
      this.#enabled = true;
      rate = used * beta;
    } else {
      const backThere = Math.cbrt((this.#rateBefore * (1 - beta)) / scale);
      rate = scale * (now - this.#throttledAt - backThere) ** 3 + this.#rateBefore;
    }
    this.#allow(Math.min(rate, 2 * this.#measured), now);
  }

  #allow(rate: number, now: number): void {
    if (!this.#enabled) return;
    this.#fill(now);
    this.#rate = Math.max(rate, smallestRate);
    this.#burst = Math.max(rate, smallestBurst);
    this.#tokens = Math.min(this.#tokens, this.#burst);
  }

  #fill(now: number): void {
    const elapsed = now - this.#filledAt;
    if (elapsed <= 0) return;
    this.#tokens = Math.min(this.#burst, this.#tokens + elapsed * this.#rate);
    this.#filledAt = now;
  }

  #measure(now: number): void {
    const bucket = Math.floor(now / measuredOver) * measuredOver;
    this.#counted += 1;
    if (bucket <= this.#measuredUntil) return;
    const current = this.#counted / (bucket - this.#measuredUntil);
    this.#measured = current * smoothing + this.#measured * (1 - smoothing);
    this.#counted = 0;
    this.#measuredUntil = bucket;
  }
}
