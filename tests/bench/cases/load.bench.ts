import type { LoadPlan } from '../../../src/load/plan';
import { simulation } from '../../../src/load/simulation';
import type { Measurement } from '../bench';

// Twice what the quota lets through, with retries: three to four attempts a request.
const plan: LoadPlan = {
  ...{ clients: 100, requestsPerSecond: 10_000, seconds: 100, arrivals: 'random' },
  ...{ policy: 'full-jitter', attempts: 5, backoff: { base: 1000, cap: 20_000 } },
  ...{ retryQuota: false, limit: 5000, latency: 10, servedByOneCall: 1, seed: 1 },
};

/** The load lab's largest run. */
const measurement: Measurement = {
  name: 'load lab: 1,000,000 requests simulated',
  where: ['node', 'chromium'],
  bound: { max: 5, unit: 's' },
  run() {
    const began = performance.now();
    const run = simulation(plan);
    while (run.next().done !== true);
    return Promise.resolve((performance.now() - began) / 1000);
  },
};

export default measurement;
