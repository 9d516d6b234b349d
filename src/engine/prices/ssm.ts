import type { Price } from './price';

const ssm = {
  service: 'ssm',
  source: 'AWS Systems Manager pricing, https://aws.amazon.com/systems-manager/pricing/',
  asOf: '2026-11',
} as const;

/**
 * Prices of Parameter Store in the commercial Regions. Standard parameters at default throughput
 * cost nothing. The names of the usage types are those of bills.
 */
export const ssmPrices = {
  /** An advanced parameter for a month, prorated by the hour. */
  advancedParameter: {
    ...{ ...ssm, usageType: 'PS-Advanced-Param-Tier1', unit: 'Months', usd: 0.05, per: 1 },
    description: 'Advanced parameter, prorated by the hour',
  },
  /** One parameter in one request: of an advanced parameter, or of any at higher throughput. */
  interaction: {
    ...{ ...ssm, usageType: 'PS-Param-Processed-Tier2', unit: 'Requests', usd: 0.05, per: 10_000 },
    description: 'Parameter Store API interactions',
  },
} as const satisfies Readonly<Record<string, Price>>;
