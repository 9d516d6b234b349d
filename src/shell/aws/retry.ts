import { AwsError } from '../../engine/errors';
import type { CommandContext } from '../command';
import { randomBytes } from '../devices';
import type { DebugLog } from './debug-log';

// Source: AWS SDKs and Tools Reference Guide, "Retry behavior", and botocore's standard retry mode,
// the default of AWS CLI v2: between attempts up to 1 s, 2 s, 4 s ..., at random.
const longestWait = 20_000;

/** Codes that say "too often". LimitExceededException is one of them, whatever KMS means by it. */
const throttlingCodes = new Set([
  ...['Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottledException'],
  ...['TooManyRequestsException', 'ProvisionedThroughputExceededException', 'RequestThrottled'],
  ...['TransactionInProgressException', 'RequestLimitExceeded', 'BandwidthLimitExceeded'],
  ...['LimitExceededException', 'SlowDown', 'PriorRequestNotComplete', 'EC2ThrottledException'],
]);

/** An error that stayed after the last attempt. */
export class Exhausted extends Error {
  readonly error: AwsError;
  readonly retries: number;

  constructor(error: AwsError, retries: number) {
    super(error.message);
    this.error = error;
    this.retries = retries;
  }
}

/**
 * Sends until the answer is no refusal for sending too often, at most `attempts` times, as the AWS
 * CLI does. It waits in the world's time, so the world goes on meanwhile. Throws `Exhausted` after
 * the last attempt.
 */
export async function withRetries<T>(
  ctx: Pick<CommandContext, 'engine' | 'signal'>,
  attempts: number,
  log: DebugLog,
  send: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof AwsError) || !throttlingCodes.has(error.code)) throw error;
      if (attempt === attempts) throw new Exhausted(error, attempts - 1);
      await backOff(ctx, attempt, (wait) => {
        log('retries', `Retry needed, retrying request after delay of: ${wait / 1000}`);
      });
    }
  }
}

/** Lets the world's time pass before the nth time that a request is sent again. */
export async function backOff(
  { engine, signal }: Pick<CommandContext, 'engine' | 'signal'>,
  retry: number,
  tell: (wait: number) => void = () => undefined,
): Promise<void> {
  const [chance = 0] = randomBytes(engine, 1);
  const wait = Math.round((chance / 256) * Math.min(1000 * 2 ** (retry - 1), longestWait));
  tell(wait);
  await engine.advanceTo(engine.now + wait);
  signal.throwIfAborted();
}
