import type { Price } from './price';

const lambda = {
  service: 'lambda',
  source: 'AWS Lambda pricing, https://aws.amazon.com/lambda/pricing/: US East (N. Virginia)',
  asOf: '2026-09',
} as const;

// Confirmed: the figures by the AWS Price List of 2026-09-11. Usage types are from memory.

/**
 * Prices of AWS Lambda in US East (N. Virginia), which stand for all Regions here; the first
 * tier, which ends far beyond what runs here. Requests on arm64 cost the same and are one line here.
 */
export const lambdaPrices = {
  request: {
    ...{ ...lambda, usageType: 'Request', unit: 'Requests', usd: 0.2, per: 1_000_000 },
    ...{ freePerMonth: 1_000_000, description: 'Lambda requests' },
  },
  duration: {
    ...{ ...lambda, usageType: 'Lambda-GB-Second', unit: 'GB-Seconds', usd: 0.0000166667, per: 1 },
    ...{ freePerMonth: 400_000, description: 'Lambda compute duration, x86' },
  },
  armDuration: {
    ...{ ...lambda, usageType: 'Lambda-GB-Second-ARM', unit: 'GB-Seconds', per: 1 },
    ...{ usd: 0.0000133334, freePerMonth: 400_000, freeWith: 'Lambda-GB-Second' },
    description: 'Lambda compute duration, arm64',
  },
} as const satisfies Readonly<Record<string, Price>>;
