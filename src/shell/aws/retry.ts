import { AwsError } from '../../engine/errors';
import type { CommandContext } from '../command';
import { randomBytes } from '../devices';
import type { DebugLog } from './debug-log';

// Source: AWS SDKs and Tools Reference Guide, "Retry behavior", and botocore's standard retry mode,
// the default of AWS CLI v2: between attempts up to 1 s, 2 s, 4 s ..., at random.
export const longestWait = 20_000;

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
 * What retries take from and successes give back, so that a service that goes on refusing is not
 * asked for ever: botocore's retry quota.
 */
class RetryQuota {
  static readonly #capacity = 500;
  static readonly #cost = 5;
  #tokens = RetryQuota.#capacity;

  /** Takes what a retry costs; false where too little is left. */
  take(): boolean {
    if (this.#tokens < RetryQuota.#cost) return false;
    this.#tokens -= RetryQuota.#cost;
    return true;
  }

  /** A success gives back what its last retry cost, or one where it needed none. */
  giveBack(hasRetried: boolean): void {
    const tokens = this.#tokens + (hasRetried ? RetryQuota.#cost : 1);
    this.#tokens = Math.min(RetryQuota.#capacity, tokens);
  }
}

/** A process of the real AWS CLI has one for each client; a command here has one for its run. */
const quotas = new WeakMap<Context, RetryQuota>();

type Context = Pick<CommandContext, 'engine' | 'signal'>;

function quotaOf(ctx: Context): RetryQuota {
  const quota = quotas.get(ctx) ?? new RetryQuota();
  quotas.set(ctx, quota);
  return quota;
}

/**
 * Sends until the answer is no refusal for sending too often, at most `attempts` times, as the AWS
 * CLI does. It waits in the world's time, so the world goes on meanwhile. Throws `Exhausted` after
 * the last attempt, and the refusal itself where the command's retry quota is used up. The log's
 * texts are those of `botocore.retries.standard`.
 */
export async function withRetries<T>(
  ctx: Context,
  attempts: number,
  log: DebugLog,
  send: () => Promise<T>,
): Promise<T> {
  const quota = quotaOf(ctx);
  const say = (line: string) => log('retries', line);
  const end = (attempt: number) => {
    if (attempt === attempts) say(`Max attempts of ${attempts} reached.`);
    say('Not retrying request.');
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await send();
      end(attempt);
      quota.giveBack(attempt > 1);
      return answer;
    } catch (error) {
      if (!(error instanceof AwsError) || !throttlingCodes.has(error.code)) {
        end(attempt);
        throw error;
      }
      if (attempt === attempts) {
        end(attempt);
        throw new Exhausted(error, attempts - 1);
      }
      if (!quota.take()) {
        say('Retry needed but retry quota reached, not retrying request.');
        throw error;
      }
      await backOff(ctx, attempt, (wait) => {
        say(`Retry needed, retrying request after delay of: ${wait / 1000}`);
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
