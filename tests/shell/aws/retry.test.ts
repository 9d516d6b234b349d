import { expect, test } from 'vitest';
import { requestQuotasTable } from '../../../src/engine/quotas/index';
import { openRandom } from '../../../src/engine/random';
import { backOff } from '../../../src/shell/aws/retry';
import { testWorld } from '../../engine/world';
import { Workstation } from './workstation';

/** A workstation whose world lets no more than one CreateKey through in a long time. */
async function starvedStation() {
  const station = new Workstation().signIn();
  await station.aws('kms', 'create-key');
  const [[key, record] = []] = station.engine.tables.range(requestQuotasTable);
  const starved = { ...record!, thousandths: 0, rate: 0.001, burst: 1 };
  station.engine.write((tx) => tx.put(requestQuotasTable, key!, starved));
  return station;
}

// Source of the behaviour and the text: botocore's standard retry mode, the default of AWS CLI v2.

test('a command that is throttled waits and tries again, in the world’s time', async () => {
  const station = new Workstation().signIn();
  const begun = station.engine.now;
  // KMS lets five CreateKey requests through at once.
  for (let i = 0; i < 8; i += 1) {
    expect((await station.aws('kms', 'create-key')).exitCode).toBe(0);
  }
  expect(station.engine.now).toBeGreaterThan(begun);
});

test('after three attempts it gives up and says so', async () => {
  const station = await starvedStation();
  const { stderr, exitCode } = await station.aws('kms', 'create-key');
  expect(exitCode).toBe(254);
  expect(stderr).toContain(
    'An error occurred (ThrottlingException) when calling the CreateKey operation (reached max retries: 2): You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  );
});

// Source: AWS CLI User Guide, "AWS CLI retries"; texts of botocore in AWS CLI 2.36.7.
test.each([
  ['AWS_MAX_ATTEMPTS', '1', '(reached max retries: 0)'],
  ['AWS_MAX_ATTEMPTS', '6', '(reached max retries: 5)'],
  ['AWS_RETRY_MODE', 'adaptive', '(reached max retries: 2)'],
  [
    'AWS_MAX_ATTEMPTS',
    '0',
    'Value provided to "max_attempts": 0 must be an integer greater than or equal to one.',
  ],
  ['AWS_MAX_ATTEMPTS', 'many', "invalid literal for int() with base 10: 'many'"],
  [
    'AWS_RETRY_MODE',
    'legacy',
    'Invalid value provided to "mode": "legacy" must be one of: "standard" or "adaptive"',
  ],
])('%s=%s: %s', async (variable, value, text) => {
  const station = await starvedStation();
  station.env.set(variable, value);
  const { stderr, exitCode } = await station.aws('kms', 'create-key');
  expect(stderr).toContain(text);
  expect(exitCode).toBe(text.startsWith('(') ? 254 : 255);
});

test('the profile may say how often; the environment goes before it', async () => {
  const station = await starvedStation();
  station.write('.aws/config', '[default]\nmax_attempts = 2\n');
  expect((await station.aws('kms', 'create-key')).stderr).toContain('max retries: 1)');
  station.env.set('AWS_MAX_ATTEMPTS', '4');
  expect((await station.aws('kms', 'create-key')).stderr).toContain('max retries: 3)');
});

test('other refusals are not tried again', async () => {
  const station = new Workstation().signIn();
  const begun = station.engine.now;
  const { stderr } = await station.aws('kms', 'describe-key', '--key-id', 'alias/none');
  expect(stderr).toContain('(NotFoundException) when calling the DescribeKey operation: ');
  expect(station.engine.now).toBe(begun);
});

// Formula: AWS SDKs and Tools Reference Guide, "Retry behavior": b * min(2^i, 20 s), b from 0 to 1.
test('in a seeded world the waits are those of the documented formula', async () => {
  const waits = async (seed: number) => {
    const { engine } = testWorld(seed);
    const { signal } = new AbortController();
    const found: number[] = [];
    const expected: number[] = [];
    for (let retry = 1; retry <= 8; retry += 1) {
      const [chance = 0] = openRandom(engine.fork().tables).bytes(1);
      expected.push(Math.round((chance / 256) * Math.min(1000 * 2 ** (retry - 1), 20_000)));
      const begun = engine.now;
      await backOff({ engine, signal }, retry);
      found.push(engine.now - begun);
    }
    return { found, expected };
  };
  const { found, expected } = await waits(6);
  expect(found).toEqual(expected);
  expect((await waits(6)).found).toEqual(found);
  expect((await waits(7)).found).not.toEqual(found);
});

// Source of the texts: AWS CLI User Guide, "AWS CLI retries"; of the figures (500 tokens, 5 for a
// retry): AWS SDKs and Tools Reference Guide, "Retry behavior".
test('--debug shows each attempt, and the retry quota that ends them', async () => {
  const station = await starvedStation();
  station.env.set('AWS_MAX_ATTEMPTS', '200');
  const { stderr, exitCode } = await station.aws('kms', 'create-key', '--debug');
  const lines = (text: string) => stderr.split('\n').filter((line) => line.includes(text)).length;
  expect(lines('Retry needed, retrying request after delay of: ')).toBe(100);
  expect(lines('Retry needed but retry quota reached, not retrying request.')).toBe(1);
  expect(stderr).toContain(
    'An error occurred (ThrottlingException) when calling the CreateKey operation: You',
  );
  expect(exitCode).toBe(254);
});

test('--debug says where the attempts ended, and that a success needs no other', async () => {
  const station = await starvedStation();
  const { stderr } = await station.aws('kms', 'create-key', '--debug');
  expect(stderr).toMatch(/Max attempts of 3 reached\.\n.*Not retrying request\./);
  expect((await station.aws('kms', 'list-keys', '--debug')).stderr).toContain(
    'Not retrying request.',
  );
});
