import type { CommandContext, ShellCommand } from '../command';
import { reportingUsage, shortOptions, UsageError } from './options';

/** `cmp [-s] [-l] [-n count] a [b]`: do two files have the same bytes, and where not? */
export const cmp: ShellCommand = {
  name: 'cmp',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
};

const trouble = 2;

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const wrong = (text: string) =>
    new UsageError(`cmp: ${text}\ncmp: Try 'cmp --help' for more information.`, trouble);
  const { flags, values, operands } = shortOptions(
    args.map((arg) => ({ '--silent': '-s', '--quiet': '-s', '--verbose': '-l' })[arg] ?? arg),
    { flags: 'slb', withValue: 'n' },
    {
      unknown: (letter) => wrong(`invalid option -- '${letter}'`),
      missing: (letter) => wrong(`option requires an argument -- '${letter}'`),
    },
  );
  const [a, b = '-', extra] = operands;
  if (a === undefined) throw wrong("missing operand after 'cmp'");
  if (extra !== undefined) throw wrong(`extra operand '${extra}'`);
  const limit = values.get('n') === undefined ? Infinity : Number(values.get('n'));
  if (Number.isNaN(limit)) throw wrong(`invalid --bytes value '${values.get('n')}'`);
  const [left, right] = [read(ctx, a, limit), read(ctx, b, limit)];
  if (left === undefined || right === undefined) return Promise.resolve(trouble);
  return Promise.resolve(compare(left, right, [a, b], flags, ctx));
}

function read(ctx: CommandContext, path: string, limit: number): Uint8Array | undefined {
  if (path === '-') return ctx.stdin.subarray(0, limit === Infinity ? undefined : limit);
  if (ctx.files.isDirectory(path)) {
    ctx.stderr.write(`cmp: ${path}: Is a directory\n`);
    return undefined;
  }
  if (!ctx.files.exists(path)) {
    ctx.stderr.write(`cmp: ${path}: No such file or directory\n`);
    return undefined;
  }
  return ctx.files.read(path, limit);
}

function compare(
  left: Uint8Array,
  right: Uint8Array,
  [a, b]: readonly [string, string],
  flags: ReadonlySet<string>,
  { stdout, stderr }: CommandContext,
): number {
  const common = Math.min(left.length, right.length);
  let line = 1;
  let differs = false;
  for (let i = 0; i < common; i += 1) {
    if (left[i] !== right[i]) {
      differs = true;
      if (flags.has('s')) return 1;
      if (!flags.has('l')) {
        stdout.write(`${a} ${b} differ: byte ${i + 1}, line ${line}\n`);
        return 1;
      }
      stdout.write(`${i + 1} ${octal(left[i])} ${octal(right[i])}\n`);
    }
    if (left[i] === 10) line += 1;
  }
  if (left.length === right.length) return differs ? 1 : 0;
  const [shorter, content] = left.length < right.length ? [a, left] : [b, right];
  if (!flags.has('s')) stderr.write(`cmp: EOF on ${shorter} ${endOf(content, line, flags)}\n`);
  return 1;
}

function endOf(content: Uint8Array, line: number, flags: ReadonlySet<string>): string {
  if (content.length === 0) return 'which is empty';
  if (flags.has('l')) return `after byte ${content.length}`;
  const whole = content.at(-1) === 10;
  return `after byte ${content.length}, ${whole ? `line ${line - 1}` : `in line ${line}`}`;
}

const octal = (byte = 0) => byte.toString(8).padStart(3);
