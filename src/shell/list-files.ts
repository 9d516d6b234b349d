import { defineCommand, type CustomCommand } from 'just-bash/browser';
import type { FileStatus } from './command';
import type { FileTree } from './file-tree';
import { commandFiles } from './files';

/** What `ls` was asked to list. */
interface Operand {
  readonly name: string;
  readonly status: FileStatus | undefined;
}

/**
 * `ls` of more than one file or directory: the files first, in the order of their names, times or
 * sizes, and only directories apart. just-bash puts an empty line between any two.
 */
export function listFiles(tree: FileTree): CustomCommand {
  return defineCommand('ls', async (args, { origCommand, cwd }) => {
    if (origCommand === undefined) throw new Error('ls is not built in');
    const files = commandFiles(tree, cwd);
    const { options, operands } = split(args);
    if (operands.length < 2 || options.includes('--help')) return origCommand([...args]);
    const asked = inOrder(
      operands.map((name) => ({ name, status: files.status(name) })),
      options,
    );
    const isApart = ({ status }: Operand) =>
      status?.type === 'directory' && !has(options, 'd', '--directory');
    const listing = { stdout: '', stderr: '', exitCode: 0 };
    for (const one of [...asked.filter((it) => !isApart(it)), ...asked.filter(isApart)]) {
      const { stdout, stderr, exitCode } = await origCommand([...options, '--', one.name]);
      if (isApart(one)) {
        if (listing.stdout !== '') listing.stdout += '\n';
        // `ls -R` names the directory itself.
        if (!has(options, 'R', '--recursive')) listing.stdout += `${one.name}:\n`;
      }
      listing.stdout += stdout;
      listing.stderr += stderr;
      listing.exitCode = Math.max(listing.exitCode, exitCode);
    }
    return listing;
  });
}

function split(args: readonly string[]) {
  const end = args.includes('--') ? args.indexOf('--') : args.length;
  const [before, after] = [args.slice(0, end), args.slice(end + 1)];
  const isOption = (arg: string) => /^-./.test(arg);
  return {
    options: before.filter(isOption),
    operands: [...before.filter((arg) => !isOption(arg)), ...after],
  };
}

function has(options: readonly string[], letter: string, word?: string): boolean {
  return options.some((option) =>
    option.startsWith('--') ? option === word : option.includes(letter),
  );
}

function inOrder(asked: readonly Operand[], options: readonly string[]): readonly Operand[] {
  const order = asked.toSorted((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const by = (value: (status: FileStatus) => number) =>
    order.sort((a, b) => (b.status ? value(b.status) : 0) - (a.status ? value(a.status) : 0));
  if (has(options, 't')) by(({ mtime }) => mtime);
  if (has(options, 'S')) by(({ size }) => size);
  return has(options, 'r', '--reverse') ? order.reverse() : order;
}
