import { describe, expect, it } from 'vitest';
import { labShell } from './lab-shell';

describe('what a line prints', () => {
  it('comes in order, while the line runs, and again in the result', async () => {
    const { shell } = await labShell();
    const seen: string[] = [];
    const onOutput = (stream: string, text: string) => seen.push(`${stream}: ${text}`);
    const result = await shell.run(
      'echo a; nosuch; for i in 1 2; do echo $i; done | cat; x=$(ls nofile)',
      {
        onOutput,
      },
    );
    expect(seen).toEqual([
      'stdout: a\n',
      'stderr: bash: nosuch: command not found\n',
      'stdout: 1\n2\n',
      'stderr: ls: nofile: No such file or directory\n',
    ]);
    expect(result.stdout).toBe('a\n1\n2\n');
    expect(result.stderr).toBe(
      'bash: nosuch: command not found\nls: nofile: No such file or directory\n',
    );
  });

  it.each([
    ['echo err >&2', '', 'err\n'],
    ['{ echo out; echo err >&2; } 2>&1', 'out\nerr\n', ''],
    ['echo hidden > /dev/null; nosuch 2> /dev/null; echo shown', 'shown\n', ''],
    ['ls nofile 2>&1 | tr a-z A-Z', 'LS: NOFILE: NO SUCH FILE OR DIRECTORY\n', ''],
    ['f() { echo "in f"; }; f > file; cat file', 'in f\n', ''],
    ['echo one > f; echo two >> f; cat < f', 'one\ntwo\n', ''],
    ['set -C; echo a > f; echo b > f; cat f', 'a\n', 'bash: f: cannot overwrite existing file\n'],
    ['cat <<< "here $((1+1))"', 'here 2\n', ''],
    ["cat <<'E'\n$HOME\nE", '$HOME\n', ''],
    ['cat <<E | tr a-z A-Z\n$HOME é\nE', '/HOME/LEARNER é\n', ''],
    ['while read l; do echo "<$l>"; done <<< $\'a\\nb\'', '<a>\n<b>\n', ''],
    ['echo $(echo inner; echo err >&2)', 'inner\n', 'err\n'],
    ['(cd /tmp; pwd; exit 9); echo $? $PWD', '/tmp\n9 /home/learner\n', ''],
    ['set -x; echo a; set +x', 'a\n', '+ echo a\n+ set +x\n'],
  ])('%s', async (line, stdout, stderr) => {
    const { run } = await labShell();
    expect(await run(line)).toMatchObject({ stdout, stderr });
  });

  // Written by bash 5.2 for the same lines.
  it.each([
    ["(printf '\\xff\\x00\\xfe') > f", 'ff00fe\n'],
    ["printf '\\xc3\\xa9\\x41\\xe2\\x82\\xac%b' '\\xff\\xc3\\xa9' > f", 'c3a941e282acffc3a9\n'],
    ["printf '%s\\\\xc3' '\\xc3' > f", '5c7863335c786333\n'],
    ["printf -- '\\xc3\\xa9' > f", 'c3a9\n'],
    ['{ cat g; cat h; } > f', 'fffe01c3a90a\n'],
    ['(cat g | cat; cat h) > f', 'fffe01c3a90a\n'],
    ['for i in 1 2; do cat g; done > f', 'fffe01fffe01\n'],
    ['while read -r x; do cat g; done <<< a > f', 'fffe01\n'],
    ['if cat g; then cat h; fi > f', 'fffe01c3a90a\n'],
    ['case a in a) cat g;; esac > f', 'fffe01\n'],
    ['(cat h) > f; (cat g) >> f', 'c3a90afffe01\n'],
    ['((cat g) > f2; cat h) > f; cat f2 >> f', 'c3a90afffe01\n'],
    ['p() { (cat g) > "$1"; }; p f', 'fffe01\n'],
    ["bash -c '(cat g) > f'", 'fffe01\n'],
    ['(openssl rand 40) > f; cat f > f2; wc -c < f2 > f', '34300a\n'],
  ])('is the same bytes in a file: %s', async (line, hex) => {
    const { run } = await labShell();
    await run("printf '\\xff\\xfe\\x01' > g; printf '\\xc3\\xa9\\n' > h");
    expect(await run(line)).toMatchObject({ stdout: '', stderr: '', exitCode: 0 });
    expect((await run('xxd -p f')).stdout).toBe(hex);
  });

  it('is in order where output and errors go to one file', async () => {
    const { run, out } = await labShell();
    const order = 'a\nbash: nosuch: command not found\nb\n';
    expect(await out('(echo a; nosuch; echo b) > f 2>&1; cat f')).toBe(order);
    expect(await out('{ echo a; nosuch; echo b; } &> f; cat f')).toBe(order);
    expect(await run('(echo a; nosuch; echo b) > f; cat f')).toMatchObject({
      ...{ stdout: 'a\nb\n', stderr: 'bash: nosuch: command not found\n' },
    });
  });

  it('goes on after a redirection to where nothing can be written', async () => {
    const { run } = await labShell();
    expect(await run('echo a > none/file; echo $?; echo b > /bin/x; echo c')).toMatchObject({
      stdout: '1\nc\n',
      stderr: 'bash: none/file: No such file or directory\nbash: /bin/x: Permission denied\n',
    });
  });

  it('runs nothing of a line with a syntax error', async () => {
    const { run, out } = await labShell();
    expect(await run('echo 1; echo ) ; echo 2')).toMatchObject({
      ...{ stdout: '', stderr: "bash: syntax error near unexpected token `)'\n", exitCode: 2 },
      exited: false,
    });
    expect(await out('echo $?')).toBe('2\n');
  });

  it('names what this lab lacks in one line', async () => {
    const { run } = await labShell();
    const { stderr, exitCode } = await run('sudo ls');
    expect(stderr).toMatch(/^bash: sudo: command not found \(.+\)\n$/);
    expect(exitCode).toBe(127);
  });

  it('shows the world\u2019s time', async () => {
    const { engine, out } = await labShell();
    await engine.advanceTo(Date.UTC(2030, 0, 2, 3, 4, 5));
    expect(
      await out('date -u +%Y-%m-%dT%H:%M:%S; touch f; date -r f +%Y 2>/dev/null; stat -c %y f'),
    ).toContain('2030-01-02T03:04:05\n');
  });
});
