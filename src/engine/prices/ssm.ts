import type { Price } from './price';

const ssm = {
  service: 'ssm',
  source: 'AWS Systems Manager pricing, https://aws.amazon.com/systems-manager/pricing/',
  asOf: '2024-07',
} as const;

// Figures and usage types: what the tests of Infracost recorded of the AWS Price List (2024-07). What
// an interaction is, and $0.05 per 10,000 of them at higher throughput as an example: Systems Manager
// User Guide, "Managing Parameter Store throughput" (read 2026-11). Not confirmed: that an interaction
// with an advanced parameter costs as much at default throughput, which Infracost assumes, too.

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
