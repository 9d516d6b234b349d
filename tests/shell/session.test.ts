import { describe, expect, it } from 'vitest';
import { Engine } from '../../src/engine/engine';
import { restoreWorld, saveWorld } from '../../src/engine/saved-world';
import { Shell } from '../../src/shell/shell';
import { labShell } from './lab-shell';

describe('a session between lines', () => {
  it('keeps the working directory, and `cd -` leads back', async () => {
    const { shell, out } = await labShell();
    expect(await out('mkdir -p a/b', 'cd a/b', 'pwd')).toBe('/home/learner/a/b\n');
    expect(shell.cwd).toBe('/home/learner/a/b');
    expect(await out('cd ~', 'cd -')).toBe('/home/learner/a/b\n');
  });

  it('keeps variables, exported and not, with any content', async () => {
    const { shell, out } = await labShell();
    await out(`plain='a  "b" $c \\'`, `export SENT=$'two\\nlines'`, 'unset LANG');
    expect(await out('echo "[$plain]" "${LANG-none}"; bash -c \'echo "[$plain]" "$SENT"\'')).toBe(
      '[a  "b" $c \\] none\n[] two\nlines\n',
    );
    expect(shell.variables().get('plain')).toBe('a  "b" $c \\');
  });

  it('keeps arrays, integers and read-only variables', async () => {
    const { out, run } = await labShell();
    await out(`list=(one "two words" $'three\\nlines')`, 'declare -A map', `map['a b']="it's"`);
    expect(await out('echo "${#list[@]} ${list[1]} ${list[2]} ${map[a b]}"')).toBe(
      "3 two words three\nlines it's\n",
    );
    expect(await out('declare -i n=4', 'n+=3', 'echo $n')).toBe('7\n');
    await out('readonly fixed=1');
    expect(await run('fixed=2')).toMatchObject({
      exitCode: 1,
      stderr: 'bash: fixed: readonly variable\n',
    });
  });

  it('keeps functions, with here-documents in them, until they are unset', async () => {
    const { out, run } = await labShell();
    await out('greet() { local who=$1; cat <<END\nhello $who\nEND\n}');
    expect(await out('greet you')).toBe('hello you\n');
    await out('if true; then greet() { echo changed; }; fi');
    expect(await out('greet you')).toBe('changed\n');
    await out('unset -f greet');
    expect(await run('greet you')).toMatchObject({
      exitCode: 127,
      stderr: 'bash: greet: command not found\n',
    });
  });

  it('keeps functions and variables of a sourced file', async () => {
    const { out } = await labShell();
    await out("echo 'twice() { echo $1 $1; }; colour=red' > lib.sh", '. ./lib.sh');
    expect(await out('twice $colour')).toBe('red red\n');
  });

  it('keeps options and aliases', async () => {
    const { out } = await labShell();
    expect(await out('set -o pipefail', 'false | true', 'echo $?')).toBe('1\n');
    expect(await out('shopt -s nullglob', 'echo [*.none]')).toBe('\n');
    expect(await out("alias hi='echo hello'", 'hi there')).toBe('hello there\n');
  });

  it('carries $? from line to line, as bash does', async () => {
    const { out, run } = await labShell();
    expect(await out('false', 'echo $?')).toBe('1\n');
    expect(await out('(exit 7)', 'echo $?', 'echo $?')).toBe('0\n');
    expect(await out('nosuch', 'echo $?')).toBe('127\n');
    expect(await out('x=$(exit 3)', 'echo $?')).toBe('3\n');
    expect((await run('! true')).exitCode).toBe(1);
  });

  it('keeps positional parameters, what a pattern matched, and $_', async () => {
    const { out } = await labShell();
    expect(await out('set -- a "b c"', 'echo $# "$2"')).toBe('2 b c\n');
    expect(await out('shift', 'echo $# "$@"')).toBe('1 b c\n');
    expect(await out('[[ key-12 =~ -([0-9]+) ]]', 'echo ${BASH_REMATCH[1]}')).toBe('12\n');
    expect(await out('mkdir "it\'s"', 'cd "$_"', 'pwd')).toBe("/home/learner/it's\n");
    expect(await out('mkdir d; for i in 1; do echo $_; done; echo x; echo $_')).toBe('d\nx\nx\n');
  });

  it('ends with `exit`, and the next line starts a new one', async () => {
    const { run, shell, out } = await labShell();
    await out('cd /tmp', 'x=1');
    expect(await run('echo bye; exit 3; echo never')).toMatchObject({
      ...{ stdout: 'bye\n', stderr: '', exitCode: 3, exited: true },
    });
    expect(shell.cwd).toBe('/home/learner');
    expect(await out('echo "[$x]" $?')).toBe('[] 0\n');
  });

  it('ends where `set -e` ends it, and not where bash forgives', async () => {
    const { run } = await labShell();
    expect(await run('set -e')).toMatchObject({ exitCode: 0, exited: false });
    expect(await run('false || echo saved; if false; then :; fi; ! true')).toMatchObject({
      ...{ stdout: 'saved\n', exited: false },
    });
    expect(await run('for i in 1 2; do echo $i; done')).toMatchObject({
      stdout: '1\n2\n',
      exited: false,
    });
    expect(await run('false; echo never')).toMatchObject({ stdout: '', exitCode: 1, exited: true });
  });

  it('survives an unset variable under `set -u`, as an interactive bash does', async () => {
    const { run, out } = await labShell();
    const result = await run('x=1; set -u; echo $nope; echo never');
    expect(result).toMatchObject({
      exitCode: 1,
      exited: false,
      stderr: 'bash: nope: unbound variable\n',
    });
    expect(await out('echo $x')).toBe('1\n');
  });
});

describe('a session and its world', () => {
  it('goes on after the world was saved and restored', async () => {
    const { engine, out } = await labShell();
    await out('mkdir d; cd d; x=5; f() { echo "f $x"; }; list=(a b); export Y=1');
    const restored = new Engine(restoreWorld(structuredClone(saveWorld(engine.tables))), []);
    const shell = await Shell.open(restored);
    expect((await shell.run('pwd; f; echo ${list[1]}; bash -c "echo \\$Y"')).stdout).toBe(
      '/home/learner/d\nf 5\nb\n1\n',
    );
  });

  it('goes its own way on a fork', async () => {
    const { engine, out } = await labShell();
    await out('x=1; echo one > file');
    const fork = await Shell.open(engine.fork());
    await fork.run('x=2; echo two > file; rm -f other; cd /tmp');
    expect(await out('echo $x; cat file; pwd')).toBe('1\none\n/home/learner\n');
    expect((await fork.run('echo $x; cat ~/file')).stdout).toBe('2\ntwo\n');
  });

  it('is undone with what the line did', async () => {
    const { engine, out } = await labShell();
    await out('echo before > file; x=1');
    engine.checkpoint('line');
    await out('echo after > file; x=2; rm -r /tmp/none; mkdir d; cd d');
    expect(engine.undo()).toBe('line');
    expect(await out('cat file; echo $x; pwd; ls')).toBe('before\n1\n/home/learner\nfile\n');
    engine.redo();
    expect(await out('pwd; cat ../file')).toBe('/home/learner/d\nafter\n');
  });

  it('writes nothing when a line changes nothing', async () => {
    const { engine, out } = await labShell();
    const first: string[] = [];
    const stop = engine.observe(({ changes }) => first.push(...changes.map(({ key }) => key)));
    await out('ls; nosuch', 'echo $?');
    expect(first).toEqual([]);
    stop();
    await out('x=1', 'true');
    const changed: string[] = [];
    engine.observe(({ changes }) =>
      changed.push(...changes.map(({ table, key }) => `${table} ${key}`)),
    );
    await out('ls', 'echo $x');
    expect(changed).toEqual([]);
    await out('y=2');
    expect(changed).toEqual(['workstation.variables y']);
  });
});
