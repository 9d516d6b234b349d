import { beforeAll, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine';
import { createWorld } from '../../../src/engine/world';
import { Shell } from '../../../src/shell/shell';

let shell: Shell;

beforeAll(async () => {
  const engine = new Engine(createWorld({ now: Date.UTC(2026, 10, 23), seed: 1 }));
  shell = await Shell.open(engine);
  await shell.run('export AWS_REGION=us-east-1; head -c 8400000 /dev/zero > big');
  await shell.run('aws s3 mb s3://bkt; aws s3 cp big s3://bkt/whole --quiet');
});

/** Runs a line and presses Ctrl-C when it shows the first progress. */
async function interrupted(line: string) {
  const controller = new AbortController();
  const onOutput = (_: string, text: string) => {
    if (text.includes('Completed')) controller.abort();
  };
  return shell.run(line, { signal: controller.signal, onOutput });
}

it.each([
  ['an upload', 'aws s3 cp big s3://bkt/new', 'aws s3 ls s3://bkt/new'],
  ['a download', 'aws s3 cp s3://bkt/whole new', 'ls new'],
  ['a copy', 'aws s3 cp s3://bkt/whole s3://bkt/new', 'aws s3 ls s3://bkt/new'],
])('Ctrl-C ends %s in parts and leaves nothing of it', async (_, line, look) => {
  const { stderr, exitCode } = await interrupted(line);
  expect(exitCode).toBe(130);
  expect(stderr).toMatch(/^cancelled: ctrl-c received *\n$/);
  expect((await shell.run(look)).exitCode).not.toBe(0);
  const uploads = await shell.run('aws s3api list-multipart-uploads --bucket bkt --query Uploads');
  expect(uploads).toMatchObject({ stdout: 'null\n', exitCode: 0 });
});
