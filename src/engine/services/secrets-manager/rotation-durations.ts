const second = 1000;
const minute = 60 * second;

/**
 * How long a rotation takes, in ms, and how often it is tried. AWS publishes neither ("typically less
 * than a minute"; "retries the entire rotation process multiple times during the open rotation
 * windows"); these are this model's.
 */
export const durations = {
  begin: second,
  step: 2 * second,
  retry: 10 * minute,
  /** A rotation that is asked for at once is retried as long as the shortest window is open. */
  immediateWindow: 60 * minute,
} as const;
