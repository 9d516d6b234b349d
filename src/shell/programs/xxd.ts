import { toHex } from '../../engine/random';
import { fromUtf8, utf8 } from '../bytes';
import type { CommandContext, ShellCommand } from '../command';
import { reportingUsage, shortOptions, UsageError } from './options';

const usage =
  'Usage: xxd [-p] [-r] [-u] [-c cols] [-g bytes] [-l len] [-s seek] [infile [outfile]]';

/** `xxd`: bytes as a hex dump, and back with `-r`; formats are those of Vim's xxd. */
export const xxd: ShellCommand = {
  name: 'xxd',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
};

async function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const wrong = () => new UsageError(usage);
  const options = shortOptions(
    args.map(
      (arg) =>
        ({ '-ps': '-p', '-plain': '-p', '-len': '-l', '-cols': '-c', '-seek': '-s' })[arg] ?? arg,
    ),
    { flags: 'pru', withValue: 'cgls' },
    { unknown: wrong, missing: wrong },
  );
  const { flags, values, operands } = options;
  const [source = '-', target] = operands;
  if (operands.length > 2) throw wrong();
  const number = (letter: string) => {
    const text = values.get(letter);
    if (text === undefined) return undefined;
    if (!/^-?(0x[0-9a-fA-F]+|\d+)$/.test(text)) throw wrong();
    return text.startsWith('-') ? -Number(text.slice(1)) : Number(text);
  };
  const seek = number('s') ?? 0;
  const length = number('l') ?? Infinity;
  const limit = seek >= 0 ? seek + length : Infinity;
  const whole = readInput(ctx, source, flags.has('r') ? Infinity : limit);
  const plain = flags.has('p');
  let output: Uint8Array;
  if (flags.has('r')) {
    output = plain ? fromPlain(fromUtf8(whole)) : fromDump(fromUtf8(whole));
  } else {
    const start = seek < 0 ? Math.max(0, whole.length + seek) : seek;
    const bytes = whole.subarray(start, length === Infinity ? undefined : start + length);
    const columns = number('c') ?? (plain ? 30 : 16);
    const group = number('g') ?? 2;
    const hex = flags.has('u') ? (part: Uint8Array) => toHex(part).toUpperCase() : toHex;
    const text = plain
      ? toPlain(hex(bytes), columns)
      : toDump(bytes, start, columns || 16, group, hex);
    output = utf8(text);
  }
  if (target === undefined || target === '-') ctx.stdout.write(output);
  else ctx.files.write(target, output);
  return Promise.resolve(0);
}

function readInput(ctx: CommandContext, path: string, limit: number): Uint8Array {
  return path === '-' ? ctx.stdin : ctx.files.read(path, limit);
}

function toPlain(hex: string, columns: number): string {
  if (hex === '') return '';
  if (columns === 0) return `${hex}\n`;
  let text = '';
  for (let at = 0; at < hex.length; at += columns * 2)
    text += `${hex.slice(at, at + columns * 2)}\n`;
  return text;
}

function toDump(
  bytes: Uint8Array,
  start: number,
  columns: number,
  group: number,
  hexOf: (part: Uint8Array) => string,
): string {
  const size = group === 0 ? columns : group;
  const width = columns * 2 + Math.ceil(columns / size) - 1;
  let text = '';
  for (let at = 0; at < bytes.length; at += columns) {
    const row = bytes.subarray(at, at + columns);
    let hex = '';
    for (let i = 0; i < row.length; i += size)
      hex += `${hexOf(row.subarray(i, Math.min(i + size, row.length)))} `;
    const shown = Array.from(row, (byte) =>
      byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.',
    );
    const address = (start + at).toString(16).padStart(8, '0');
    text += `${address}: ${hex.trimEnd().padEnd(width)}  ${shown.join('')}\n`;
  }
  return text;
}

function fromPlain(text: string): Uint8Array {
  const digits = text.replace(/[^0-9a-fA-F]/g, '');
  return bytesOf(digits.slice(0, digits.length & ~1));
}

function bytesOf(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length / 2);
  for (let i = 0; i < bytes.length; i += 1)
    bytes[i] = Number.parseInt(digits.slice(i * 2, i * 2 + 2), 16);
  return bytes;
}

/** Each line of a dump says where its bytes go; gaps become zeros, and lines may overlap. */
function fromDump(text: string): Uint8Array {
  const rows: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  for (const line of text.split('\n')) {
    const [, address, rest = ''] = /^\s*([0-9a-fA-F]+):(.*)$/.exec(line) ?? [];
    if (address === undefined) continue;
    const hex = rest.replace(/^ /, '').split('  ')[0] ?? '';
    rows.push({ at: Number.parseInt(address, 16), bytes: fromPlain(hex) });
  }
  const size = rows.reduce((most, { at, bytes }) => Math.max(most, at + bytes.length), 0);
  if (size > 64 * 1024 * 1024) throw new UsageError('xxd: Sorry, cannot seek that far.', 5);
  const output = new Uint8Array(size);
  for (const { at, bytes } of rows) output.set(bytes, at);
  return output;
}
