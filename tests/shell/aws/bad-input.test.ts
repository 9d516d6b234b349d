import { expect, test } from 'vitest';
import { Workstation } from './workstation';

const encrypt = ['kms', 'encrypt', '--key-id', 'alias/a', '--plaintext', 'aGk='];

test.each([
  ['JSON', ['--encryption-context', '{"a":'.repeat(100_000)]],
  ['shorthand', ['--encryption-context', `a=${'['.repeat(100_000)}`]],
  ['a whole input', ['--cli-input-json', '['.repeat(200_000)]],
])('%s nested too deeply is one clear error', async (_, words) => {
  expect(await new Workstation().signIn().aws(...encrypt, ...words)).toEqual({
    stdout: '',
    stderr: '\naws: [ERROR]: maximum recursion depth exceeded\n',
    exitCode: 255,
  });
});

test('megabytes of shorthand reach the service', async () => {
  const value = `a=${'x'.repeat(3_000_000)}`;
  const { stderr } = await new Workstation()
    .signIn()
    .aws(...encrypt, '--encryption-context', value);
  expect(stderr).toContain('NotFoundException');
});

test('a file that is no text is refused for text, and taken as bytes for a blob', async () => {
  const workstation = new Workstation().signIn().write('key.bin', Uint8Array.of(0xff, 0xfe));
  const text = await workstation.aws(
    'kms',
    'encrypt',
    '--key-id',
    'a',
    '--plaintext',
    'file://key.bin',
  );
  expect(text.stderr).toContain('text contents could not be decoded');
  const { stdout } = await workstation.aws('kms', 'create-key', '--query', 'KeyMetadata.KeyId');
  const keyId = JSON.parse(stdout) as string;
  const blob = await workstation.aws(
    'kms',
    'encrypt',
    '--key-id',
    keyId,
    '--plaintext',
    'fileb://key.bin',
  );
  expect(blob.exitCode).toBe(0);
});
