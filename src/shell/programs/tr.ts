import { utf8 } from '../bytes';
import type { CommandContext, ShellCommand } from '../command';
import { reportingUsage, shortOptions, UsageError } from './options';

/** `tr [-cCdst] set1 [set2]`: byte by byte, as GNU's; just-bash's knows no octal and takes bytes for text. */
export const tr: ShellCommand = {
  name: 'tr',
  run: (args, ctx) => reportingUsage(ctx, () => run(args, ctx)),
};

const longOptions: Readonly<Record<string, string>> = {
  '--complement': '-c',
  '--delete': '-d',
  '--squeeze-repeats': '-s',
  '--truncate-set1': '-t',
};

const wrong = (text: string) =>
  new UsageError(`tr: ${text}\nTry 'tr --help' for more information.`);

function run(args: readonly string[], ctx: CommandContext): Promise<number> {
  const { flags, operands } = optionsOf(args);
  const [set1 = '', set2, extra] = operands;
  const [deletes, squeezes] = [flags.has('d'), flags.has('s')];
  if (operands.length === 0) throw wrong('missing operand');
  const translates = !deletes && set2 !== undefined;
  if (set2 === undefined && deletes === squeezes) {
    const why = deletes
      ? 'Two strings must be given when both deleting and squeezing repeats.'
      : 'Two strings must be given when translating.';
    throw wrong(`missing operand after '${set1}'\n${why}`);
  }
  if (set2 !== undefined && deletes && !squeezes) {
    const why = 'Only one string may be given when deleting without squeezing repeats.';
    throw wrong(`extra operand '${set2}'\n${why}`);
  }
  if (extra !== undefined) throw wrong(`extra operand '${extra}'`);
  const first = expand(set1);
  const from = flags.has('c') || flags.has('C') ? complement(first) : first;
  const to = expand(set2 ?? '', from.length);
  const into = translates ? translation(from, to, flags.has('t')) : identity;
  const gone = new Set(deletes ? from : []);
  const once = new Set(squeezes ? (set2 === undefined ? from : to) : []);
  const output: number[] = [];
  for (const byte of ctx.stdin) {
    const written = into[byte] ?? byte;
    if (!gone.has(byte) && !(once.has(written) && output.at(-1) === written)) output.push(written);
  }
  ctx.stdout.write(Uint8Array.from(output));
  return Promise.resolve(0);
}

/** Options end at the first operand: `tr '+/' '-_'`. */
function optionsOf(args: readonly string[]) {
  const words = args.map((arg) => longOptions[arg] ?? arg);
  const first = words.findIndex((word) => !/^-[^-]/.test(word));
  return shortOptions(
    first < 0 || words[first] === '--' ? words : words.toSpliced(first, 0, '--'),
    { flags: 'cCdst', withValue: '' },
    { unknown: (letter) => wrong(`invalid option -- '${letter}'`), missing: wrong },
  );
}

const identity: readonly number[] = Array.from({ length: 256 }, (_, byte) => byte);

function complement(set: readonly number[]): number[] {
  return identity.filter((byte) => !set.includes(byte));
}

/** What each byte becomes; a shorter second set is filled up with its last byte. */
function translation(from: readonly number[], to: readonly number[], truncate: boolean) {
  const last = to.at(-1);
  if (last === undefined && from.length > 0 && !truncate) {
    throw new UsageError('tr: when not truncating set1, string2 must be non-empty');
  }
  const into = [...identity];
  from.forEach((byte, at) => {
    const written = to[at] ?? (truncate ? undefined : last);
    if (written !== undefined) into[byte] = written;
  });
  return into;
}

const classes: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\0-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[!-~]/,
  lower: /[a-z]/,
  print: /[ -~]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[\t-\r ]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** One byte of a set, as it is written: `x`, `\n`, `\012`. */
const one = String.raw`\\[0-7]{1,3}|\\[^]|[^]`;
const element = new RegExp(
  String.raw`\[:(?<name>\w+):\]|\[=(?<same>${one})=\]|\[(?<filler>${one})\*(?<count>\d*)\]|(?<low>${one})(?:-(?<high>${one}))?`,
  'gy',
);

/** The bytes that a set names, in order; `[x*]` fills it up to `size`. */
function expand(set: string, size = 0): number[] {
  const text = String.fromCharCode(...utf8(set));
  const bytes: number[] = [];
  let filling: { readonly byte: number; readonly at: number } | undefined;
  for (const { groups = {} } of text.matchAll(element)) {
    const { name, same, filler, count = '', low = same ?? '', high } = groups;
    if (name !== undefined) bytes.push(...ofClass(name));
    else if (filler !== undefined) {
      const times = Number.parseInt(count, count.startsWith('0') ? 8 : 10) || 0;
      if (times === 0) filling = { byte: byteOf(filler), at: bytes.length };
      bytes.push(...Array<number>(times).fill(byteOf(filler)));
    } else if (high === undefined) bytes.push(byteOf(low));
    else {
      const [start, end] = [byteOf(low), byteOf(high)];
      if (end < start) {
        const range = `range-endpoints of '${low}-${high}'`;
        throw new UsageError(`tr: ${range} are in reverse collating sequence order`);
      }
      bytes.push(...identity.slice(start, end + 1));
    }
  }
  if (filling === undefined) return bytes;
  const missing = Array<number>(Math.max(size - bytes.length, 0)).fill(filling.byte);
  return [...bytes.slice(0, filling.at), ...missing, ...bytes.slice(filling.at)];
}

function ofClass(name: string): number[] {
  const members = classes[name];
  if (members === undefined) throw new UsageError(`tr: invalid character class '${name}'`);
  return identity.filter((byte) => members.test(String.fromCharCode(byte)));
}

function byteOf(written: string): number {
  if (!written.startsWith('\\') || written.length === 1) return written.charCodeAt(0);
  const escaped = written.slice(1);
  return /^[0-7]/.test(escaped)
    ? Number.parseInt(escaped, 8) & 255
    : (escapes[escaped] ?? escaped.charCodeAt(0));
}
