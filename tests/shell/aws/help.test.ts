import { expect, test } from 'vitest';
import { commandName, loadModel, serviceNames } from '../../../src/engine/api/index';
import { operationOptions } from '../../../src/shell/aws/arguments/operation-options';
import { operationTable } from '../../../src/shell/aws/services';
import { commandLineName } from '../../../src/shell/aws/names';
import { Workstation } from './workstation';

const workstation = new Workstation().signIn();

// botocore's xform_name.
test.each([
  ['GenerateDataKeyPairWithoutPlaintext', 'generate-data-key-pair-without-plaintext'],
  ['ReEncrypt', 're-encrypt'],
  ['KeyId', 'key-id'],
  ['AWSAccountId', 'aws-account-id'],
  ['GetHSMStatus', 'get-hsm-status'],
  ['PolicyARNs', 'policy-arns'],
  ['ListMFADevices', 'list-mfa-devices'],
  ['GetSMSAttributes', 'get-sms-attributes'],
  ['EBSSnapshotId', 'ebs-snapshot-id'],
  ['Md5OfBody', 'md5-of-body'],
  ['SSEKMSKeyId', 'ssekms-key-id'],
  ['logGroupName', 'log-group-name'],
])('%s is %s on the command line', (name, words) => {
  expect(commandLineName(name)).toBe(words);
});

test('aws help names the options and services', async () => {
  const { stdout, exitCode } = await workstation.aws('help');
  expect(exitCode).toBe(0);
  for (const text of ['--cli-binary-format', 'raw-in-base64-out', 'kms']) {
    expect(stdout).toContain(text);
  }
});

test('help of a service tells what answers here from what does not', async () => {
  const { stdout } = await workstation.aws('iam', 'help');
  expect(stdout).toMatch(/^ {4}create-user$/m);
  expect(stdout).toMatch(/^ {4}list-server-certificates \(not modeled yet\)$/m);
});

test('help of an operation shows options, bounds, values, shorthand, output and errors', async () => {
  const { stdout } = await workstation.aws('kms', 'encrypt', 'help');
  for (const text of [
    ...['--key-id <value>', '[--encryption-context <value>]', '[--dry-run | --no-dry-run]'],
    ...['--plaintext (blob) [required]', 'max: 4096', '* SYMMETRIC_DEFAULT'],
    ...['KeyName1=string,KeyName2=string', 'CiphertextBlob -> (blob)', 'DisabledException'],
  ]) {
    expect(stdout).toContain(text);
  }
});

test('paging options stand in for the service’s own in help', async () => {
  const { stdout } = await workstation.aws('kms', 'list-aliases', 'help');
  expect(stdout).toContain('[--max-items <value>]');
  expect(stdout).not.toContain('--marker');
});

test.each(serviceNames)('every operation of %s has help and a form', async (service) => {
  const command = commandName(service);
  for (const [name, operation] of operationTable(await loadModel(service))) {
    const help = await workstation.aws(command, name, 'help');
    // Where the answer goes into a file, there is no form.
    if (operationOptions(operation).body !== undefined) {
      expect([help.exitCode, help.stdout.includes('<outfile>')]).toEqual([0, true]);
      continue;
    }
    const form = await workstation.aws(command, name, '--generate-cli-skeleton');
    expect([name, help.exitCode, form.exitCode, help.stderr + form.stderr]).toEqual([
      name,
      0,
      0,
      '',
    ]);
    expect(() => JSON.parse(form.stdout) as unknown).not.toThrow();
  }
});
