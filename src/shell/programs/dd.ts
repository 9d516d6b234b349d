import type { CommandContext, ShellCommand } from '../command';
import { fileSizeLimit } from '../file-tree';
import { reportingUsage, UsageError } from './options';

/** `dd if= of= bs= count= skip= seek= conv=notrunc status=none`: copies blocks of bytes. */
export const dd: ShellCommand = {
  name: 'dd',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
};

const names = ['if', 'of', 'bs', 'ibs', 'obs', 'count', 'skip', 'seek', 'conv', 'status'];
const units: Readonly<Record<string, number>> = {
  ...{ '': 1, c: 1, w: 2, b: 512, kB: 1000, K: 1024, k: 1024, KiB: 1024 },
  ...{ MB: 1000 ** 2, M: 1024 ** 2, MiB: 1024 ** 2, GB: 1000 ** 3, G: 1024 ** 3, GiB: 1024 ** 3 },
};

/** The most that dd copies at once, in bytes: the size of the largest file. */
const copyLimit = 64 * 1024 * 1024;

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const operands = new Map(args.map((arg) => operandOf(arg)));
  const number = (name: string, standard: number) => {
    const text = operands.get(name);
    if (text === undefined) return standard;
    const [, digits = '', unit = ''] = /^(\d+)([a-zA-Z]*)$/.exec(text) ?? [];
    const size = units[unit];
    if (digits === '' || size === undefined) throw new UsageError(`dd: invalid number: '${text}'`);
    return Number(digits) * size;
  };
  const block = number('bs', number('ibs', 512));
  if (block === 0) throw new UsageError(`dd: invalid number: '${operands.get('bs') ?? '0'}'`);
  const count = number('count', Infinity);
  const skip = number('skip', 0) * block;
  const length = count * block;
  const source = operands.get('if');
  if (length !== Infinity && length > copyLimit) {
    throw new UsageError(`dd: cannot copy ${length} bytes; the largest file has ${copyLimit}`);
  }
  const input = read(ctx, source, skip + length).subarray(skip);
  const bytes = length === Infinity ? input : input.subarray(0, length);
  const target = operands.get('of');
  if (target === undefined) ctx.stdout.write(bytes);
  else
    write(
      ctx,
      target,
      bytes,
      number('seek', 0) * number('bs', number('obs', 512)),
      operands.get('conv'),
    );
  if (operands.get('status') !== 'none')
    ctx.stderr.write(report(bytes.length, block, operands.get('status')));
  return Promise.resolve(0);
}

function operandOf(arg: string): readonly [string, string] {
  const [, name = '', value = ''] = /^([a-z]+)=(.*)$/s.exec(arg) ?? [];
  if (!names.includes(name)) {
    throw new UsageError(
      `dd: unrecognized operand '${arg}'\nTry 'dd --help' for more information.`,
    );
  }
  return [name, value];
}

function read(ctx: CommandContext, path: string | undefined, limit: number): Uint8Array {
  if (path === undefined) return ctx.stdin;
  if (ctx.files.isDirectory(path))
    throw new UsageError(`dd: error reading '${path}': Is a directory`);
  if (!ctx.files.exists(path)) {
    throw new UsageError(`dd: failed to open '${path}': No such file or directory`);
  }
  return ctx.files.read(path, limit);
}

function write(ctx: CommandContext, path: string, bytes: Uint8Array, at: number, conv = ''): void {
  const keep = conv.split(',').includes('notrunc');
  const before =
    (at > 0 || keep) && ctx.files.exists(path) ? ctx.files.view(path) : new Uint8Array(0);
  const end = at + bytes.length;
  if (end > fileSizeLimit) throw new UsageError(`dd: error writing '${path}': File too large`);
  const content = new Uint8Array(keep ? Math.max(end, before.length) : end);
  content.set(keep ? before : before.subarray(0, at));
  content.set(bytes, at);
  ctx.files.give(path, content);
}

/** GNU dd's report, without the time and speed: the world's clock stands still meanwhile. */
function report(size: number, block: number, status: string | undefined): string {
  const records = `${Math.floor(size / block)}+${size % block === 0 ? 0 : 1}`;
  const lines = `${records} records in\n${records} records out\n`;
  return status === 'noxfer' ? lines : `${lines}${size} bytes copied\n`;
}
