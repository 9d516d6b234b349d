import { expect, test } from 'vitest';
import { sessionsTable } from '../../../src/engine/services/sts/state';
import { Workstation } from './workstation';

const trust = (Condition: object = {}) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      ...{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' },
      Condition,
    },
  });

/** A workstation whose profile `reader` is a role. */
async function withRole() {
  const lab = new Workstation();
  const create = ['iam', 'create-role', '--role-name', 'reader'];
  await lab.aws(...create, '--assume-role-policy-document', trust());
  for (const [name, value] of [
    ['role_arn', 'arn:aws:iam::123456789012:role/reader'],
    ['source_profile', 'default'],
  ] as const) {
    await lab.aws('configure', 'set', name, value, '--profile', 'reader');
  }
  const who = () => lab.aws('sts', 'get-caller-identity', '--profile', 'reader', '--query', 'Arn');
  return { lab, who, sessions: () => lab.engine.tables.size(sessionsTable) };
}

// As botocore names sessions and caches credentials: AssumeRoleCredentialFetcher.
test('a role is assumed once, until its credentials are about to expire', async () => {
  const { lab, who, sessions } = await withRole();
  const { stdout } = await who();
  expect(stdout).toBe(
    '"arn:aws:sts::123456789012:assumed-role/reader/botocore-session-1795475691"\n',
  );
  await who();
  expect(sessions()).toBe(1);
  await lab.engine.advanceTo(lab.engine.now + 45 * 60 * 1000);
  await who();
  expect(sessions()).toBe(2);
});

test('configure list shows where the keys come from', async () => {
  const { lab } = await withRole();
  const { stdout } = await lab.aws('configure', 'list', '--profile', 'reader');
  expect(stdout).toMatch(/^access_key : \*{16}[A-Z2-7]{4}     : assume-role      : $/m);
});

test('completion assumes the role in a fork, and leaves no trace', async () => {
  const { lab, sessions } = await withRole();
  await lab.aws('configure', 'set', 'region', 'us-east-1', '--profile', 'reader');
  await lab.complete('kms', 'describe-key', '--profile', 'reader', '--key-id', '');
  expect(sessions()).toBe(0);
  expect(lab.completionContext().files.exists('/home/learner/.aws/cli')).toBe(false);
});
