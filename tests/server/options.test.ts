import { expect, test } from 'vitest';
import { OptionsError, readOptions } from '../../src/server/options';

test('without options there is one account on port 4566, signatures and quotas hold', () => {
  expect(readOptions([])).toEqual({
    port: 4566,
    accounts: ['123456789012'],
    open: false,
    quotas: true,
    tls: false,
    assumeTls: false,
    seed: null,
  });
});

test('every option is read', () => {
  const args =
    '--port 0 --account 111122223333 --open --access-key ID --secret-key SECRET --no-quotas --tls --assume-tls --seed 7 --world w.json';
  expect(readOptions(args.split(' '))).toEqual({
    port: 0,
    accounts: ['111122223333'],
    open: true,
    admin: { accessKeyId: 'ID', secretAccessKey: 'SECRET' },
    quotas: false,
    tls: true,
    assumeTls: true,
    seed: 7,
    world: 'w.json',
  });
});

test.each([
  ['--port x', '--port is "x" and has to be a number from 0 to 65535.'],
  ['--port 65536', '--port is "65536" and has to be a number from 0 to 65535.'],
  ['--account 123', '"123" is not an account number: it has to be 12 digits.'],
  ['--accounts 123456789012,', '"" is not an account number: it has to be 12 digits.'],
  ['--accounts 123456789012,123456789012', '--accounts names an account twice.'],
  [
    '--account 123456789012 --accounts 123456789012',
    '--account is --accounts for one account: give only one of them.',
  ],
  ['--seed -1', /^Option '--seed' argument is ambiguous/],
  ['--seed 1.5', '--seed is "1.5" and has to be a whole number.'],
  ['--access-key ID', '--access-key and --secret-key belong together: give both or none.'],
  ['--secret-key S', '--access-key and --secret-key belong together: give both or none.'],
  [
    '--access-key a/b --secret-key S',
    '--access-key is "a/b" and has to be 1 to 128 letters and digits.',
  ],
  ['--prot 1', /^Unknown option '--prot'\. Usage: npm run serve -- /],
  ['4566', /^Unexpected argument '4566'.*\. Usage: npm run serve -- /],
  ['--port', /^Option '--port <value>' argument missing\. Usage: /],
])('%s is refused in a sentence', (line, message) => {
  expect(() => readOptions(line.split(' '))).toThrow(OptionsError);
  expect(() => readOptions(line.split(' '))).toThrow(message);
});
