import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { CreateKeyCommand, DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { decodeExport } from '../../src/storage/export-file';

const program = fileURLToPath(new URL('../../src/server/serve.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'envelope-lab-serve-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts the server as `npm run serve` does, from another folder, and gathers what it says. */
function start(...args: string[]) {
  const child = spawn(process.execPath, [program, ...args], { cwd: folder });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return { child, said };
}

async function ready({ child, said }: ReturnType<typeof start>) {
  await expect.poll(() => said.out + said.err, { timeout: 30_000 }).toContain('listening on');
  const exported = Object.fromEntries(
    [...said.out.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
  ) as Record<string, string>;
  expect(said.out).toContain(`listening on ${exported['AWS_ENDPOINT_URL']}`);
  const kms = new KMSClient({
    endpoint: exported['AWS_ENDPOINT_URL'] ?? '',
    region: exported['AWS_DEFAULT_REGION'] ?? '',
    credentials: {
      accessKeyId: exported['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: exported['AWS_SECRET_ACCESS_KEY'] ?? '',
    },
    maxAttempts: 1,
  });
  return { child, kms };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

test('a world is kept in its file from one run to the next', { timeout: 60_000 }, async () => {
  const file = join(folder, 'world.json');
  const first = await ready(start('--port', '0', '--world', file));
  const { KeyMetadata } = await first.kms.send(new CreateKeyCommand({}));
  first.kms.destroy();
  expect(await end(first.child, 'SIGTERM')).toBe(0);
  // It holds secrets.
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(decodeExport(readFileSync(file, 'utf8')).worlds.map(({ id }) => id)).toEqual(['lab']);

  const second = await ready(start('--port', '0', '--world', file));
  const found = await second.kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata?.KeyId }));
  expect(found.KeyMetadata?.Arn).toBe(KeyMetadata?.Arn);
  second.kms.destroy();
  expect(await end(second.child, 'SIGINT')).toBe(0);
});

test('what cannot be served is said in a sentence', { timeout: 60_000 }, async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void busy.close());
  await once(busy, 'listening');
  const { port } = busy.address() as { port: number };
  const broken = join(folder, 'broken.json');
  writeFileSync(broken, 'no world');
  for (const [args, sentence] of [
    [['--port', 'x'], '--port is "x" and has to be a number from 0 to 65535.'],
    [
      ['--port', String(port)],
      `Port ${port} is already in use: stop the program that uses it or choose another with --port.`,
    ],
    [
      ['--world', broken],
      `${broken} cannot be read as a world: This is not an export file of Envelope Lab.`,
    ],
  ] as const) {
    const { child, said } = start(...args);
    const [code] = (await once(child, 'close')) as [number];
    expect(said.err).toBe(`${sentence}\n`);
    expect(code).toBe(2);
  }
});
