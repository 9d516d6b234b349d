import { describe, expect, it } from 'vitest';
import { labShell } from '../lab-shell';

// Printed by tr of GNU coreutils 9.1 in the locale C for the same bytes.
const translations: readonly (readonly [string, string])[] = [
  ["printf 'a\\0b' | tr '\\0' x", 'axb'],
  ["printf 'a\\nb' | tr '\\n' '\\0' | xxd -p", '610062\n'],
  ["printf 'a b' | tr '\\040' '\\011'", 'a\tb'],
  ["printf '\\xff\\xfe\\x41' | tr '\\377' a | xxd -p", '61fe41\n'],
  ["printf 'caf\\xc3\\xa9' | tr -d '\\200-\\377'", 'caf'],
  ["printf '\\x00\\xff\\n' | tr -d '\\n' | xxd -p", '00ff\n'],
  ["echo 'a+b/c=' | tr '+/' '-_'", 'a-b_c=\n'],
  ["echo 'a-b_c' | tr -- '-_' '+/'", 'a+b/c\n'],
  ["echo 'Hello' | tr '[:lower:]' '[:upper:]'", 'HELLO\n'],
  ["echo 'Hello' | tr A-Z a-z", 'hello\n'],
  ["echo 'hello world' | tr -cs a-z '\\n'", 'hello\nworld\n'],
  ["echo 'aabbcc' | tr -s ab", 'abcc\n'],
  ["echo 'aabbcc' | tr -s a-c x", 'x\n'],
  ["echo 'aabbcc' | tr -ds a b", 'bcc\n'],
  ["echo 'abcd' | tr abcd '[x*2]y'", 'xxyy\n'],
  ["echo 'abcd' | tr abcd 'x[y*]z'", 'xyyz\n'],
  ["echo 'abcd' | tr -t abcd xy", 'xycd\n'],
  ["echo 'a\\\\b]c' | tr '\\\\]' '/)'", 'a//b)c\n'],
  ["printf 'aé' | tr a b", 'bé'],
  ["printf 'a\\tb' | tr '[:space:]' '[_*]'", 'a_b'],
];

describe('tr', () => {
  it.each(translations)('%s', async (line, stdout) => {
    const { run } = await labShell();
    expect(await run(line)).toMatchObject({ stdout, stderr: '', exitCode: 0 });
  });

  const hint = "Try 'tr --help' for more information.";
  it.each([
    ['tr', `missing operand\n${hint}`],
    ['tr abc', `missing operand after 'abc'\nTwo strings must be given when translating.\n${hint}`],
    ['tr a b c', `extra operand 'c'\n${hint}`],
    [
      'tr -d a b',
      `extra operand 'b'\nOnly one string may be given when deleting without squeezing repeats.\n${hint}`,
    ],
    ['tr z-a x', "range-endpoints of 'z-a' are in reverse collating sequence order"],
    ["tr '[:foo:]' x", "invalid character class 'foo'"],
    ["tr a ''", 'when not truncating set1, string2 must be non-empty'],
    ['tr -q a b', `invalid option -- 'q'\n${hint}`],
  ])('%s fails', async (line, stderr) => {
    const { run } = await labShell();
    expect(await run(`echo abc | ${line}`)).toEqual({
      ...{ stdout: '', stderr: `tr: ${stderr}\n`, exitCode: 1, exited: false },
    });
  });
});
