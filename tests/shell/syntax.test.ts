import { describe, expect, it } from 'vitest';
import { isComplete } from '../../src/shell/syntax';

// As GNU bash 5 does: it asks for more where `bash -n` reports an unexpected end of file, and
// after a trailing backslash.
describe('a line that wants another one', () => {
  it.each([
    ...[
      'echo "a',
      "echo 'a",
      'echo "a\\"',
      'echo \\',
      'a |',
      'a &&',
      'a || ',
      'echo $(',
      'echo `ls',
    ],
    ...['if true; then', 'for i in 1 2', 'while true; do', 'f() {', 'f()', 'case x in', '{ echo a'],
    ...['( echo a', 'x=(1 2', 'echo ${x', '((1+', 'cat <<E', 'cat <<E\nx', 'a | # pipe'],
  ])('%j', (text) => expect(isComplete(text)).toBe(false));
});

describe('a line that is whole, right or wrong', () => {
  it.each([
    ...[
      '',
      'echo a',
      'echo a;',
      'echo a &',
      'echo $(ls)',
      'echo a # |',
      'echo a \\\\',
      'echo a \\\nb',
    ],
    ...['if true; then echo; fi', 'for i in 1 2; do echo; done', 'f() { echo; }', 'x=(1 2)'],
    ...['case x in a) echo;; esac', 'cat <<E\nx\nE', 'echo $((1+1))', 'echo "a |"'],
    ...['echo )', 'fi', 'if true; fi', 'echo >', '| a', 'a ;; b'],
  ])('%j', (text) => expect(isComplete(text)).toBe(true));
});
