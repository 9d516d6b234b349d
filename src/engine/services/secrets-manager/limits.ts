/** What Secrets Manager fixes beside its quotas. Source: Secrets Manager API Reference, DeleteSecret. */
export const limits = {
  /** Days until a secret whose deletion is scheduled is gone. */
  recoveryWindow: { least: 7, most: 30, usual: 30 },
} as const;
