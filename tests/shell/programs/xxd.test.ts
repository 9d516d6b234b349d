import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesTable } from '../../../src/engine/workstation';
import { labShell } from '../lab-shell';

const sample = "printf '\\x00\\x01ABC~\\x7f\\x80\\xff0123456789abcdefXYZ' > bin; ";

// Printed by xxd of Vim 9 for the same bytes.
const dumps: readonly (readonly [string, string])[] = [
  [
    'xxd bin',
    '00000000: 0001 4142 437e 7f80 ff30 3132 3334 3536  ..ABC~...0123456\n' +
      '00000010: 3738 3961 6263 6465 6658 595a            789abcdefXYZ\n',
  ],
  [
    'xxd -g 1 bin',
    '00000000: 00 01 41 42 43 7e 7f 80 ff 30 31 32 33 34 35 36  ..ABC~...0123456\n' +
      '00000010: 37 38 39 61 62 63 64 65 66 58 59 5a              789abcdefXYZ\n',
  ],
  [
    'xxd -g 4 -c 12 bin',
    '00000000: 00014142 437e7f80 ff303132  ..ABC~...012\n' +
      '0000000c: 33343536 37383961 62636465  3456789abcde\n' +
      '00000018: 6658595a                    fXYZ\n',
  ],
  ['xxd -p bin', '00014142437e7f80ff3031323334353637383961626364656658595a\n'],
  ['xxd -u -p bin', '00014142437E7F80FF3031323334353637383961626364656658595A\n'],
  ['xxd -s 24 -p -c 2 bin', '6658\n595a\n'],
  ['xxd -s 3 -l 5 bin', '00000003: 4243 7e7f 80                             BC~..\n'],
  ['xxd -s -4 bin', '00000018: 6658 595a                                fXYZ\n'],
  ['xxd -p -c 0 bin', '00014142437e7f80ff3031323334353637383961626364656658595a\n'],
  ["printf '00000004: 4142 43  AB\\n' | xxd -r | xxd -p", '00000000414243\n'],
  ["echo '41 42 4' | xxd -r -p", 'AB'],
  ['xxd -p -l 4 /dev/zero', '00000000\n'],
  ['xxd -p -r <(echo 6869) out; cat out', 'hi'],
];

describe('xxd', () => {
  it.each(dumps)('%s', async (line, stdout) => {
    const { run } = await labShell();
    expect(await run(sample + line)).toMatchObject({ stdout, stderr: '', exitCode: 0 });
  });

  it('brings back every file from every form', async () => {
    const { engine, run } = await labShell();
    const forms = fc.constantFrom('', '-p', '-c 7', '-g 1', '-g 4 -c 20', '-p -c 5', '-u');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), forms, async (content, form) => {
        const row = { type: 'file', mode: 0o644, mtime: 0, content } as const;
        engine.write((tx) => tx.put(filesTable, '/home/learner/in', row));
        await run(`xxd ${form} in | xxd -r ${form.includes('-p') ? '-p' : ''} > out`);
        expect(engine.tables.get(filesTable, '/home/learner/out')?.content).toEqual(content);
      }),
      { numRuns: 60 },
    );
  });

  it('reports wrong options and missing files', async () => {
    const { run } = await labShell();
    expect(await run('xxd -z')).toMatchObject({ exitCode: 1, stdout: '' });
    expect(await run('xxd nope')).toMatchObject({
      ...{ exitCode: 1, stderr: 'xxd: nope: No such file or directory\n' },
    });
  });
});
