import { Engine } from '../../../src/engine/engine';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import type { Measurement } from '../bench';
import { milliseconds } from '../measure';

const region = 'us-east-1';
const now = Date.UTC(2026, 10, 23);

const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 'kms:*', Resource: '*' }],
});

/** A world with a log group under a KMS key, its streams, and a short way to send it requests. */
async function world(streams: number) {
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  const credentials = adminCredentials(engine.tables);
  const ask = async (service: string, operation: string, input: object) =>
    (await engine.send({ service, operation, region, credentials, input })).output;
  const logs = (operation: string, input: object) =>
    ask('logs', operation, { logGroupName: 'app', ...input });
  const { KeyMetadata } = (await ask('kms', 'CreateKey', { Policy: policy })) as {
    KeyMetadata: { Arn: string };
  };
  await logs('CreateLogGroup', { kmsKeyId: KeyMetadata.Arn });
  for (let n = 0; n < streams; n += 1) await logs('CreateLogStream', { logStreamName: `s${n}` });
  return { logs };
}

/** Messages as an application writes them; one in a hundred is an error. */
function message(n: number): string {
  const level = n % 100 === 0 ? 'ERROR' : 'INFO';
  return JSON.stringify({ level, latency: n % 500, path: `/orders/${n}` });
}

/** A world with 100,000 events in ten streams whose times lie between each other. */
async function filledWorld() {
  const { logs } = await world(10);
  const perBatch = 5000;
  for (let n = 0; n < 100_000; n += perBatch) {
    const logEvents = Array.from({ length: perBatch }, (_, i) => ({
      timestamp: now - 3_600_000 + Math.floor((n + i) / 10),
      message: message(n + i),
    }));
    await logs('PutLogEvents', { logStreamName: `s${(n / perBatch) % 10}`, logEvents });
  }
  return logs;
}

async function filtering(filterPattern: string): Promise<number> {
  const logs = await filledWorld();
  const filter = () => logs('FilterLogEvents', { filterPattern });
  await filter();
  return milliseconds(filter);
}

/** What 100,000 events under a KMS key do to the requests that search them. */
const measurements: Measurement[] = [
  {
    name: 'CloudWatch Logs: FilterLogEvents by a term over 100,000 events',
    where: ['node', 'chromium'],
    bound: { max: 1000, unit: 'ms' },
    run: () => filtering('ERROR'),
  },
  {
    name: 'CloudWatch Logs: FilterLogEvents by a pattern for JSON over 100,000 events',
    where: ['node', 'chromium'],
    bound: { max: 1000, unit: 'ms' },
    run: () => filtering('{ $.level = "ERROR" && $.latency > 100 }'),
  },
  {
    name: 'CloudWatch Logs: PutLogEvents of a batch of 1 MB',
    where: ['node', 'chromium'],
    bound: { max: 100, unit: 'ms' },
    async run() {
      const { logs } = await world(1);
      const logEvents = Array.from({ length: 8000 }, (_, n) => ({
        timestamp: now,
        message: message(n).padEnd(105),
      }));
      const put = () => logs('PutLogEvents', { logStreamName: 's0', logEvents });
      await put();
      return (await milliseconds(put, 10)) / 10;
    },
  },
];

export default measurements;
