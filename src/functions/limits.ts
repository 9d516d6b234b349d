/** What the host lets sandboxes have, where AWS Lambda itself sets no bound or another program does. */
export const limits = {
  /** Milliseconds in which a language's runtime must have loaded: on AWS it is there already. */
  boot: 120_000,
  /** Milliseconds for a function's init. Source: Lambda Developer Guide, "Init phase": 10 seconds. */
  init: 10_000,
  /** Execution environments kept while nothing is invoked, and for how many milliseconds. */
  idle: 4,
  idleFor: 300_000,
  /** Characters that one invocation may log; what comes later is left out, and the log says so. */
  log: 1_000_000,
} as const;
