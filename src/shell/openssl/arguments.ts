import { UsageError } from '../programs/options';

/** What an option of an `openssl` command takes. */
export type OptionKind = 'flag' | 'text' | 'number' | 'many';

/** The options a command was given, and the words that follow them. */
export interface Arguments {
  has(name: string): boolean;
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  all(name: string): readonly string[];
  readonly rest: readonly string[];
}

/** An error of an `openssl` command, worded as its option parser words them; exit code 1. */
export function optionError(command: string, message: string): UsageError {
  return new UsageError(`${command}: ${message}\n${command}: Use -help for summary.`);
}

/**
 * Reads options the way OpenSSL does: `-name`, `--name`, `-name value`, up to the first other
 * word. `other` may take an option that is not in `kinds`, such as a cipher's name.
 */
export function readArguments(
  command: string,
  args: readonly string[],
  kinds: Readonly<Record<string, OptionKind>>,
  other: (name: string) => boolean = () => false,
): Arguments {
  const values = new Map<string, string[]>();
  const words = [...args];
  for (let word = words[0]; word?.startsWith('-') === true && word !== '-'; word = words[0]) {
    words.shift();
    if (word === '--') break;
    const name = word.replace(/^--?/, '');
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) {
      if (!other(name)) throw optionError(command, `Unknown option: -${name}`);
      continue;
    }
    const given = values.get(name) ?? [];
    values.set(name, given);
    if (kind === 'flag') continue;
    const value = words.shift();
    if (value === undefined) throw optionError(command, `Option -${name} needs a value`);
    if (kind === 'number') checkNumber(command, name, value);
    given.push(value);
  }
  return {
    has: (name) => values.has(name),
    text: (name) => values.get(name)?.at(-1),
    number: (name) => {
      const text = values.get(name)?.at(-1);
      return text === undefined ? undefined : Number(text);
    },
    all: (name) => values.get(name) ?? [],
    rest: words,
  };
}

function checkNumber(command: string, name: string, value: string): void {
  if (!/^-?\d+$/.test(value)) throw optionError(command, `Can't parse "${value}" as a number`);
  if (Number(value) <= 0) {
    throw optionError(command, `Non-positive number "${value}" for option -${name}`);
  }
}
