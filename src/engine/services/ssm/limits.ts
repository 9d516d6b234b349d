/**
 * What Parameter Store fixes beside its quotas. Sources: Systems Manager User Guide, "Choosing
 * parameter tiers" and "Assigning parameter policies"; Systems Manager API Reference, PutParameter.
 */
export const limits = {
  /** The largest value in bytes. */
  value: { Standard: 4096, Advanced: 8192 },
  /** Versions of a parameter that are kept. */
  versions: 100,
  /** Policies of a parameter. */
  policies: 10,
} as const;
