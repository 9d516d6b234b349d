import { beforeAll, expect, test } from 'vitest';
import { Workstation } from './workstation';

const workstation = new Workstation().signIn();
let keyId = '';

beforeAll(async () => {
  const { stdout } = await workstation.aws('kms', 'create-key', '--query', 'KeyMetadata.KeyId');
  keyId = JSON.parse(stdout) as string;
  await workstation.aws(
    ...['kms', 'create-alias', '--alias-name', 'alias/app'],
    '--target-key-id',
    keyId,
  );
  workstation.write('report.txt', 'x').write('.aws/cli.txt', 'x');
});

test.each([
  [['km'], ['kms']],
  [['kms', 'list-al'], ['list-aliases']],
  [['--region', 'us-east-1', 'kms', 'list-al'], ['list-aliases']],
  [
    ['kms', 'encrypt', '--encryption-'],
    ['--encryption-context', '--encryption-algorithm'],
  ],
  [['kms', 'encrypt', '--out'], ['--output']],
  [
    ['kms', 'create-key', '--key-spec', 'HMAC_2'],
    ['HMAC_224', 'HMAC_256'],
  ],
  [['kms', 'encrypt', '--key-id', 'alias/'], ['alias/app']],
  [
    ['kms', 'list-keys', '--output', 'y'],
    ['yaml', 'yaml-stream'],
  ],
  [
    ['kms', 'list-keys', '--region', 'us-w'],
    ['us-west-1', 'us-west-2'],
  ],
  [['kms', 'list-keys', '--profile', ''], ['default']],
  [['kms', 'encrypt', '--plaintext', 'fileb://rep'], ['fileb://report.txt']],
  [['kms', 'encrypt', '--plaintext', 'fileb://.a'], ['fileb://.aws/']],
  [['kms', 'encrypt', '--plaintext', 'fileb://.aws/cl'], ['fileb://.aws/cli.txt']],
  [
    ['configure', 'list'],
    ['list', 'list-profiles'],
  ],
  [['nonsense', ''], []],
])('%j offers %j', async (words, candidates) => {
  expect(await workstation.complete(...words)).toEqual(candidates);
});

test('an option for a key offers its alias, its ID and both ARNs', async () => {
  const arn = 'arn:aws:kms:us-east-1:123456789012';
  expect(await workstation.complete('kms', 'encrypt', '--key-id', '')).toEqual([
    ...['alias/app', keyId, `${arn}:key/${keyId}`, `${arn}:alias/app`],
  ]);
});

test('keys of another Region are not offered', async () => {
  const words = ['--region', 'eu-west-1', 'kms', 'encrypt', '--key-id', ''];
  expect(await workstation.complete(...words)).toEqual([]);
});

test('looking for keys leaves no trace', async () => {
  let happenings = 0;
  const stop = workstation.engine.observe(() => (happenings += 1));
  await workstation.complete('kms', 'encrypt', '--key-id', '');
  stop();
  expect(happenings).toBe(0);
});
