import { describe, expect, it } from 'vitest';
import { labShell } from './lab-shell';

// Printed by bash 5.2 for the same lines.
describe('the name of a command that is expanded', () => {
  it.each([
    ['f() { VAR=x "$@"; }; f printenv VAR', 'x\n'],
    ['f() { VAR=$1 "${@:2}"; }; f q printenv VAR; echo "<$VAR>"', 'q\n<>\n'],
    ['r() { "$@"; }; r echo \'a  b\' c', 'a  b c\n'],
    ['c=\'echo a  b\'; $c; "$c" 2>&1', 'a b\nbash: echo a  b: command not found\n'],
    ['c=(echo \'a  b\' c); "${c[@]}"', 'a  b c\n'],
    ['$nothing echo still', 'still\n'],
    ['$(echo echo hey) you', 'hey you\n'],
    ['d=cd; $d /tmp; pwd', '/tmp\n'],
    ['e=echo; set -u; $e a; "$e" "b  c" | cat; x=$($e d); echo $x', 'a\nb  c\nd\n'],
  ])('%s', async (line, stdout) => {
    const { run } = await labShell();
    expect(await run(line)).toMatchObject({ stdout, stderr: '' });
  });

  it('is several words in a function of an earlier line, too', async () => {
    const { out } = await labShell();
    expect(await out('as() { WHO=$1 "${@:2}"; }', 'as ann printenv WHO')).toBe('ann\n');
  });
});
