import { describe, expect, it } from 'vitest';
import { labShell } from '../lab-shell';

describe('dd', () => {
  it.each([
    ['printf 0123456789 | dd bs=2 skip=1 count=3 status=none', '234567', ''],
    [
      'dd if=/dev/zero bs=1k count=3 | wc -c',
      '3072\n',
      '3+0 records in\n3+0 records out\n3072 bytes copied\n',
    ],
    [
      'printf abcdef > f; printf XY | dd of=f bs=1 seek=2 conv=notrunc status=none; cat f',
      'abXYef',
      '',
    ],
    ['printf abcdef > f; printf XY | dd of=f bs=1 seek=2 status=none; cat f', 'abXY', ''],
    ['printf abcde | dd bs=2 status=noxfer', 'abcde', '2+1 records in\n2+1 records out\n'],
  ])('%s', async (line, stdout, stderr) => {
    const { run } = await labShell();
    const result = await run(line);
    expect({ ...result, stdout: result.stdout.replace(/^ +/, '') }).toMatchObject({
      stdout,
      stderr,
    });
  });

  it.each([
    ['dd foo=1', "dd: unrecognized operand 'foo=1'\nTry 'dd --help' for more information.\n"],
    ['dd bs=x', "dd: invalid number: 'x'\n"],
    ['dd if=nope', "dd: failed to open 'nope': No such file or directory\n"],
    [
      'dd if=/dev/zero bs=1G count=9 of=x',
      'dd: cannot copy 9663676416 bytes; the largest file has 67108864\n',
    ],
  ])('%s fails', async (line, stderr) => {
    const { run } = await labShell();
    expect(await run(line)).toMatchObject({ stdout: '', stderr, exitCode: 1 });
  });
});

// Answers of GNU diffutils' cmp.
describe('cmp', () => {
  it.each([
    ['cmp a a', '', '', 0],
    ['cmp a b', 'a b differ: byte 3, line 2\n', '', 1],
    ['cmp -s a b', '', '', 1],
    ['cmp -l a b', '3 142 170\n', '', 1],
    ['cmp a short', '', 'cmp: EOF on short after byte 2, line 1\n', 1],
    ['cmp a empty', '', 'cmp: EOF on empty which is empty\n', 1],
    ['cmp -n 2 a b', '', '', 0],
    ['cat a | cmp - a', '', '', 0],
    ['cmp a nope', '', 'cmp: nope: No such file or directory\n', 2],
  ])('%s', async (line, stdout, stderr, exitCode) => {
    const { run } = await labShell();
    await run("printf 'a\\nb\\n' > a; printf 'a\\nx\\n' > b; printf 'a\\n' > short; touch empty");
    expect(await run(line)).toMatchObject({ stdout, stderr, exitCode });
  });
});
