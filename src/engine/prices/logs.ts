import type { Price } from './price';

const logs = {
  service: 'logs',
  source:
    'Amazon CloudWatch pricing, https://aws.amazon.com/cloudwatch/pricing/: US East (N. Virginia)',
  asOf: '2026-08',
} as const;

const ingestion = { ...logs, unit: 'GB', per: 1 } as const;

// Figures: the AWS Price List, as a user of its API recorded it (ingestion on 2026-08-09, storage in
// 2026-05). Usage types: Amazon CloudWatch User Guide, "Analyzing, optimizing, and reducing CloudWatch
// costs" (read 2026-04). Not confirmed: which part of the free 5 GB goes to what, and that a GB is 2^30
// bytes.

/**
 * Prices of CloudWatch Logs in US East (N. Virginia), which stand for all Regions here. Of the free
 * 5 GB a month, which AWS gives for ingestion, storage and queries together, ingestion alone has the
 * use here. Stored data are charged for by their size as they came; AWS compresses them first. The
 * names of the usage types are those of bills.
 */
export const logsPrices = {
  STANDARD: {
    ...{ ...ingestion, usageType: 'DataProcessing-Bytes', usd: 0.5, freePerMonth: 5 },
    description: 'Log data ingested, Standard log class',
  },
  INFREQUENT_ACCESS: {
    ...{ ...ingestion, usageType: 'DataProcessingIA-Bytes', usd: 0.25 },
    description: 'Log data ingested, Infrequent Access log class',
  },
  storage: {
    ...{ ...logs, usageType: 'TimedStorage-ByteHrs', unit: 'GB-Months', usd: 0.03, per: 1 },
    description: 'Log data stored',
  },
} as const satisfies Readonly<Record<string, Price>>;
