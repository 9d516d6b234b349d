import { unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../../../src/shell/bytes';
import { labShell } from '../lab-shell';

const words = 'hello '.repeat(6).trim();
const setUp =
  `echo '${words}' > index.mjs; mkdir -p d/e empty; echo x > d/e/a.txt; touch d/none; ` +
  'echo hi > bad.zip; touch -d 2026-11-27T01:44:10Z index.mjs d d/e d/e/a.txt d/none empty; ' +
  'zip -rq f.zip index.mjs d empty';

const archive = async (line: string) => {
  const { run, out } = await labShell();
  await run(setUp);
  await run(line);
  const base64 = await out('base64 -w0 f.zip');
  return Object.keys(unzipSync(new Uint8Array(Buffer.from(base64, 'base64'))));
};

// Answers of Info-ZIP's Zip 3.0 and UnZip 6.0; they deflate a little less.
describe('zip', () => {
  it.each([
    [
      'zip -r new.zip index.mjs d empty',
      '  adding: index.mjs (deflated 69%)\n  adding: d/ (stored 0%)\n  adding: d/e/ (stored 0%)\n' +
        '  adding: d/e/a.txt (stored 0%)\n  adding: d/none (stored 0%)\n  adding: empty/ (stored 0%)\n',
      0,
    ],
    ['zip f index.mjs', 'updating: index.mjs (deflated 69%)\n', 0],
    ['zip new.zip d', '  adding: d/ (stored 0%)\n', 0],
    ['zip -rj new.zip d', '  adding: a.txt (stored 0%)\n  adding: none (stored 0%)\n', 0],
    ['zip -0 new.zip index.mjs', '  adding: index.mjs (stored 0%)\n', 0],
    [
      'zip -r new.zip ./d/ -x "*.txt"',
      '  adding: d/ (stored 0%)\n  adding: d/e/ (stored 0%)\n  adding: d/none (stored 0%)\n',
      0,
    ],
    ['zip -q new.zip index.mjs', '', 0],
    [
      'zip new.zip nothing index.mjs',
      '\tzip warning: name not matched: nothing\n  adding: index.mjs (deflated 69%)\n',
      0,
    ],
    [
      'zip new.zip nothing',
      '\tzip warning: name not matched: nothing\n\nzip error: Nothing to do! (new.zip)\n',
      12,
    ],
    ['zip f', '\nzip error: Nothing to do! (f.zip)\n', 12],
    ['zip -d f.zip index.mjs', 'deleting: index.mjs\n', 0],
    [
      'zip -y f.zip index.mjs',
      "\nzip error: Invalid command arguments (short option 'y' not supported)\n",
      16,
    ],
    [
      'zip bad.zip index.mjs',
      '\tzip warning: missing end signature--probably not a zip file (did you\n' +
        '\tzip warning: remember to use binary mode when you transferred it?)\n' +
        '\tzip warning: (if you are trying to read a damaged archive try -F)\n' +
        '\nzip error: Zip file structure invalid (bad.zip)\n',
      3,
    ],
  ])('%s', async (line, stdout, exitCode) => {
    const { run } = await labShell();
    await run(setUp);
    expect(await run(line)).toMatchObject({ stdout, stderr: '', exitCode });
  });

  it('writes what other programs read', async () => {
    const all = ['index.mjs', 'd/', 'd/e/', 'd/e/a.txt', 'd/none', 'empty/'];
    expect(await archive('true')).toEqual(all);
    expect(await archive('zip -d f.zip "d/*"')).toEqual(['index.mjs', 'empty/']);
    expect(await archive('zip f.zip -r .')).toEqual([...all, 'bad.zip']);
  });

  it('writes an archive to stdout', async () => {
    const { out } = await labShell();
    expect(await out(setUp, 'zip -q - index.mjs > p.zip; unzip -p p.zip')).toBe(`${words}\n`);
  });
});

describe('unzip', () => {
  const head = 'Archive:  f.zip\n';
  const listed = '  Length      Date    Time    Name\n---------  ---------- -----   ----\n';
  const total = '---------                     -------\n';
  const prompt = 'replace index.mjs? [y]es, [n]o, [A]ll, [N]one, [r]ename: ';
  it.each([
    [
      'unzip -l f.zip "*.mjs" d/e/a.txt',
      `${head}${listed}       36  2026-11-27 01:44   index.mjs\n        2  2026-11-27 01:44   d/e/a.txt\n${total}       38                     2 files\n`,
      '',
      0,
    ],
    ['unzip -l f zz', `${head}${listed}${total}        0                     0 files\n`, '', 11],
    [
      'unzip f.zip -d out',
      `${head}  inflating: out/index.mjs           \n   creating: out/d/\n   creating: out/d/e/\n` +
        ' extracting: out/d/e/a.txt           \n extracting: out/d/none              \n   creating: out/empty/\n',
      '',
      0,
    ],
    ['unzip -qo f.zip', '', '', 0],
    ['unzip -n f.zip', head, '', 0],
    ['unzip -j f.zip d/e/a.txt', `${head} extracting: a.txt                   \n`, '', 0],
    [
      'unzip -t f.zip index.mjs',
      `${head}    testing: index.mjs                OK\nNo errors detected in compressed data of f.zip.\n`,
      '',
      0,
    ],
    ['echo n | unzip f.zip index.mjs', `${head}${prompt}`, '', 0],
    [
      'echo A | unzip f.zip index.mjs',
      `${head}${prompt}  inflating: index.mjs               \n`,
      '',
      0,
    ],
    ['unzip f.zip zz', head, 'caution: filename not matched:  zz\n', 11],
    [
      'unzip none.zip',
      '',
      'unzip:  cannot find or open none.zip, none.zip.zip or none.zip.ZIP.\n',
      9,
    ],
  ])('%s', async (line, stdout, stderr, exitCode) => {
    const { run } = await labShell();
    await run(setUp);
    expect(await run(line)).toMatchObject({ stdout, stderr, exitCode });
  });

  it('gives files their times back', async () => {
    const { out } = await labShell();
    const line = 'unzip -q f.zip index.mjs -d out; stat -c %Y out/index.mjs index.mjs';
    const [there, here] = (await out(setUp, line)).split('\n');
    expect(there).toBe(here);
  });

  it('stays in its directory', async () => {
    const { run } = await labShell();
    const base64 = Buffer.from(zipSync({ '../../up.txt': utf8('x') })).toString('base64');
    await run(`mkdir in; echo ${base64} | base64 -d > in/evil.zip; cd in`);
    expect(await run('unzip evil.zip; ls')).toMatchObject({
      stdout: 'Archive:  evil.zip\n  inflating: up.txt                  \nevil.zip\nup.txt\n',
      stderr: 'warning:  skipped "../" path component(s) in ../../up.txt\n',
    });
  });

  it('finds damage', async () => {
    const { run } = await labShell();
    await run(
      `${setUp}; zip -0q s.zip index.mjs; printf j | dd of=s.zip bs=1 seek=40 conv=notrunc status=none`,
    );
    expect(await run('unzip -t s.zip')).toMatchObject({ exitCode: 2 });
    await run('head -c 60 f.zip > cut.zip');
    expect(await run('unzip cut.zip')).toMatchObject({ exitCode: 9 });
  });
});
