import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesTable } from '../../src/engine/workstation';
import type { ShellCommand } from '../../src/shell/command';
import { labShell } from './lab-shell';

describe('the learner\u2019s files', () => {
  it.each([
    ['mkdir -p a/b/c; ls a; ls a/b', 'b\nc\n'],
    ['mkdir a; touch a/x a.txt a-b; ls', 'a\na-b\na.txt\n'],
    ['mkdir d; echo 1 > d/f; cp -r d e; rm -r d; cat e/f; ls', '1\ne\n'],
    ['mkdir d; echo 1 > d/f; mv d e; cat e/f; ls', '1\ne\n'],
    ['echo 1 > f; mv f g; cat g; ls', '1\ng\n'],
    ['echo 1 > f; ln -s f l; cat l; echo 2 > l; cat f; rm l; ls', '1\n2\nf\n'],
    ['mkdir d; ln -s d l; echo x > l/f; cat d/f; readlink l', 'x\nd\n'],
    ['echo 1 > f; chmod 600 f; stat -c %a f; chmod +x f; stat -c %a f', '600\n711\n'],
    ['echo a > x.txt; echo b > y.txt; echo *.txt; cat *.txt', 'x.txt y.txt\na\nb\n'],
    ['mkdir -p p/q; echo z > p/q/r; find p', 'p\np/q\np/q/r\n'],
    [
      "echo 'echo from script $1' > s.sh; bash s.sh 1; chmod +x s.sh; ./s.sh 2",
      'from script 1\nfrom script 2\n',
    ],
    ['[ -f /usr/bin/openssl ] && [ -d ~ ] && [ ! -e nope ] && echo yes', 'yes\n'],
    [
      'ls /; ls /dev | tr "\\n" " "',
      'bin\ndev\nhome\ntmp\nusr\nfd null random stderr stdin stdout tty urandom zero ',
    ],
    ['diff <(echo same) <(echo same) && echo equal', 'equal\n'],
    ['echo x | tee a b > /dev/null; cat a b', 'x\nx\n'],
  ])('%s', async (line, stdout) => {
    const { run } = await labShell();
    expect(await run(line)).toMatchObject({ stdout, stderr: '' });
  });

  // Printed by ls of GNU coreutils 9.1 in the locale C for files of the same names and sizes.
  it.each([
    ['ls b a c', 'a\nb\nc\n'],
    ['ls -1 b a d', 'a\nb\n\nd:\nx\n'],
    ['ls e a d', 'a\n\nd:\nx\n\ne:\n'],
    ['ls e d', 'd:\nx\n\ne:\n'],
    ['ls -r a b d', 'b\na\n\nd:\nx\n'],
    ['ls -S a b', 'b\na\n'],
    ['ls -d e d a', 'a\nd\ne\n'],
    ['ls -R d a', 'a\n\nd:\nx\n'],
    ['ls -a d a', 'a\n\nd:\n.\n..\nx\n'],
    ['ls *', 'a\nb\nc\n\nd:\nx\n\ne:\n'],
    ['ls -l b a | sed "s/ .* / /"', '-rw-r--r-- a\n-rw-r--r-- b\n'],
    ['cd d; ls -- x ../a', '../a\nx\n'],
  ])('%s lists files before directories', async (line, stdout) => {
    const { run } = await labShell();
    await run('touch a c; echo more > b; mkdir d e; touch d/x');
    expect(await run(line)).toMatchObject({ stdout, stderr: '', exitCode: 0 });
  });

  it('that ls does not find are named beside those it does', async () => {
    const { run } = await labShell();
    expect(await run('touch a; mkdir d; ls d nope a')).toMatchObject({
      ...{ stdout: 'a\n\nd:\n', exitCode: 2 },
      stderr: 'ls: nope: No such file or directory\n',
    });
  });

  it.each([
    ['cat nope', 'cat: nope: No such file or directory\n'],
    ['cd nope', 'bash: cd: nope: No such file or directory\n'],
    ['cat < nope', 'bash: nope: No such file or directory\n'],
    ['mkdir /root', "mkdir: cannot create directory '/root': Permission denied\n"],
    ['mkdir d; echo x > d', 'bash: d: Is a directory\n'],
    ['ln -s l l; cat l', 'cat: l: No such file or directory\n'],
    ['echo a > f; chmod 400 f; echo b > f', 'bash: f: Permission denied\n'],
  ])('%s fails', async (line, stderr) => {
    const { run } = await labShell();
    expect(await run(line)).toMatchObject({ stderr, exitCode: 1 });
  });

  it('are records of the world, with the world\u2019s time', async () => {
    const { engine, out } = await labShell();
    await engine.advanceTo(5000);
    await out('echo hi > note.txt');
    expect(engine.tables.get(filesTable, '/home/learner/note.txt')).toEqual({
      ...{ type: 'file', mode: 0o644, mtime: 5000 },
      content: new TextEncoder().encode('hi\n'),
    });
  });

  it('list a directory without walking what lies below it', async () => {
    const { engine, out } = await labShell();
    await out('mkdir -p big d');
    engine.write((tx) => {
      const file = { type: 'file', mode: 0o644, mtime: 0, content: new Uint8Array(0) } as const;
      for (let i = 0; i < 3000; i += 1) tx.put(filesTable, `/home/learner/big/${i}`, file);
    });
    const asked: number[] = [];
    const range = engine.tables.range.bind(engine.tables);
    engine.tables.range = (table, options) => {
      const rows = range(table, options);
      if (table.name === filesTable.name) asked.push(rows.length);
      return rows;
    };
    expect(await out('ls')).toBe('big\nd\n');
    expect(asked.reduce((sum, rows) => sum + rows, 0)).toBeLessThan(500);
  });
});

describe('devices', () => {
  it.each([
    ['head -c 1048576 /dev/zero > z; wc -c < z', '1048576\n'],
    ['head -c 3 /dev/zero | od -An -c', '  \\0  \\0  \\0\n'],
    ['head -c 20 /dev/urandom | wc -c', '20\n'],
    ['dd if=/dev/urandom of=r bs=1024 count=4 status=none; wc -c < r', '4096\n'],
    ['cat /dev/urandom | head -c 32 | wc -c', '32\n'],
    [
      "printf 'a\\xff\\xfeb' > r; tail -c +2 r | xxd -p; cat r | tail -c +3 | xxd -p",
      'fffe62\nfe62\n',
    ],
    ['echo gone > /dev/null; cat /dev/null; wc -c < /dev/null', '0\n'],
    ['echo 6869 | xxd -r -p /dev/stdin', 'hi'],
    ['echo shown > /dev/stdout; echo tty > /dev/tty', 'shown\ntty\n'],
  ])('%s', async (line, stdout) => {
    const { out } = await labShell();
    expect((await out(line)).replace(/^ +(\d)/gm, '$1')).toBe(stdout.replace(/^ +(\d)/gm, '$1'));
  });
});

describe('bytes', () => {
  it('survive pipes, redirections, copies and our own commands', async () => {
    const seen: Uint8Array[] = [];
    const probe: ShellCommand = {
      name: 'probe',
      run: async (_args, { stdin, stdout }) => {
        seen.push(stdin);
        stdout.write(stdin);
        return Promise.resolve(0);
      },
    };
    const { engine, run } = await labShell([probe]);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        seen.length = 0;
        const row = { type: 'file', mode: 0o644, mtime: 0, content: bytes } as const;
        engine.write((tx) => tx.put(filesTable, '/home/learner/in', row));
        await run('cat in | probe | base64 | base64 -d > mid; cp mid copy; probe < copy > out');
        expect(seen).toEqual([bytes, bytes]);
        expect(engine.tables.get(filesTable, '/home/learner/out')?.content).toEqual(bytes);
      }),
      { numRuns: 30 },
    );
  });

  it('can be written with printf and echo -e', async () => {
    const { out } = await labShell();
    expect(
      await out(
        "printf '\\xff\\x00\\x80' | xxd -p; echo -ne '\\xe9' | xxd -p; printf 'é' | xxd -p",
      ),
    ).toBe('ff0080\ne9\nc3a9\n');
  });
});

describe('a command of ours', () => {
  const asker: ShellCommand = {
    name: 'asker',
    run: async (_args, { ask, stdout, env, cwd }) => {
      const [a, b] = [await ask('A: '), await ask('B: ')];
      stdout.write(`${a}/${b} ${env.get('SHOWN')} ${env.get('hidden')} ${cwd}\n`);
      return 4;
    },
  };

  it('reads lines from stdin, and sees exported variables only', async () => {
    const { run } = await labShell([asker]);
    expect(await run("cd /tmp; hidden=1; export SHOWN=2; printf 'x\\ny\\n' | asker")).toMatchObject(
      {
        ...{ stdout: 'A: B: x/y 2 undefined /tmp\n', exitCode: 4 },
      },
    );
  });

  it('asks the learner where nothing is piped in', async () => {
    const { shell } = await labShell([asker]);
    const asked: string[] = [];
    const ask = async (prompt: string) => Promise.resolve(`${asked.push(prompt)}`);
    expect((await shell.run('asker', { ask })).stdout).toContain('1/2 ');
    expect(asked).toEqual(['A: ', 'B: ']);
  });

  it('leaves the rest of a loop\u2019s input to the loop when it reads none', async () => {
    const quiet: ShellCommand = { name: 'quiet', run: async () => Promise.resolve(0) };
    const { out } = await labShell([quiet]);
    expect(await out("printf '1\\n2\\n' | while read l; do quiet; echo $l; done")).toBe('1\n2\n');
  });
});
