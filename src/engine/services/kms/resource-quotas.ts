/**
 * KMS resource quotas, all adjustable. Source: AWS KMS Developer Guide, "Resource quotas" and
 * "Tagging keys" (read 2026-11).
 */
export const resourceQuotas = {
  aliasesPerKey: 50,
  tagsPerKey: 50,
} as const;
