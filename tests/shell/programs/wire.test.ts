import { expect, test } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import { createWorld } from '../../../src/engine/world';
import { Shell } from '../../../src/shell/shell';

async function labShell() {
  const now = Date.UTC(2026, 10, 23, 12);
  const engine = new Engine(createWorld({ now, seed: 3 }));
  const shell = await Shell.open(engine);
  return { engine, shell, run: (line: string) => shell.run(line) };
}

test('wire says who is on the way, and undo takes it back', async () => {
  const { engine, run } = await labShell();
  const status = async () => (await run('wire status')).stdout;
  expect(await status()).toBe('Nobody is on the way to AWS.\n');
  engine.checkpoint('wire tap');
  await run('wire tap');
  expect(await status()).toBe('An eavesdropper is on the way to AWS.\n');
  engine.undo();
  expect(await status()).toBe('Nobody is on the way to AWS.\n');
  await run('wire intercept --certificate other-host');
  expect(await status()).toBe(
    'A man in the middle is on the way to AWS. He shows a certificate for shop.example.com.\n',
  );
  await run('wire off');
  expect(await status()).toBe('Nobody is on the way to AWS.\n');
});

test('wire lists and shows what was recorded', async () => {
  const { run } = await labShell();
  await run('wire tap');
  await run('aws kms list-keys');
  await run('aws ec2 describe-volumes --endpoint-url http://ec2.us-east-1.amazonaws.com');
  expect((await run('wire list')).stdout).toMatch(
    /^1 {2}2026-11-23T12:00:00Z {2}kms\.us-east-1\.amazonaws\.com:443 {2}TLS 1\.3 {2}\d+ bytes, not readable\n2 {2}2026-11-23T12:00:00Z {2}ec2\.us-east-1\.amazonaws\.com:80 {2}HTTP {2}\d+ bytes, readable\n$/,
  );
  const first = (await run('wire show 1')).stdout;
  expect(first).toContain('in the clear: server name kms.us-east-1.amazonaws.com\n');
  expect(first).toContain('key shares X25519MLKEM768, X25519\n');
  expect(first).toMatch(/AWS > workstation {2}Application Data +\d+ bytes, encrypted\n/);
  expect(first).toContain('Without keys nothing else can be read.\n');
  expect(first).not.toContain('TrentService');
  expect((await run('wire show')).stdout).toContain(
    '\nPOST / HTTP/1.1\nHost: ec2.us-east-1.amazonaws.com\n',
  );
  expect((await run('wire show -x 1')).stdout).toMatch(/\n {2}0000 {2}16 03 01 /);
  await run('wire clear');
  expect(await run('wire show')).toMatchObject({
    stderr: 'wire: nothing was recorded\n',
    exitCode: 1,
  });
});

test('the certificate that the AWS CLI trusts is a file like others, and nobody may change it', async () => {
  const { run } = await labShell();
  await run('wire tap');
  const path = '/usr/local/aws-cli/v2/current/dist/awscli/botocore/cacert.pem';
  const { stdout } = await run(`openssl x509 -in ${path} -noout -subject`);
  expect(stdout).toBe('subject=C = US, O = Amazon, CN = Amazon Root CA 3 (Envelope Lab model)\n');
  expect((await run(`wire ca >> ${path}`)).stderr).toContain('Permission denied');
});

test.each([
  ['wire steal', "wire: unknown command 'steal'"],
  ['wire tap now', "wire: unexpected argument 'now'"],
  ['wire show x', "wire: 'x' is no number"],
  ['wire intercept --with own-ca', "wire: unexpected argument '--with'"],
  ['wire intercept --certificate', "wire: option '--certificate' needs a value"],
  ['wire intercept --certificate good', "wire: there is no certificate 'good'"],
  [
    'wire intercept --certificate stolen',
    'wire: --host says whose certificate is stolen, and is for that only',
  ],
  [
    'wire intercept --host kms.us-east-1.amazonaws.com',
    'wire: --host says whose certificate is stolen, and is for that only',
  ],
])('%s', async (line, message) => {
  const { run } = await labShell();
  expect(await run(line)).toMatchObject({
    stderr: `${message}\nTry 'wire help' for more information.\n`,
    exitCode: 1,
  });
  expect((await run('wire status')).stdout).toBe('Nobody is on the way to AWS.\n');
});
