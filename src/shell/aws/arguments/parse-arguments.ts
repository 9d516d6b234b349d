import { usageError } from '../cli-error';
import { closeMatches } from '../close-matches';
import { readFloat, readInteger } from '../parameters/numbers';

/** How many words an option takes: none, one, two, at most one, any number, at least one. */
export type Arity = 'none' | 'one' | 'two' | 'optional' | 'any' | 'some';

/** What the parser must know about an option. */
export interface OptionSyntax {
  /** With its dashes: `--key-id`. */
  readonly name: string;
  /** Where its value goes; `--dry-run` and `--no-dry-run` share one destination. */
  readonly destination: string;
  readonly arity: Arity;
  /** The value of an option without words. */
  readonly constant?: boolean | string;
  readonly number?: 'int' | 'float';
  readonly choices?: readonly string[];
  readonly required?: boolean;
  /**
   * It may be given several times: its words are added to those before, with `named` each time
   * after the option's own name.
   */
  readonly adds?: 'words' | 'named';
}

/** A word that is known by its place, or `count` of them in a row. */
export interface PositionalSyntax {
  readonly name: string;
  readonly choices?: readonly string[];
  readonly required: boolean;
  readonly count?: number;
}

/** The value of an option as the command line has it. */
export type ArgumentValue = string | boolean | number | readonly string[];

/** What was understood of a command line, and the words left for another parser. */
export interface ParsedArguments {
  readonly values: ReadonlyMap<string, ArgumentValue>;
  readonly remaining: readonly string[];
}

interface Grammar {
  readonly options: ReadonlyMap<string, OptionSyntax>;
  readonly positionals: readonly PositionalSyntax[];
}

interface FoundOption {
  readonly option: OptionSyntax | undefined;
  readonly attached: string | undefined;
}

/**
 * Reads a command line as Python's argparse does for the AWS CLI: options in any order,
 * `--option=value`, unique abbreviations, `--` before words that look like options.
 */
export function parseArguments(words: readonly string[], grammar: Grammar): ParsedArguments {
  const values = new Map<string, ArgumentValue>();
  const remaining: string[] = [];
  const waiting = [...grammar.positionals];
  const end = words.indexOf('--');
  const found = words.map((word, index) =>
    end >= 0 && index >= end ? undefined : findOption(word, grammar.options),
  );
  const isPlain = (at: number) => found[at] === undefined && at !== end;
  let index = 0;
  while (index < words.length) {
    const word = words[index] as string;
    const here = found[index];
    index += 1;
    if (index - 1 === end) continue;
    if (here === undefined) {
      const [positional] = waiting;
      const { count = 1 } = positional ?? {};
      const row = words.slice(index - 1, index - 1 + count);
      const whole = row.length === count && row.every((_, at) => isPlain(index - 1 + at));
      if (positional === undefined || !whole) remaining.push(word);
      else {
        checkChoice(positional.name, positional.choices, word);
        values.set(positional.name, positional.count === undefined ? word : row);
        index += count - 1;
        waiting.shift();
      }
    } else if (here.option === undefined) {
      remaining.push(word);
    } else {
      const { option, attached } = here;
      const start = index;
      while (attached === undefined && index < words.length && takes(option, index - start)) {
        if (found[index] !== undefined || index === end) break;
        index += 1;
      }
      const taken = attached === undefined ? words.slice(start, index) : [attached];
      const value = optionValue(option, taken, attached);
      const before = option.adds === undefined ? undefined : values.get(option.destination);
      const name = option.adds === 'named' ? [option.name] : [];
      values.set(
        option.destination,
        option.adds === undefined ? value : [...wordsOf(before), ...name, ...wordsOf(value)],
      );
    }
  }
  requireAll(grammar, values);
  return { values, remaining };
}

function wordsOf(value: ArgumentValue | undefined): readonly string[] {
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value : [];
}

function findOption(word: string, options: Grammar['options']): FoundOption | undefined {
  if (!word.startsWith('-') || word === '-') return undefined;
  const exact = options.get(word);
  if (exact !== undefined) return { option: exact, attached: undefined };
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const attached = equals < 0 ? undefined : word.slice(equals + 1);
  const option = options.get(name);
  if (option !== undefined) return { option, attached };
  const candidates = name.startsWith('--')
    ? [...options.values()].filter((candidate) => candidate.name.startsWith(name))
    : [];
  if (candidates.length > 1) {
    const names = candidates.map((candidate) => candidate.name).join(', ');
    throw usageError(`ambiguous option: ${word} could match ${names}`);
  }
  if (candidates.length === 1) return { option: candidates[0], attached };
  const isValue = /^-\d+$|^-\d*\.\d+$/.test(word) || word.includes(' ');
  return isValue ? undefined : { option: undefined, attached };
}

function takes(option: OptionSyntax, taken: number): boolean {
  switch (option.arity) {
    case 'none':
      return false;
    case 'one':
    case 'optional':
      return taken < 1;
    case 'two':
      return taken < 2;
    case 'any':
    case 'some':
      return true;
  }
}

function optionValue(
  option: OptionSyntax,
  words: readonly string[],
  attached: string | undefined,
): ArgumentValue {
  const [word] = words;
  if (option.arity === 'none') {
    if (attached !== undefined) {
      throw usageError(`argument ${option.name}: ignored explicit argument '${attached}'`);
    }
    return option.constant ?? true;
  }
  if (option.arity === 'any') return words;
  if (option.arity === 'some') {
    if (words.length > 0) return words;
    throw usageError(`argument ${option.name}: expected at least one argument`);
  }
  if (option.arity === 'two') {
    if (words.length === 2) return words;
    throw usageError(`argument ${option.name}: expected 2 arguments`);
  }
  if (word === undefined) {
    if (option.arity === 'optional') return option.constant ?? '';
    throw usageError(`argument ${option.name}: expected one argument`);
  }
  checkChoice(option.name, option.choices, word);
  return option.number === undefined ? word : numberValue(option, option.number, word);
}

function numberValue(option: OptionSyntax, type: 'int' | 'float', word: string): number {
  const value = type === 'int' ? readInteger(word) : readFloat(word);
  if (value === undefined) {
    throw usageError(`argument ${option.name}: invalid ${type} value: '${word}'`);
  }
  return value;
}

function checkChoice(name: string, choices: readonly string[] | undefined, word: string): void {
  if (choices === undefined || choices.includes(word)) return;
  const close = closeMatches(word, choices).map((choice) => `  * ${choice}`);
  const lines = close.length === 0 ? [] : ['Maybe you meant:\n', ...close];
  throw usageError([`argument ${name}: Found invalid choice '${word}'\n`, ...lines].join('\n'));
}

function requireAll(grammar: Grammar, values: ReadonlyMap<string, ArgumentValue>): void {
  const missing = [
    ...[...grammar.options.values()]
      .filter((option) => option.required === true && !values.has(option.destination))
      .map((option) => option.name),
    ...grammar.positionals
      .filter((positional) => positional.required && !values.has(positional.name))
      .map((positional) => positional.name),
  ];
  if (missing.length > 0) {
    throw usageError(`the following arguments are required: ${missing.join(', ')}`);
  }
}
