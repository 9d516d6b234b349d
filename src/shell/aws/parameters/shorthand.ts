import type { Value, ValueRecord } from './value';

/** Shorthand that does not follow its grammar; the message points at the place. */
export class ShorthandError extends Error {}

// Characters of a bare value: no blank, quote, comma, bracket or equals sign may start it. The
// first value after a key may go on with `=`, further ones of a list may not. `\,` is a comma.
// Source: the grammar in the AWS CLI's awscli/shorthand.py.
const firstValue = /(?:\\,|[!#-&(-+\--<>-Z\\-z|-\uffff])(?:\\,|[\s!#-&(-+\--\\^-|~-\uffff])*/y;
const furtherValue = /(?:\\,|[!#-&(-+\--<>-Z\\-z|-\uffff])(?:\\,|[\s!#-&(-+\--<>-\uffff])*/y;
const singleQuoted = /'(?:\\'|[^'])*'/y;
const doubleQuoted = /"(?:\\"|[^"])*"/y;
const keyCharacters = /[A-Za-z0-9\-_.#/:]*/y;
const blank = /[ \t\n\r\v\f]*/y;

/** The content of the file a value names with `file://` or `fileb://`; undefined for others. */
export type LoadFile = (value: string) => string | Uint8Array | undefined;

/**
 * Reads the AWS CLI's shorthand: `Key=a,Values=b,c,Nested={X=1},List=[y,z],Body@=file://b.json`.
 * Everything comes out as text, lists and records; the API model gives types to it later.
 */
export function parseShorthand(text: string, loadFile: LoadFile): ValueRecord {
  return new ShorthandParser(text, loadFile).parameter();
}

class ShorthandParser {
  readonly #text: string;
  readonly #loadFile: LoadFile;
  #at = 0;
  #loadsFiles = false;

  constructor(text: string, loadFile: LoadFile) {
    this.#text = text;
    this.#loadFile = loadFile;
  }

  parameter(): ValueRecord {
    const members = new Map<string, Value>();
    let start = 0;
    for (;;) {
      const key = this.#key();
      const value = this.#values();
      if (members.has(key)) throw this.#repeatedKey(key, start);
      members.set(key, value);
      start = this.#at + 1;
      if (this.#atEnd) return Object.fromEntries(members);
      this.#expect(',');
    }
  }

  get #atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  get #next(): string | undefined {
    return this.#text[this.#at];
  }

  #key(): string {
    const key = this.#match(keyCharacters) ?? '';
    this.#skipBlank();
    this.#loadsFiles = this.#next === '@';
    if (this.#loadsFiles) this.#at += 1;
    this.#expect('=');
    return key;
  }

  #values(): Value {
    if (this.#atEnd) return '';
    if (this.#next === '[') return this.#list();
    if (this.#next === '{') return this.#record();
    return this.#commaSeparated();
  }

  // `a=1,b=2` and `a=1,2` look alike up to the second `=`: read on, and step back when the word
  // after a comma turns out to be the next key.
  #commaSeparated(): Value {
    const first = this.#first();
    this.#skipBlank();
    if (this.#next !== ',') return first;
    const values: Value[] = [first];
    this.#expect(',');
    for (;;) {
      try {
        const value = this.#further();
        this.#skipBlank();
        if (this.#atEnd) {
          values.push(value);
          break;
        }
        this.#expect(',');
        values.push(value);
      } catch (error) {
        if (!(error instanceof ShorthandError) || this.#atEnd) throw error;
        this.#at = this.#text.lastIndexOf(',', this.#at);
        break;
      }
    }
    return values.length === 1 ? first : values;
  }

  #list(): Value {
    const values: Value[] = [];
    this.#expect('[');
    while (this.#next !== ']') {
      values.push(this.#element());
      this.#separate(']');
    }
    this.#at += 1;
    return values;
  }

  #record(): Value {
    const members = new Map<string, Value>();
    this.#expect('{');
    while (this.#next !== '}') {
      const key = this.#key();
      members.set(key, this.#element());
      this.#separate('}');
    }
    this.#at += 1;
    return Object.fromEntries(members);
  }

  #separate(end: string): void {
    this.#skipBlank();
    if (this.#next !== end) this.#expect(',');
  }

  #element(): Value {
    if (this.#next === '[') return this.#list();
    if (this.#next === '{') return this.#record();
    return this.#first();
  }

  #first(): Value {
    return this.#quoted() ?? this.#resolve(bare(this.#match(firstValue) ?? ''));
  }

  #further(): Value {
    const quoted = this.#quoted();
    if (quoted !== undefined) return quoted;
    const value = this.#match(furtherValue);
    if (value === undefined) throw this.#expected('<second>', '<none>');
    return this.#resolve(bare(value));
  }

  #quoted(): Value | undefined {
    const quote = this.#next;
    if (quote !== "'" && quote !== '"') return undefined;
    const name = quote === "'" ? 'singled quoted' : 'double quoted';
    const text = this.#match(quote === "'" ? singleQuoted : doubleQuoted);
    if (text === undefined) throw this.#expected(`<${name}>`, '<none>');
    return this.#resolve(
      text.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\'),
    );
  }

  #resolve(value: string): Value {
    return this.#loadsFiles ? (this.#loadFile(value) ?? value) : value;
  }

  #expect(character: string): void {
    this.#skipBlank();
    if (this.#next !== character) throw this.#expected(character, this.#next ?? 'EOF');
    this.#at += 1;
    this.#skipBlank();
  }

  #skipBlank(): void {
    this.#match(blank);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #expected(expected: string, received: string): ShorthandError {
    return new ShorthandError(
      `Expected: '${expected}', received: '${received}' for input:\n ${pointAt(this.#text, this.#at)}`,
    );
  }

  #repeatedKey(key: string, start: number): ShorthandError {
    return new ShorthandError(
      `Second instance of key "${key}" encountered for input:\n${pointAt(this.#text, start)}\n` +
        'This is often because there is a preceding "," instead of a space.',
    );
  }
}

function bare(text: string): string {
  return text.replaceAll('\\,', ',').trimEnd();
}

// The text with a caret under `at`, on a line of its own after the line it points at.
function pointAt(text: string, at: number): string {
  const indent = at - (text.lastIndexOf('\n', at - 1) + 1);
  const lineEnd = text.indexOf('\n', at);
  const end = lineEnd < 0 ? text.length : lineEnd;
  return `${text.slice(0, end)}\n${' '.repeat(Math.max(indent, 0))}^${text.slice(end)}`;
}
