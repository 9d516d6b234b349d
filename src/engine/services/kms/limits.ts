const day = 24 * 60 * 60 * 1000;

/**
 * What AWS KMS fixes beside its quotas. Sources: AWS KMS API Reference, ScheduleKeyDeletion,
 * EnableKeyRotation (the API model holds the bounds, 90 and 2560), GetParametersForImport; AWS KMS
 * Developer Guide, "Rotate AWS KMS keys" (all read 2026-11).
 */
export const limits = {
  /** Days until a key whose deletion is scheduled is deleted. */
  waitingPeriod: { min: 7, max: 30, default: 30 },
  /** Days between two automatic rotations where nobody says otherwise. */
  rotationPeriod: 365,
  /** Days between two rotations of an AWS managed key, which nobody can set. */
  awsManagedRotationPeriod: 365,
  /**
   * How long a wrapping key and its token can be used, in ms. AWS names no other limit, so that they
   * serve for any number of imports.
   */
  importParametersValidity: day,
} as const;
