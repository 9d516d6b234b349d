import { isList, isRecord, type Value } from './parameters/value';

// The AWS CLI is written in Python and prints Python's idea of a value in tables, in text output
// and in its validation messages.

/** What Python's `str` makes of a value. */
export function pythonString(value: Value): string {
  return typeof value === 'string' ? value : pythonLiteral(value);
}

/** What Python's `repr` makes of a value. */
export function pythonLiteral(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return pythonNumber(value);
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Uint8Array) {
    return `b${quoted([...value].map((byte) => String.fromCharCode(byte)).join(''), 0x7e)}`;
  }
  if (isList(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  const members = Object.entries(value);
  return `{${members.map(([name, member]) => `${quoted(name)}: ${pythonLiteral(member)}`).join(', ')}}`;
}

/** The name of a value's type in Python's own form: `<class 'str'>`. */
export function pythonType(value: Value): string {
  return `<class '${typeName(value)}'>`;
}

function typeName(value: Value): string {
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string') return 'str';
  if (value instanceof Uint8Array) return 'bytes';
  return isRecord(value) ? 'dict' : 'list';
}

/** A number as Python writes it. */
export function pythonNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

const escapes: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\\': '\\\\',
};

function quoted(text: string, lastPrintable = Infinity): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = '';
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (character === quote) out += `\\${quote}`;
    else if (character in escapes) out += escapes[character] as string;
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0) || code > lastPrintable) {
      out += `\\x${code.toString(16).padStart(2, '0')}`;
    } else out += character;
  }
  return quote + out + quote;
}
