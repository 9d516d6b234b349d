import { expect, test } from 'vitest';
import { Workstation } from './workstation';

test('--debug shows the request and the answer on stderr, and no secret access key', async () => {
  const workstation = new Workstation().signIn();
  const { stdout, stderr } = await workstation.aws('kms', 'list-keys', '--limit', '5', '--debug');
  expect(JSON.parse(stdout)).toHaveProperty('Keys');
  expect(stderr).toContain('"kms","list-keys","--limit","5","--debug"');
  expect(stderr).toContain('POST https://kms.us-east-1.amazonaws.com/');
  expect(stderr).toContain('X-Amz-Target: TrentService.ListKeys, body {"Limit":5}');
  expect(stderr).toContain('"Truncated":false');
  expect(stderr).not.toContain(workstation.env.get('AWS_SECRET_ACCESS_KEY'));
  for (const line of stderr.trimEnd().split('\n')) {
    expect(line).toMatch(/^2026-11-23 23:14:51,742 - \w+ - DEBUG - /);
  }
});

test('--debug shows a refusal with its status', async () => {
  const workstation = new Workstation().signIn();
  const { stderr } = await workstation.aws('kms', 'describe-key', '--key-id', 'alias/a', '--debug');
  expect(stderr).toContain('Response: status 400, NotFoundException: Alias');
});
