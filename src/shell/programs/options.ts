import type { CommandContext } from '../command';

/** A command was called wrongly: its own words, and the exit code it has for that. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
  readonly exitCode: number;

  constructor(message: string, exitCode = 1, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}

/** Runs a command whose usage errors are printed as they are, each on a line of its own. */
export async function reportingUsage(
  { stderr }: Pick<CommandContext, 'stderr'>,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
}

/** What C programs make of command-line words: letters that stand alone or take a value. */
export interface ShortOptions {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/**
 * Reads options as getopt(3) does: `-c 8`, `-c8`, `-pr`. `withValue` are the letters that take a
 * value; `unknown` and `missing` make the error for a wrong letter.
 */
export function shortOptions(
  args: readonly string[],
  letters: { readonly flags: string; readonly withValue: string },
  wrong: { unknown(letter: string): UsageError; missing(letter: string): UsageError },
): ShortOptions {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') return { flags, values, operands: [...operands, ...rest] };
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    for (let at = 1; at < word.length; at += 1) {
      const letter = word.charAt(at);
      if (letters.flags.includes(letter)) {
        flags.add(letter);
        continue;
      }
      if (!letters.withValue.includes(letter)) throw wrong.unknown(letter);
      const value = at + 1 < word.length ? word.slice(at + 1) : rest.shift();
      if (value === undefined) throw wrong.missing(letter);
      values.set(letter, value);
      break;
    }
  }
  return { flags, values, operands };
}
