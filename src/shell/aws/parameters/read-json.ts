import type { Value } from './value';

/** Why a text is not JSON, and where: in the words of Python's decoder, which the CLI prints. */
export class JsonError extends Error {
  constructor(text: string, problem: string, at: number) {
    const before = text.slice(0, at);
    const line = before.split('\n').length;
    const column = at - before.lastIndexOf('\n');
    super(`${problem}: line ${line} column ${column} (char ${at})`);
  }
}

const blank = /[ \t\n\r]*/y;
const numeral = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const plain = /[^"\\\u0000-\u001f]*/y;
const words: readonly (readonly [string, Value])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
];
const escaped: Readonly<Record<string, string>> = {
  '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t',
}; // prettier-ignore

/** Reads JSON as Python does; throws `JsonError`. */
export function readJson(text: string): Value {
  const reader = new Reader(text);
  reader.skipBlank();
  const value = reader.value();
  reader.skipBlank();
  if (reader.at < text.length) throw new JsonError(text, 'Extra data', reader.at);
  return value;
}

class Reader {
  readonly #text: string;
  at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): Value {
    const next = this.#text[this.at];
    if (next === '{') return this.#object();
    if (next === '[') return this.#array();
    if (next === '"') return this.#string();
    const word = words.find(([name]) => this.#text.startsWith(name, this.at));
    if (word !== undefined) {
      this.at += word[0].length;
      return word[1];
    }
    const number = this.#match(numeral);
    if (number === '') throw this.#error('Expecting value', this.at);
    return Number(number);
  }

  skipBlank(): void {
    this.#match(blank);
  }

  #object(): Value {
    const members = new Map<string, Value>();
    this.at += 1;
    this.skipBlank();
    if (this.#take('}')) return {};
    for (;;) {
      if (this.#text[this.at] !== '"') {
        throw this.#error('Expecting property name enclosed in double quotes', this.at);
      }
      const name = this.#string();
      this.skipBlank();
      if (!this.#take(':')) throw this.#error("Expecting ':' delimiter", this.at);
      this.skipBlank();
      members.set(name, this.value());
      this.skipBlank();
      // `fromEntries` also keeps a member called `__proto__` a member.
      if (this.#take('}')) return Object.fromEntries(members);
      if (!this.#take(',')) throw this.#error("Expecting ',' delimiter", this.at);
      this.skipBlank();
    }
  }

  #array(): Value {
    const items: Value[] = [];
    this.at += 1;
    this.skipBlank();
    if (this.#take(']')) return items;
    for (;;) {
      items.push(this.value());
      this.skipBlank();
      if (this.#take(']')) return items;
      if (!this.#take(',')) throw this.#error("Expecting ',' delimiter", this.at);
      this.skipBlank();
    }
  }

  #string(): string {
    const start = this.at;
    let string = '';
    this.at += 1;
    for (;;) {
      string += this.#match(plain);
      const next = this.#text[this.at];
      if (next === undefined) throw this.#error('Unterminated string starting at', start);
      if (next === '"') {
        this.at += 1;
        return string;
      }
      if (next !== '\\') throw this.#error('Invalid control character at', this.at);
      string += this.#escape(start);
    }
  }

  #escape(start: number): string {
    const letter = this.#text[this.at + 1];
    if (letter === undefined) throw this.#error('Unterminated string starting at', start);
    if (letter === 'u') {
      const digits = this.#text.slice(this.at + 2, this.at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw this.#error('Invalid \\uXXXX escape', this.at + 1);
      }
      this.at += 6;
      return String.fromCharCode(parseInt(digits, 16));
    }
    const character = Object.hasOwn(escaped, letter) ? escaped[letter] : undefined;
    if (character === undefined) throw this.#error('Invalid \\escape', this.at);
    this.at += 2;
    return character;
  }

  #take(character: string): boolean {
    if (this.#text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  #error(problem: string, at: number): JsonError {
    return new JsonError(this.#text, problem, at);
  }
}
