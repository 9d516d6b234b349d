import { describe, expect, it } from 'vitest';
import type { ShellCommand } from '../../src/shell/command';
import { labShell } from './lab-shell';

const knowing: ShellCommand = {
  name: 'knowing',
  run: async () => Promise.resolve(0),
  complete: async (words, index) =>
    Promise.resolve(
      ['--first', '--second', 'a b'].filter((name) => name.startsWith(words[index] ?? '')),
    ),
};

async function candidates(line: string, ...before: readonly string[]) {
  const { shell, out } = await labShell([knowing]);
  await out("mkdir -p dir/sub; touch note.txt 'two words' dir/inner .hidden", ...before);
  const { from, candidates: words } = await shell.complete(line, line.length);
  return words.map((word) => line.slice(0, from) + word);
}

describe('completion', () => {
  it.each([
    ['opens', ['openssl ']],
    ['echo a | opens', ['echo a | openssl ']],
    ['X=1 opens', ['X=1 openssl ']],
    ['echo $(opens', ['echo $(openssl ']],
    ['cat no', ['cat note.txt ']],
    ['cat two', ['cat two\\ words ']],
    ['cat "two', ['cat "two words" ']],
    ["cat 'two wo", ["cat 'two words' "]],
    ['cat two\\ w', ['cat two\\ words ']],
    ['cat dir/', ['cat dir/inner ', 'cat dir/sub/']],
    ['cat ~/no', ['cat ~/note.txt ']],
    ['cat /home/le', ['cat /home/learner/']],
    ['cat .h', ['cat .hidden ']],
    ['cat < no', ['cat < note.txt ']],
    ['knowing > no', ['knowing > note.txt ']],
    ['./no', ['./note.txt ']],
    ['echo $HO', ['echo $HOME']],
    ['echo "${HO', ['echo "${HOME}']],
    ['knowing --f', ['knowing --first ']],
    ['true && knowing a', ['true && knowing a\\ b ']],
    ['knowing no', ['knowing note.txt ']],
    ['openssl enc -aes-256-c', ['openssl enc -aes-256-cbc ', 'openssl enc -aes-256-ctr ']],
    ['openssl dg', ['openssl dgst ']],
    ['cat nothing-like-it', []],
  ])('%s', async (line, expected) => {
    expect(await candidates(line)).toEqual(expected);
  });

  it('knows functions, aliases and variables of the session', async () => {
    expect(await candidates('gree', 'greet() { :; }', "alias greetings='echo hi'")).toEqual([
      'greet ',
      'greetings ',
    ]);
    expect(await candidates('echo $my_', 'my_var=1')).toEqual(['echo $my_var']);
  });

  it('looks only at what stands before the cursor', async () => {
    const { shell } = await labShell();
    expect(await shell.complete('opens -x', 5)).toEqual({ from: 0, candidates: ['openssl '] });
  });

  it('hides the commands of the shell itself', async () => {
    expect(await candidates('.')).not.toContain('.capture ');
    expect(await candidates('ls /usr/bin/.')).toEqual([]);
  });
});
