import type { Price } from './price';

// Figure: what the tests of Infracost recorded of the AWS Price List (2024-07). Of gp3, whose price is
// the same there, the list of 2026-09 still has it; of gp2 no newer one was found.

/**
 * Prices of Amazon RDS in US East (N. Virginia), which stand for all Regions here: only of the
 * storage of MariaDB, MySQL and PostgreSQL in one Availability Zone. Left out: the instances
 * themselves, and backups, of which as much as the storage of all instances together is free.
 */
export const rdsPrices = {
  storage: {
    ...{ service: 'rds', usageType: 'RDS:GP2-Storage', unit: 'GB-Months', usd: 0.115, per: 1 },
    description: 'RDS General Purpose SSD storage (gp2), Single-AZ',
    source:
      'Amazon RDS pricing, https://aws.amazon.com/rds/postgresql/pricing/: US East (N. Virginia)',
    asOf: '2024-07',
  },
} as const satisfies Readonly<Record<string, Price>>;
