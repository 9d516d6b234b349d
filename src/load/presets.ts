import { cryptographic } from '../engine/quotas/kms';
import { defaultValue } from '../engine/quotas/quota';
import type { LoadPlan } from './plan';

/** A plan to begin with, and what it shows. */
export interface Preset {
  readonly title: string;
  readonly about: string;
  readonly plan: LoadPlan;
}

/** The quota of symmetric cryptographic operations of AWS KMS, in a Region where it is small. */
const symmetricQuota = defaultValue(cryptographic.symmetric, 'eu-north-1');

const base: LoadPlan = {
  ...{ clients: 50, requestsPerSecond: 13_000, seconds: 60, arrivals: 'random' },
  ...{ policy: 'full-jitter', attempts: 3, backoff: { base: 1000, cap: 20_000 } },
  ...{ retryQuota: true, limit: symmetricQuota, latency: 20, servedByOneCall: 1, seed: 1 },
};

const outage = { at: 10, seconds: 10 };
const herd: LoadPlan = {
  ...base,
  ...{ requestsPerSecond: 7000, attempts: 8, retryQuota: false, outage },
};

/** Runs worth comparing. */
export const presets: readonly Preset[] = [
  {
    title: 'Over the quota',
    about:
      'More requests than the quota lets through. Retries cannot help: they only add attempts.',
    plan: base,
  },
  {
    title: 'Outage, no jitter',
    about:
      'All that waited fails together when the service is back and comes back together: a herd, refused again and again for more than a minute.',
    plan: { ...herd, policy: 'exponential' },
  },
  {
    title: 'Outage, full jitter',
    about:
      'The same outage. Each client waits a random part of the delay: the herd spreads, and far fewer requests are given up.',
    plan: { ...herd, policy: 'full-jitter' },
  },
  {
    title: 'Adaptive clients',
    about:
      'Each client limits its own rate after it was throttled: hardly anything is refused, all waits longer.',
    plan: { ...base, policy: 'adaptive', attempts: 5 },
  },
  {
    title: 'A quota increase arrives',
    about: 'Service Quotas grants the increase after half a minute.',
    plan: { ...base, increase: { at: 30, limit: 2 * symmetricQuota } },
  },
  {
    title: 'Data key cache or Bucket Key',
    about: 'One answer serves ten requests of a client: a tenth of the calls, far below the quota.',
    plan: { ...base, servedByOneCall: 10 },
  },
];
