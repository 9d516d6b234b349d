/**
 * How long AWS CloudFormation takes, in ms. AWS publishes no figures; these are this model's. What a
 * resource's own service takes comes on top: a DB instance is asked after until it is available.
 */
export const durations = {
  /** Between two pieces of work on a stack. */
  step: 1_000,
  /** Between two questions whether a resource is there, or gone. */
  poll: 15_000,
  /** Until a request that was throttled is tried again. */
  retry: 2_000,
} as const;
