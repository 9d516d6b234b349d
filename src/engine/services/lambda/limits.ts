/**
 * What one function or invocation may have at most. Sizes in bytes, times in seconds, memory in MB.
 * Source: Lambda Developer Guide, "Lambda quotas" (read 2026-11); the sizes that AWS's refusals name
 * are recorded in LocalStack's snapshots of AWS (tests/aws/services/lambda_).
 */
export const limits = {
  /** The request to upload a deployment package as a whole, in base64. */
  request: 70_167_211,
  zipped: 52_428_800,
  unzipped: 262_144_000,
  /** All environment variables together, as JSON. */
  environment: 4096,
  timeout: 900,
  memory: { min: 128, max: 10_240 },
  ephemeralStorage: { min: 512, max: 10_240 },
  /** A payload that is waited for, and an answer with a little room for its own packing. */
  synchronous: 6_291_456,
  answer: 6_291_556,
  /** 1 MB, since October 2025; 256 KB before. */
  asynchronous: 1_048_576,
  /** A function's resource policy. */
  policy: 20_480,
  tags: 50,
  /** Characters of the log that `LogType: Tail` returns. */
  logTail: 4096,
} as const;

/** Seconds, MB: what a function has where nobody says otherwise. */
export const defaults = { timeout: 3, memory: 128, ephemeralStorage: 512 } as const;
