import { expect, test } from 'vitest';
import { requestQuotasTable } from '../../../src/engine/quotas/index';
import { Workstation } from './workstation';

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
  const station = new Workstation().signIn();
  await station.aws('kms', 'create-key');
  const [[key, record] = []] = station.engine.tables.range(requestQuotasTable);
  // A limit so low that no wait of the command is long enough.
  const starved = { ...record!, thousandths: 0, rate: 0.001, burst: 1 };
  station.engine.write((tx) => tx.put(requestQuotasTable, key!, starved));
  const { stderr, exitCode } = await station.aws('kms', 'create-key');
  expect(exitCode).toBe(254);
  expect(stderr).toContain(
    'An error occurred (ThrottlingException) when calling the CreateKey operation (reached max retries: 2): You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
  );
});

test('other refusals are not tried again', async () => {
  const station = new Workstation().signIn();
  const begun = station.engine.now;
  const { stderr } = await station.aws('kms', 'describe-key', '--key-id', 'alias/none');
  expect(stderr).toContain('(NotFoundException) when calling the DescribeKey operation: ');
  expect(station.engine.now).toBe(begun);
});
