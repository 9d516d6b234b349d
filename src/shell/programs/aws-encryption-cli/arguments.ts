import { pythonLiteral } from '../../aws/python-text';
import { ParseError } from './errors';
import { options, type Option } from './options';

/** Words given to each option, by its longest name without dashes: one list a time it was given. */
export type Given = ReadonlyMap<string, readonly (readonly string[])[]>;

interface Found {
  readonly option: Option;
  readonly name: string;
  readonly value: string | undefined;
}

// For each long option the tool knows the same with one dash, to say what was meant.
const misspelt = (option: Option) =>
  option.names.filter((name) => name.startsWith('--')).map((name) => name.slice(1));
const dummy: Option = { names: ['dummy'], takes: 'nothing', repeats: true };
const byName: ReadonlyMap<string, Option> = new Map(
  options.flatMap((option): [string, Option][] => [
    ...(option.names.includes('--help')
      ? []
      : misspelt(option).map((name): [string, Option] => [name, dummy])),
    ...option.names.map((name): [string, Option] => [name, option]),
  ]),
);

/** Reads a command line as argparse does. Throws ParseError. */
export function readArguments(words: readonly string[]): Given {
  const given = new Map<string, (readonly string[])[]>();
  const extra: string[] = [];
  let wrongDash: string | undefined;
  for (let at = 0; at < words.length;) {
    let found = words[at] === '--' ? undefined : optionOf(words[at] ?? '');
    if (found === undefined) {
      extra.push(words[at] ?? '');
      at += 1;
      continue;
    }
    at += 1;
    if (found === 'unknown') {
      extra.push(words[at - 1] ?? '');
      continue;
    }
    while (found !== undefined) {
      const { option, name, value }: Found = found;
      found = undefined;
      const values: string[] = [];
      if (option.takes === 'nothing') {
        if (value !== undefined) found = nextLetter(option, name, value);
      } else if (value !== undefined) values.push(value);
      else {
        const most = option.takes === 'some' ? Infinity : 1;
        while (values.length < most && at < words.length && isValue(words[at] ?? '')) {
          values.push(words[at] ?? '');
          at += 1;
        }
        if (values.length === 0 && option.takes === 'one') {
          throw ofOption(option, 'expected one argument');
        }
        if (values.length === 0 && option.takes === 'some') {
          throw ofOption(option, 'expected at least one argument');
        }
      }
      if (option === dummy) wrongDash ??= name;
      else take(given, option, name, values);
    }
  }
  if (given.has('help') || given.has('version')) return given;
  requireAll(given);
  if (extra.length > 0) throw new ParseError(`unrecognized arguments: ${extra.join(' ')}`);
  if (wrongDash !== undefined) {
    throw new ParseError(`Found invalid argument "${wrongDash}". Did you mean "-${wrongDash}"?`);
  }
  return given;
}

/** The key under which an option's values are given. */
export function keyOf({ names }: Option): string {
  return (names.find((name) => name.startsWith('--')) ?? names[0] ?? '').replace(/^--?/, '');
}

function take(
  given: Map<string, (readonly string[])[]>,
  option: Option,
  name: string,
  values: readonly string[],
): void {
  const key = keyOf(option);
  const rival = options.find(
    (other) => option.group !== undefined && other.group === option.group && other !== option && given.has(keyOf(other)),
  ); // prettier-ignore
  for (const value of values) check(option, value);
  if (rival !== undefined) {
    throw ofOption(option, `not allowed with argument ${rival.names.join('/')}`);
  }
  const before = given.get(key) ?? [];
  const isUnique = option.takes !== 'nothing' && option.repeats === undefined;
  if (isUnique && before.length > 0 && option.group === undefined) {
    throw new ParseError(`${name} argument may not be specified more than once`);
  }
  given.set(key, [...before, values]);
}

function check(option: Option, value: string): void {
  const { isInteger, choices, valueType } = option;
  if (isInteger && !/^\s*[+-]?\d+(_\d+)*\s*$/.test(value)) {
    throw ofOption(option, `invalid int value: ${pythonLiteral(value)}`);
  }
  if (choices === undefined || choices.includes(value)) return;
  if (valueType !== undefined) {
    throw ofOption(option, `invalid ${valueType} value: ${pythonLiteral(value)}`);
  }
  const known = choices.map(pythonLiteral).join(', ');
  throw ofOption(option, `invalid choice: ${pythonLiteral(value)} (choose from ${known})`);
}

function requireAll(given: Given): void {
  const missing = options.filter((option) => option.required && !given.has(keyOf(option)));
  if (missing.length > 0) {
    const names = missing.map(({ names: all }) => all.join('/')).join(', ');
    throw new ParseError(`the following arguments are required: ${names}`);
  }
  for (const group of ['action', 'metadata'] as const) {
    const members = options.filter((option) => option.group === group);
    if (members.some((option) => given.has(keyOf(option)))) continue;
    const names = members.map(({ names: all }) => all.join('/')).join(' ');
    throw new ParseError(`one of the arguments ${names} is required`);
  }
}

function isValue(word: string): boolean {
  return word !== '--' && optionOf(word) === undefined;
}

/** The option that a word is, with the value written into it; undefined for a value. */
function optionOf(word: string): Found | 'unknown' | undefined {
  if (!word.startsWith('-') || word === '-') return undefined;
  const exact = byName.get(word);
  if (exact !== undefined) return { option: exact, name: word, value: undefined };
  const [, head = word, tail] = /^([^=]+)=(.*)$/s.exec(word) ?? [];
  const named = byName.get(head);
  if (named !== undefined && tail !== undefined) return { option: named, name: head, value: tail };
  const candidates: Found[] = [];
  for (const [name, option] of byName) {
    if (!word.startsWith('--') && name === word.slice(0, 2)) {
      candidates.push({ option, name, value: word.slice(2) });
    } else if (name.startsWith(word.startsWith('--') ? head : word)) {
      candidates.push({ option, name, value: word.startsWith('--') ? tail : undefined });
    }
  }
  if (candidates.length > 1) {
    const names = candidates.map(({ name }) => name).join(', ');
    throw new ParseError(`ambiguous option: ${head} could match ${names}`);
  }
  if (candidates[0] !== undefined) return candidates[0];
  return /^-\d+$|^-\d*\.\d+$/.test(word) || word.includes(' ') ? undefined : 'unknown';
}

/** The rest of `-eS`, once `-e` is read. */
function nextLetter(option: Option, name: string, rest: string): Found {
  const next = byName.get(`-${rest.charAt(0)}`);
  if (name.startsWith('--') || next === undefined) {
    throw ofOption(option, `ignored explicit argument ${pythonLiteral(rest)}`);
  }
  return { option: next, name: `-${rest.charAt(0)}`, value: rest.slice(1) || undefined };
}

function ofOption({ names }: Option, what: string): ParseError {
  return new ParseError(`argument ${names.join('/')}: ${what}`);
}
