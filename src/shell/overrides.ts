import { defineCommand, type CustomCommand } from 'just-bash/browser';
import type { Engine } from '../engine/engine';
import { toByteString } from './bytes';
import type { FileTree } from './file-tree';
import { listFiles } from './list-files';
import { absolutePath } from './paths';

const endless = new Set(['/dev/zero', '/dev/random', '/dev/urandom']);

/** Programs of just-bash that look at the real clock, read devices without end, or garble bytes or lists. */
export function overrides(engine: Engine, tree: FileTree): CustomCommand[] {
  return [
    sleep(engine),
    atWorldTime('date', /^(-d|--date|-f|-r|--reference|-s|--help)/, engine),
    atWorldTime('touch', /^(-[a-z]*[drt]|--date|--reference|--help)/, engine),
    listFiles(tree),
    headOfDevice(tree),
    tailFromByte(tree),
    bytesFromEscapes('printf'),
    bytesFromEscapes('echo'),
  ];
}

const unitSeconds = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * `sleep` waits in the world's time: its clock moves on, what falls due happens, and nobody waits.
 * What is no number of seconds, minutes, hours or days is just-bash's to refuse.
 */
function sleep(engine: Engine): CustomCommand {
  return defineCommand('sleep', async (args, { origCommand }) => {
    let seconds = 0;
    for (const arg of args) {
      const [, number, unit = ''] = /^(\d+\.?\d*|\.\d+)([smhd]?)$/.exec(arg) ?? [];
      seconds += Number(number) * unitSeconds[unit as keyof typeof unitSeconds];
    }
    if (args.length === 0 || Number.isNaN(seconds)) {
      if (origCommand === undefined) throw new Error('sleep is not built in');
      return origCommand([...args]);
    }
    await engine.advanceTo(engine.now + Math.round(seconds * 1000));
    return { stdout: '', stderr: '', exitCode: 0 };
  });
}

/** `date` and `touch` mean the world's time unless an option names another. */
function atWorldTime(name: string, timed: RegExp, engine: Engine): CustomCommand {
  return defineCommand(name, async (args, { origCommand }) => {
    if (origCommand === undefined) throw new Error(`${name} is not built in`);
    if (args.some((arg) => timed.test(arg))) return origCommand([...args]);
    return origCommand(['-d', new Date(engine.now).toISOString(), ...args]);
  });
}

/** `head -c N /dev/zero` in any size; everything else about `head` is just-bash's. */
function headOfDevice(tree: FileTree): CustomCommand {
  return defineCommand('head', async (args, { origCommand, cwd }) => {
    const line = args.join(' ');
    const [, count = '', unit = '', path = ''] =
      /^(?:-c ?|--bytes[= ])(\d+)([kKM]?) (\S+)$/.exec(line) ?? [];
    const device = absolutePath(path, cwd);
    if (endless.has(device)) {
      const size = Number(count) * { '': 1, k: 1024, K: 1024, M: 1024 * 1024 }[unit as '' | 'K']!;
      return {
        stdout: toByteString(tree.read(device, size)),
        stdoutKind: 'bytes',
        stderr: '',
        exitCode: 0,
      };
    }
    if (origCommand === undefined) throw new Error('head is not built in');
    return origCommand([...args]);
  });
}

/** `tail -c +N`: from the Nth byte to the end, which just-bash takes for the last N bytes. */
function tailFromByte(tree: FileTree): CustomCommand {
  return defineCommand('tail', async (args, { origCommand, cwd, stdin }) => {
    const [, from = '', path = ''] =
      /^(?:-c ?|--bytes[= ])\+(\d+)(?: (\S+))?$/.exec(args.join(' ')) ?? [];
    const file = absolutePath(path, cwd);
    // A file that is not there is just-bash's to refuse.
    if (from !== '' && (path === '' || tree.entry(file)?.type === 'file')) {
      const all = path === '' ? (stdin as unknown as string) : toByteString(tree.read(file));
      const stdout = all.slice(Math.max(Number(from) - 1, 0));
      return { stdout, stdoutKind: 'bytes', stderr: '', exitCode: 0 };
    }
    if (origCommand === undefined) throw new Error('tail is not built in');
    return origCommand([...args]);
  });
}

/**
 * `printf '\\xff'` is one byte; just-bash takes it for the character U+00FF, two bytes of UTF-8.
 * Where no argument has such characters itself, those of the output are bytes.
 */
function bytesFromEscapes(name: string): CustomCommand {
  return defineCommand(name, async (args, { origCommand }) => {
    if (origCommand === undefined) throw new Error(`${name} is not built in`);
    const result = await origCommand(name === 'printf' ? withOctalBytes(args) : [...args]);
    const ascii = args.every((arg) => /^[\u0000-\u007f]*$/.test(arg) && !/\\[uU]/.test(arg));
    const latin1 = /^[\u0000-\u00ff]*$/.test(result.stdout);
    return ascii && latin1 && result.stdoutKind !== 'bytes'
      ? { ...result, stdoutKind: 'bytes' }
      : result;
  });
}

/**
 * `printf '\\xc3\\xa9'` is two bytes; just-bash takes them for the one character that they encode, but
 * not where they are written in octal.
 */
function withOctalBytes(args: readonly string[]): string[] {
  const at = args[0] === '-v' ? 2 : Number(args[0] === '--');
  const format = args[at]?.replaceAll('%%', '') ?? '';
  // Only `%b` reads escapes in what follows the format.
  const readsEscapes = !/%[^b]/.test(format);
  const octal = (text: string) =>
    text.replace(/\\(?:x([89a-fA-F][\da-fA-F])|[^])/g, (escape, byte?: string) =>
      byte === undefined ? escape : `\\${Number.parseInt(byte, 16).toString(8)}`,
    );
  return args.map((arg, index) =>
    index === at || (index > at && readsEscapes) ? octal(arg) : arg,
  );
}
