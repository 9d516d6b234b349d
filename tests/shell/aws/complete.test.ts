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
  await workstation.aws('s3', 'mb', 's3://reports');
  for (const key of ['2025/q1.txt', '2026/q1.txt', '2026/q2.txt', 'index.html']) {
    await workstation.aws('s3', 'cp', 'report.txt', `s3://reports/${key}`);
  }
});

test.each([
  [['km'], ['kms']],
  [['s3'], ['s3api', 's3']],
  [
    ['s3', 'm'],
    ['mv', 'mb'],
  ],
  [
    ['s3', 'cp', '--sse'],
    [
      '--sse',
      '--sse-c',
      '--sse-c-key',
      '--sse-kms-key-id',
      '--sse-c-copy-source',
      '--sse-c-copy-source-key',
    ],
  ],
  [['s3', 'cp', '--sse', 'aw'], ['aws:kms']],
  [['s3', 'cp', '--sse-kms-key-id', 'alias/'], ['alias/app']],
  [['s3', 'ls', ''], ['s3://reports/']],
  [['s3', 'rb', 's3:'], ['s3://reports']],
  [['s3', 'cp', 'report.txt', 's3://re'], ['s3://reports/']],
  [
    ['s3', 'rm', 's3://reports/'],
    ['s3://reports/2025/', 's3://reports/2026/', 's3://reports/index.html'],
  ],
  [
    ['s3', 'cp', 's3://reports/2026/q'],
    ['s3://reports/2026/q1.txt', 's3://reports/2026/q2.txt'],
  ],
  [['s3', 'cp', 'rep'], []],
  [['s3', 'cp', 's3://none/'], []],
  [['s3api', 'head-object', '--bucket', ''], ['reports']],
  [['s3api', 'put-object', '--body', 'r'], []],
  [['s3api', 'get-object', 'out'], []],
  [['kms', 'list-al'], ['list-aliases']],
  [
    ['logs', 'ta'],
    ['tag-log-group', 'tag-resource', 'tail'],
  ],
  [
    ['logs', 'tail', 'g', '--format', ''],
    ['detailed', 'short', 'json'],
  ],
  [
    ['logs', 'tail', '--fo'],
    ['--follow', '--format'],
  ],
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
