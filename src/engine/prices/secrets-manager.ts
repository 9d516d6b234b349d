import type { Price } from './price';

const secretsManager = {
  service: 'secretsmanager',
  source: 'AWS Secrets Manager pricing, https://aws.amazon.com/secrets-manager/pricing/',
  asOf: '2026-09',
} as const;

// Confirmed: both figures, that a replica is a secret of its own and that parts of a month are
// prorated, by what API Evangelist read on that page on 2026-09-20; the figures and usage types also by
// the AWS Price List of 2026-09-11. Left out: the free credits of new accounts.

/** Prices of Secrets Manager in the commercial Regions. The names of the usage types are those of bills. */
export const secretsManagerPrices = {
  /** A secret, or a replica of one, for a month, prorated by the hour. */
  secret: {
    ...{ ...secretsManager, usageType: 'AWSSecretsManager-Secrets', unit: 'Months' },
    ...{ usd: 0.4, per: 1, description: 'Secret, prorated by the hour' },
  },
  request: {
    ...{ ...secretsManager, usageType: 'AWSSecretsManagerAPIRequest', unit: 'Requests' },
    ...{ usd: 0.05, per: 10_000, description: 'Secrets Manager API requests' },
  },
} as const satisfies Readonly<Record<string, Price>>;
