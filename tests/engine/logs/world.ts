import { start, testWorld } from '../world';

/** The account of test worlds. */
export const account = '123456789012';

/** The ARN of one of its log groups in US East (N. Virginia). */
export const arnOf = (name: string) => `arn:aws:logs:us-east-1:${account}:log-group:${name}`;

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

type World = ReturnType<typeof testWorld>;

/** What tests look at of an event. */
export interface ReadEvent {
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
  readonly eventId?: string;
  readonly logStreamName?: string;
}

/** An answer of GetLogEvents. */
export interface Page {
  readonly events: readonly ReadEvent[];
  readonly nextForwardToken: string;
  readonly nextBackwardToken: string;
}

/** A key policy that lets the account do everything, and CloudWatch Logs what it needs for `arn`. */
export const logsKeyPolicy = (arn = `arn:aws:logs:us-east-1:${account}:*`, service = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        ...{ Effect: 'Allow', Action: 'kms:*', Resource: '*' },
        Principal: { AWS: `arn:aws:iam::${account}:root` },
      },
      {
        ...{ Effect: 'Allow', Resource: '*' },
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Action: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
        Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn } },
        ...service,
      },
    ],
  });

/** A world to test CloudWatch Logs in, with short ways to write and read events. */
export function logsWorld(...options: Parameters<typeof testWorld>) {
  const world = testWorld(...options);
  const logs = <Output = Record<string, unknown>>(
    operation: string,
    input: object = {},
    sent?: Parameters<World['send']>[3],
  ) => world.send<Output>('logs', operation, input, sent);

  /** A log group with streams, `s` if none is named. */
  const create = async (logGroupName: string, more: object = {}, ...streams: string[]) => {
    await logs('CreateLogGroup', { logGroupName, ...more });
    for (const logStreamName of streams.length === 0 ? ['s'] : streams) {
      await logs('CreateLogStream', { logGroupName, logStreamName });
    }
  };

  /** Writes messages at the world's time, or at `timestamp`. */
  const put = (
    logGroupName: string,
    messages: readonly string[],
    { logStreamName = 's', timestamp = world.engine.now } = {},
  ) =>
    logs<{ nextSequenceToken: string; rejectedLogEventsInfo?: object }>('PutLogEvents', {
      ...{ logGroupName, logStreamName },
      logEvents: messages.map((message, i) => ({ timestamp: timestamp + i, message })),
    });

  /** A page of the stream `s`. */
  const get = (logGroupName: string, more: object = {}) =>
    logs<Page>('GetLogEvents', { logGroupName, logStreamName: 's', ...more });

  /** The messages of a page, in order. */
  const messages = async (logGroupName: string, more: object = {}) =>
    (await get(logGroupName, more)).events.map(({ message }) => message);

  /** What DescribeLogGroups says of a log group. */
  const describeGroup = async (logGroupNamePrefix: string) => {
    const { logGroups } = await logs<{ logGroups: Record<string, unknown>[] }>(
      'DescribeLogGroups',
      { logGroupNamePrefix },
    );
    return logGroups[0];
  };

  /** Moves the clock on. */
  const wait = (milliseconds: number) => world.engine.advanceTo(world.engine.now + milliseconds);

  return { ...world, logs, create, put, get, messages, describeGroup, wait };
}

export { start };
