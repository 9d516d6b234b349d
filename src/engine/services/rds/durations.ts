/**
 * How long RDS takes, in ms. AWS publishes no figures (creating a DB instance "takes several
 * minutes"); these are this model's.
 */
export const durations = {
  create: 120_000,
  resetPassword: 10_000,
  delete: 30_000,
  snapshot: 30_000,
} as const;
