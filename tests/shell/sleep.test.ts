import { expect, test } from 'vitest';
import { labShell } from './lab-shell';

test.each([
  ['sleep 5', 5],
  ['sleep 0.25', 0.25],
  ['sleep 2m 1.5', 121.5],
  ['sleep 1h; sleep 1d', 90_000],
])('%s moves the world’s clock on by %d seconds, at once', async (line, seconds) => {
  const { engine, run } = await labShell();
  const before = engine.now;
  const began = performance.now();
  expect(await run(line)).toMatchObject({ stdout: '', stderr: '', exitCode: 0 });
  expect(engine.now - before).toBe(seconds * 1000);
  expect(performance.now() - began).toBeLessThan(5000);
});

test.each(['sleep', 'sleep soon', 'sleep 1w'])(
  '`%s` is refused, and no time passes',
  async (line) => {
    const { engine, run } = await labShell();
    const { stderr, exitCode } = await run(line);
    expect([exitCode, engine.now]).toEqual([1, 0]);
    expect(stderr).toMatch(/^sleep: /);
  },
);
