import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitCommands } from '../../../src/ui/terminal/line-scanner';

const complete = [
  'aws kms list-keys',
  `echo 'it''s' "fine"`,
  'echo "a \\" b"',
  "aws kms list-keys --query 'Keys[?KeyId==`x`]'",
  'for f in *; do echo "$f"; done',
  'if true; then echo yes; else echo no; fi',
  'case x in a) echo a;; esac',
  'echo done',
  'echo if for while',
  'echo $(date) $((1 + 2))',
  '(cd /tmp && ls)',
  'f() { echo hi; }',
  "echo it # isn't",
  'cat <<< word',
  '{ echo a; echo b; }',
  `aws kms encrypt --cli-input-json '{"KeyId": "x"}'`,
  'echo a#b',
];

const incomplete = [
  "echo 'it",
  'echo "a',
  'aws kms encrypt \\',
  'ls |',
  'true &&',
  'false ||',
  'for f in *; do',
  'if true; then',
  'while true; do sleep 1',
  'echo $(date',
  'cat <<EOF',
  "cat <<-'END' > x",
  'case x in',
  'f() {',
];

describe('a line', () => {
  it.each(complete)('%j stands by itself', (line) => {
    expect(splitCommands(line)).toEqual({ commands: [line], complete: true });
  });

  it.each(incomplete)('%j wants another line', (line) => {
    expect(splitCommands(line).complete).toBe(false);
  });
});

describe('several lines', () => {
  it('are as many commands where each stands by itself', () => {
    expect(splitCommands('ls\n\npwd\n# a comment').commands).toEqual(['ls', 'pwd', '# a comment']);
  });

  it('are one command where they continue each other', () => {
    const block = 'for f in a b\ndo\n  echo $f\ndone';
    expect(splitCommands(`${block}\nls`).commands).toEqual([block, 'ls']);
    expect(splitCommands('aws kms encrypt \\\n  --key-id x').commands).toHaveLength(1);
  });

  it('keep a here-document whole, whatever is in it', () => {
    const block = "cat <<EOF > x\nit's $(open\nif\nEOF";
    expect(splitCommands(`${block}\nls`)).toEqual({ commands: [block, 'ls'], complete: true });
  });

  it('end a tabbed here-document at its indented word only after <<-', () => {
    expect(splitCommands('cat <<-EOF\n\thi\n\tEOF').complete).toBe(true);
    expect(splitCommands('cat <<EOF\n\thi\n\tEOF').complete).toBe(false);
  });
});

it('loses nothing of a text but empty lines', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...`ab'"\\$(){}|&;#<-\n EOF`) }), (text) => {
      const { commands } = splitCommands(text);
      const squeezed = (lines: string) => lines.split('\n').filter((line) => line.trim() !== '');
      expect(squeezed(commands.join('\n'))).toEqual(squeezed(text));
    }),
  );
});

it('reads the longest text the prompt takes in no time, even one that never ends', () => {
  const text = `cat <<EOF\n${'x y "z" (\n'.repeat(13_000)}`;
  const start = performance.now();
  expect(splitCommands(text).complete).toBe(false);
  expect(performance.now() - start).toBeLessThan(500);
});
