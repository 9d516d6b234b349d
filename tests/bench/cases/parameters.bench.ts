import { Engine } from '../../../src/engine/engine';
import { adminCredentials, createWorld } from '../../../src/engine/world';
import type { Measurement } from '../bench';
import { milliseconds, ratio } from '../measure';

const region = 'us-east-1';

/** A world without parameters, and a short way to send it requests. */
function world() {
  const now = Date.UTC(2026, 10, 23);
  const engine = new Engine(createWorld({ now, seed: null, requestQuotas: 'lifted' }));
  const credentials = adminCredentials(engine.tables);
  const send = async (operation: string, input: object) =>
    (await engine.send({ service: 'ssm', operation, region, credentials, input })).output;
  /** Writes parameters of ten applications, from one number to another. */
  const put = async (from: number, to: number) => {
    for (let n = from; n < to; n += 1) {
      const Name = `/app${n % 10}/prod/part${Math.floor(n / 1000)}/parameter-${n}`;
      const Tier = n < 10_000 ? 'Standard' : 'Advanced';
      await send('PutParameter', { Name, Value: `value of ${n}`, Type: 'String', Tier });
    }
  };
  return { engine, send, put };
}

interface Page {
  readonly NextToken?: string;
}

/** Reads a page of ten below /app5, of all its parameters the first or one near their end. */
async function pages(count: number) {
  const { send, put } = world();
  await put(0, count);
  const input = { Path: '/app5', Recursive: true };
  const next = async (NextToken?: string) =>
    (await send('GetParametersByPath', { ...input, NextToken })) as Page;
  let token: string | undefined;
  for (let n = 0; n < count / 10 / 10 - 2; n += 1) token = (await next(token)).NextToken;
  return { first: () => next(), last: () => next(token) };
}

/** What 100,000 parameters do to the requests that read and write them. */
const measurements: Measurement[] = [
  {
    name: 'Parameter Store: a page of 10 by path, of 100,000 parameters',
    where: ['node', 'chromium'],
    bound: { max: 0.2, unit: 'ms' },
    async run() {
      const { last } = await pages(100_000);
      await milliseconds(last, 500);
      return (await milliseconds(last, 1000)) / 1000;
    },
  },
  {
    name: 'Parameter Store: the last page by path against the first',
    where: ['node'],
    bound: { max: 1.5, unit: 'times' },
    async run() {
      const { first, last } = await pages(20_000);
      return ratio(last, first);
    },
  },
  {
    name: 'Parameter Store: writing 100,000 parameters, the last tenth against the second',
    where: ['node'],
    bound: { max: 2, unit: 'times' },
    async run() {
      const { put } = world();
      await put(0, 10_000);
      const early = await milliseconds(() => put(10_000, 20_000));
      await put(20_000, 90_000);
      return (await milliseconds(() => put(90_000, 100_000))) / early;
    },
  },
];

export default measurements;
