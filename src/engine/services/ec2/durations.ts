/**
 * How long EBS takes, in ms. AWS publishes no figures (a snapshot "can take several hours"); these
 * are this model's. They go by the blocks of 512 KiB that were ever written: what is empty is there
 * at once.
 */
export const durations = {
  /** A snapshot of a volume, for each block. */
  createBlock: 2_000,
  /** Until a copy's keys have been checked and its turn comes. */
  copyQueue: 5_000,
  /** Reading and decrypting at the source, for each block. */
  readBlock: 4_000,
  /** Encrypting under the destination's key, for each block. */
  writeBlock: 4_000,
  /** Moving within a Region, and to another one, for each block. */
  moveBlock: 1_000,
  moveBlockAcrossRegions: 10_000,
} as const;
