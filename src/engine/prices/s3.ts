import type { Price } from './price';

const s3 = {
  service: 's3',
  source: 'Amazon S3 pricing, https://aws.amazon.com/s3/pricing/: US East (N. Virginia)',
  asOf: '2026-08',
} as const;

const requests = { ...s3, unit: 'Requests', per: 1000 } as const;
const storage = { ...s3, unit: 'GB-Months', per: 1 } as const;

// Figures: the AWS Price List as two users of its API recorded it (one on 2026-08-01, one without a
// date, in 2026); the page's own table is not in stored copies of it. Usage types: Amazon S3 User
// Guide, "Understanding your AWS billing and usage reports for Amazon S3" (read 2026-04). That a GB is
// 2^30 bytes follows from the sums in the Amazon S3 FAQs.

/**
 * Prices of Amazon S3 in US East (N. Virginia), which stand for all Regions here, of the first 50 TB
 * a month. Left out: what S3 Intelligent-Tiering, retrieval, early deletion, small objects in the
 * colder classes, data transfer and DSSE-KMS cost beside, and that requests for objects of these
 * classes cost more than for those of S3 Standard ($0.01 to $0.05 per 1,000 PUTs). The names of the
 * usage types are those of bills.
 */
export const s3Prices = {
  /** PUT, COPY, POST and LIST. */
  tier1: {
    ...{ ...requests, usageType: 'Requests-Tier1', usd: 0.005 },
    description: 'PUT, COPY, POST, or LIST requests',
  },
  /** GET, and all other requests that are not free. */
  tier2: {
    ...{ ...requests, usageType: 'Requests-Tier2', usd: 0.0004 },
    description: 'GET and all other requests',
  },
  STANDARD: {
    ...{ ...storage, usageType: 'TimedStorage-ByteHrs', usd: 0.023 },
    description: 'Storage in S3 Standard',
  },
  INTELLIGENT_TIERING: {
    ...{ ...storage, usageType: 'TimedStorage-INT-FA-ByteHrs', usd: 0.023 },
    description: 'Storage in S3 Intelligent-Tiering, frequent access tier',
  },
  STANDARD_IA: {
    ...{ ...storage, usageType: 'TimedStorage-SIA-ByteHrs', usd: 0.0125 },
    description: 'Storage in S3 Standard-Infrequent Access',
  },
  ONEZONE_IA: {
    ...{ ...storage, usageType: 'TimedStorage-ZIA-ByteHrs', usd: 0.01 },
    description: 'Storage in S3 One Zone-Infrequent Access',
  },
  GLACIER_IR: {
    ...{ ...storage, usageType: 'TimedStorage-GIR-ByteHrs', usd: 0.004 },
    description: 'Storage in S3 Glacier Instant Retrieval',
  },
  GLACIER: {
    ...{ ...storage, usageType: 'TimedStorage-GlacierByteHrs', usd: 0.0036 },
    description: 'Storage in S3 Glacier Flexible Retrieval',
  },
  DEEP_ARCHIVE: {
    ...{ ...storage, usageType: 'TimedStorage-GDA-ByteHrs', usd: 0.00099 },
    description: 'Storage in S3 Glacier Deep Archive',
  },
} as const satisfies Readonly<Record<string, Price>>;
