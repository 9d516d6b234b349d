import type { Price } from './price';

const kms = {
  service: 'kms',
  source: 'AWS Key Management Service pricing, https://aws.amazon.com/kms/pricing/',
  asOf: '2026-03',
} as const;

const requests = { ...kms, unit: 'Requests', per: 10_000 } as const;

// Figures of requests: that page, as public notes quote it, and the AWS Price List (2026). That the
// first and second rotation cost and later ones do not: AWS KMS Developer Guide, "Rotate AWS KMS keys"
// (read 2026-11). The month of a key, the hours and the 20,000 free requests, which requests with
// asymmetric keys and for data key pairs are no part of: that page (a copy of 2025 or earlier).

/**
 * Prices of AWS KMS in the commercial Regions: the same in all of them. The names of the usage
 * types are those of bills.
 */
export const kmsPrices = {
  /** A customer managed key for a month; half a month costs half, by the hour. */
  key: {
    ...{ ...kms, usageType: 'KMS-Keys', unit: 'Months', usd: 1, per: 1 },
    description: 'KMS key, prorated by the hour',
  },
  /** The first and the second rotation of a key each add this; later ones are free. */
  rotatedMaterial: {
    ...{ ...kms, usageType: 'KMS-Keys', unit: 'Months', usd: 1, per: 1 },
    description: 'Key material kept after a rotation, prorated by the hour',
  },
  request: {
    ...{ ...requests, usageType: 'KMS-Requests', usd: 0.03, freePerMonth: 20_000 },
    description: 'Requests',
  },
  rsa2048: {
    ...{ ...requests, usageType: 'KMS-Requests-Asymmetric-RSA_2048', usd: 0.03 },
    description: 'Requests involving RSA 2048 keys',
  },
  asymmetric: {
    ...{ ...requests, usageType: 'KMS-Requests-Asymmetric', usd: 0.15 },
    description: 'Requests involving asymmetric keys other than RSA 2048',
  },
  eccKeyPair: {
    ...{ ...requests, usageType: 'KMS-Requests-GenerateDatakeyPair-ECC', usd: 0.1 },
    description: 'ECC GenerateDataKeyPair requests',
  },
  rsaKeyPair: {
    ...{ ...requests, usageType: 'KMS-Requests-GenerateDatakeyPair-RSA', usd: 12 },
    description: 'RSA GenerateDataKeyPair requests',
  },
} as const satisfies Readonly<Record<string, Price>>;

/** Requests to KMS, by how they are priced. */
export type KmsRequestKind = Exclude<keyof typeof kmsPrices, 'key' | 'rotatedMaterial'>;
