import { describe, expect, it } from 'vitest';
import type { ShellCommand } from '../../src/shell/command';
import { labShell } from './lab-shell';

// Stands for the aws command: the shell lets it print while it runs.
const aws: ShellCommand = {
  name: 'aws',
  async run(args, { stdout, stderr, elapsed }) {
    for (const word of args) {
      stdout.write(`${word} `);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    stderr.write(`took ${elapsed()}\n`);
    return 0;
  },
};

async function printed(line: string) {
  const { shell } = await labShell([aws]);
  const seen: string[] = [];
  let time = 0;
  const result = await shell.run(line, {
    onOutput: (stream, text) => seen.push(`${stream}: ${text}`),
    clock: () => (time += 5),
  });
  return { seen, ...result };
}

describe('a command that prints while it runs', () => {
  it.each([
    ['aws a b', ['stdout: a ', 'stdout: b ', 'stderr: took 5\n']],
    [
      'set -x; aws a; set +x',
      ['stderr: + aws a\n', 'stdout: a ', 'stderr: took 5\n', 'stderr: + set +x\n'],
    ],
    ['echo x | aws a', ['stdout: a ', 'stderr: took 5\n']],
    [
      'for i in 1 2; do aws $i; done',
      ['stdout: 1 ', 'stderr: took 5\n', 'stdout: 2 ', 'stderr: took 10\n'],
    ],
  ])('%s', async (line, expected) => {
    expect((await printed(line)).seen.sort()).toEqual([...expected].sort());
  });

  it.each([
    ['aws a b | tr a-z A-Z', 'A B '],
    ['aws a > f; cat f', 'a '],
    ['echo $(aws a b)', 'a b\n'],
    ['aws $(aws a) b', 'a b '],
    ['{ aws a; } > f; cat f', 'a '],
    ['f() { aws a | tr a z; }; f', 'z '],
    ['aws() { echo own "$@"; }; aws a', 'own a\n'],
    ['aws() { echo own | tr o 0; }; aws a', '0wn\n'],
  ])('%s prints where the line says', async (line, stdout) => {
    expect((await printed(line)).stdout).toBe(stdout);
  });
});
