/**
 * KMS resource quotas, all adjustable. Source: AWS KMS Developer Guide, "Resource quotas" and
 * "Tagging keys" (read 2026-11).
 */
export const resourceQuotas = {
  aliasesPerKey: 50,
  /** Of customer managed keys; AWS managed keys have no such quota. */
  grantsPerKey: 50_000,
  tagsPerKey: 50,
} as const;
