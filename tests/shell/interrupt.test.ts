import { describe, expect, it } from 'vitest';
import { lineLimit } from '../../src/shell/line';
import { labShell } from './lab-shell';

describe('Ctrl-C', () => {
  it.each([
    'while true; do echo x > /dev/null; done',
    'while true; do :; done',
    'i=0; until false; do i=$((i+1)); done',
    'for ((;;)); do true; done',
    'f() { while true; do :; done; }; f',
    'x=$(while true; do :; done)',
    'bash -c "while true; do :; done"',
    'while true; do echo x; done | head -1',
    'while true; do sleep 1; done',
  ])('stops `%s` within a second', async (line) => {
    const { shell, out } = await labShell();
    await out('kept=1');
    const controller = new AbortController();
    const started = performance.now();
    setTimeout(() => controller.abort(), 100);
    const result = await shell.run(line, { signal: controller.signal });
    expect(performance.now() - started).toBeLessThan(1100);
    expect(result).toMatchObject({ exitCode: 130, exited: false });
    expect(await out('echo $kept $?')).toBe('1 130\n');
  });

  it('keeps what was printed before', async () => {
    const { shell } = await labShell();
    const controller = new AbortController();
    const onOutput = () => controller.abort();
    const { stdout } = await shell.run('while true; do echo x; done', {
      signal: controller.signal,
      onOutput,
    });
    expect(stdout).toMatch(/^(x\n)+$/);
  });
});

describe('what no shell could bear', () => {
  it('stops a line that prints without end', async () => {
    const { run } = await labShell();
    const { stderr, exitCode } = await run('while true; do head -c 1M /dev/zero; done');
    expect(stderr).toContain('output limit of 16 MiB reached');
    expect(exitCode).toBe(1);
  });

  it('refuses 10 MB at once, and says what the limit is', async () => {
    const { run, out } = await labShell();
    const { stderr, exitCode } = await run(`echo ${'a'.repeat(10_000_000)}`);
    expect(stderr).toBe(
      `bash: line too long: 10000005 characters; the limit is ${lineLimit}. Nothing was run.\n`,
    );
    expect(exitCode).toBe(1);
    expect(await out('echo alive')).toBe('alive\n');
  });

  it('runs a line just under the limit', async () => {
    const { out } = await labShell();
    expect(await out(`x=${'a'.repeat(lineLimit - 20)}; echo \${#x}`, 'echo ${#x}')).toBe(
      `${lineLimit - 20}\n`,
    );
  });

  it.each(['echo \0', '\u0001\u0002', 'echo \u001b[31m', '\u007fELF'])(
    'refuses binary: %j',
    async (line) => {
      const { run, shell } = await labShell();
      const { stderr, exitCode } = await run(line);
      expect(stderr).toMatch(
        /^bash: the line contains binary data \(U\+00..\)\. Nothing was run\.\n$/,
      );
      expect(exitCode).toBe(1);
      expect(shell.isComplete(line)).toBe(true);
    },
  );

  it('reports endless recursion', async () => {
    const { run, out } = await labShell();
    const { stderr, exited } = await run('f() { f; }; f');
    expect(stderr).toContain('maximum recursion depth');
    expect(exited).toBe(false);
    expect(await out('echo alive')).toBe('alive\n');
  });
});
