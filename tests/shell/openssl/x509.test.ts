import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import { createWorld } from '../../../src/engine/world';
import { Shell } from '../../../src/shell/shell';
import recorded from './x509.json';

async function withCertificate() {
  const engine = new Engine(createWorld({ now: Date.UTC(2026, 10, 9, 8), seed: 1 }));
  const shell = await Shell.open(engine);
  await shell.run(`cat > c.pem <<'E'\n${recorded.pem}E`);
  return (line: string) => shell.run(`openssl x509 ${line}`);
}

test('a certificate is printed letter by letter as OpenSSL prints it', async () => {
  const x509 = await withCertificate();
  const { stdout, stderr } = await x509('-in c.pem -noout -text');
  expect(stderr).toBe('');
  expect(stdout).toBe(recorded.text);
});

// All recorded from OpenSSL 3.0.
test.each([
  ['-in c.pem -noout -subject', 'subject=CN = kms.us-east-1.amazonaws.com\n'],
  [
    '-enddate -in c.pem -issuer -noout',
    'notAfter=Nov  9 08:07:06 2026 GMT\nissuer=C = DE, O = "Test, Inc.", CN = Root\n',
  ],
  ['-noout -serial < c.pem', 'serial=4064BEC38FCABF0FE5BBF631D3B1754E\n'],
  ['-in c.pem', recorded.pem],
  ['-in c.pem -outform DER | openssl x509', recorded.pem],
  ['-in c.pem -noout -checkend 426', 'Certificate will not expire\n'],
  ['-in c.pem -noout -checkend 427', 'Certificate will expire\n'],
  [
    '-in c.pem -noout -checkhost a.kms.us-east-1.amazonaws.com',
    'Hostname a.kms.us-east-1.amazonaws.com does match certificate\n',
  ],
  [
    '-in c.pem -noout -checkhost a.b.kms.us-east-1.amazonaws.com',
    'Hostname a.b.kms.us-east-1.amazonaws.com does NOT match certificate\n',
  ],
])('openssl x509 %s', async (line, stdout) => {
  const x509 = await withCertificate();
  expect(await x509(line)).toMatchObject({ stdout, stderr: '' });
});

test('what is no certificate is said', async () => {
  const x509 = await withCertificate();
  expect(await x509('-in nowhere.pem -noout')).toMatchObject({
    stderr:
      'Could not open file or uri for loading certificate from nowhere.pem\nUnable to load certificate\n',
    exitCode: 1,
  });
  await x509('-in c.pem -out cut.der -outform DER');
  for (const bad of ['/dev/null', '<(echo hello)', '<(head -c 100 cut.der)']) {
    const { stderr, exitCode } = await x509(`-noout -in ${bad}`);
    expect(stderr).toMatch(/^Could not read certificate from \S+\nUnable to load certificate\n$/);
    expect(exitCode).toBe(1);
  }
});
