import { commandName, serviceNames, type ApiModel, type Shape } from '../../engine/api/index';
import { encodeBase64 } from '../../engine/base64';
import { operationOptions, zipFileName, type MemberOption } from './arguments/operation-options';
import { commandLineName } from './names';

/** A value that an earlier line of a script keeps in a variable of the shell. */
export class Kept {
  readonly variable: string;

  constructor(variable: string) {
    this.variable = variable;
  }
}

type Input = Readonly<Record<string, unknown>>;

/**
 * The line of the AWS CLI that sends this input: members in the API model's order, shorthand where
 * that says the same as JSON. A short body is written into a file first, a longer one is
 * taken to lie there; the package of a function is taken to
 * lie in `function.zip`.
 */
export function cliLine(
  model: ApiModel,
  operation: string,
  input: object,
  region?: string,
): string {
  const api = model.operations[operation];
  const known = serviceNames.find((name) => name === model.service);
  const head = `aws ${known === undefined ? model.service : commandName(known)} ${commandLineName(operation)}`;
  if (api === undefined) return head;
  const options = operationOptions(api);
  const given = input as Input;
  const parts: string[] = [];
  const before: string[] = [];
  let asJson = false;
  for (const [name, value] of membersOf(given, api.input)) {
    const option = optionOf(options.members.values(), name, value);
    if (option === undefined) continue;
    if (option.streams) {
      const file = fileName(given);
      const content = bytesOf(value);
      if (content.length <= writtenOut) before.push(`${writing(content)} > ${quoted(file)}`);
      parts.push(`${option.name} ${quoted(file)}`);
      continue;
    }
    const text = optionText(option, value);
    if (text === undefined) asJson = true;
    else parts.push(text);
  }
  const whole = `--cli-input-json ${quoted(JSON.stringify(jsonOf(given, api.input)))}`;
  const words = asJson && before.length === 0 ? [whole] : parts;
  const outfile = options.body === undefined ? [] : [outfileOf(operation, given)];
  const where = region === undefined ? [] : [`--region ${quoted(region)}`];
  return [...before, [head, ...words, ...outfile, ...where].join(' ')].join(' && ');
}

/** A word of a line of bash that stands for this text. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function membersOf(input: Input, shape: Shape | undefined): [string, unknown][] {
  const names = shape?.type === 'structure' ? Object.keys(shape.members) : [];
  return names.flatMap((name) => {
    const value = input[name];
    return value === undefined || value === null ? [] : [[name, value] as [string, unknown]];
  });
}

function optionOf(
  options: Iterable<MemberOption>,
  member: string,
  value: unknown,
): MemberOption | undefined {
  const fitting = [...options].filter((option) => option.member === member);
  const hasZip = typeof value === 'object' && value !== null && 'ZipFile' in value;
  if (hasZip || member === 'ZipFile') return fitting.find(({ name }) => name === zipFileName);
  const own = fitting.filter(({ within }) => within === undefined);
  return own.find(({ constant }) => constant === undefined || constant === value);
}

/** An option with its value; undefined where only JSON of the whole input can say it. */
function optionText({ name, arity, shape }: MemberOption, value: unknown): string | undefined {
  if (name === zipFileName) return `${name} fileb://function.zip`;
  if (arity === 'none') return name;
  if (value instanceof Kept) return `${name} "$${value.variable}"`;
  const words = wordsOf(shape, value);
  if (words.some((word) => /^fileb?:\/\//.test(word))) return undefined;
  if (!words.some((word) => word.startsWith('-'))) return [name, ...words.map(quoted)].join(' ');
  if (words.length === 1) return quoted(`${name}=${words[0]}`);
  return `${name} ${quoted(JSON.stringify(jsonOf(value, shape)))}`;
}

function wordsOf(shape: Shape, value: unknown): string[] {
  const json = () => [JSON.stringify(jsonOf(value, shape))];
  switch (shape.type) {
    case 'list': {
      const items = value as readonly unknown[];
      const item = shape.member.shape;
      if (items.length === 0) return json();
      if (isScalar(item)) {
        const words = items.map((one) => scalarText(one));
        const [first = ''] = words;
        return words.includes('') || /^\s*[[{]/.test(first) ? json() : words;
      }
      const words = items.map((one) => shorthand(item, one));
      return words.includes(undefined) ? json() : (words as string[]);
    }
    case 'structure':
    case 'map': {
      const word = shorthand(shape, value);
      return word === undefined ? json() : [word];
    }
    default:
      return [scalarText(value)];
  }
}

const plain = /^[\w.:/@+-]+$/;

/** `Key=a,Value=b` for a structure or map of plain values. */
function shorthand(shape: Shape, value: unknown): string | undefined {
  if (shape.type !== 'structure' && shape.type !== 'map') return undefined;
  const entries = Object.entries(value as Input).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return undefined;
  const pairs = entries.map(([key, item]) => {
    const inner = shape.type === 'map' ? shape.value.shape : shape.members[key]?.shape;
    const isPlain = inner !== undefined && isScalar(inner) && inner.type !== 'blob';
    const text = isPlain ? scalarText(item) : '';
    // Shorthand reads a word in the place of a file as the file.
    if (!plain.test(text) || !plain.test(key) || /^fileb?:/.test(text)) return undefined;
    return `${key}=${text}`;
  });
  return pairs.includes(undefined) ? undefined : pairs.join(',');
}

function isScalar({ type }: Shape): boolean {
  return type !== 'structure' && type !== 'list' && type !== 'map';
}

function scalarText(value: unknown): string {
  if (value instanceof Uint8Array) return encodeBase64(value);
  if (value instanceof Date) return value.toISOString();
  return String(value);
}

/** The input as the AWS CLI's JSON has it. */
function jsonOf(value: unknown, shape: Shape | undefined): unknown {
  if (value instanceof Uint8Array || value instanceof Date) return scalarText(value);
  if (value instanceof Kept) return `$${value.variable}`;
  if (Array.isArray(value)) {
    return value.map((item) =>
      jsonOf(item, shape?.type === 'list' ? shape.member.shape : undefined),
    );
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, jsonOf(item, undefined)]),
  );
}

/** The longest body that a line writes out, in bytes; a longer one is taken to lie in its file. */
const writtenOut = 4096;

function bytesOf(body: unknown): Uint8Array {
  return body instanceof Uint8Array ? body : new TextEncoder().encode(String(body));
}

function writing(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const isText = !text.includes('\ufffd') && !text.includes('\0');
  return isText ? `printf %s ${quoted(text)}` : `echo ${encodeBase64(bytes)} | base64 -d`;
}

function fileName(input: Input): string {
  const { Key } = input;
  return (typeof Key === 'string' && Key.split('/').at(-1)) || 'body.bin';
}

function outfileOf(operation: string, input: Input): string {
  return operation === 'GetObject' ? quoted(fileName(input)) : '/dev/stdout';
}
