/** What a JSON text can hold. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
/** A JSON object; a Map, because policies may use any name as a key. */
export type JsonObject = ReadonlyMap<string, Json>;

/** Where and why a text is not JSON. */
export class JsonError extends Error {
  readonly where: string;

  constructor(message: string, where: string) {
    super(message);
    this.where = where;
  }
}

/** Where an object begins and ends: the places after its two braces, counted from 0. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const spans = new WeakMap<JsonObject, Span>();

/** Where an object stood in the text that it was read from. */
export function spanOf(object: JsonObject): Span {
  const span = spans.get(object);
  if (span === undefined) throw new Error('this object was not read from a text');
  return span;
}

/** The deepest nesting a policy can need is 6; the limit keeps hostile input off the call stack. */
const maxDepth = 32;

const simpleToken = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const stringToken = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4}))*"/y;
const space = /[ \t\r\n]*/y;

/**
 * Reads JSON as IAM does, which `JSON.parse` does not: no key may occur twice in an object.
 * Throws a `JsonError` with line and column.
 */
export function readJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): Json {
    if (depth > maxDepth) throw this.#error(`nested more than ${maxDepth} levels deep`);
    this.#skip(space);
    if (this.#text[this.#at] === '{') return this.#object(depth);
    if (this.#text[this.#at] === '[') return this.#array(depth);
    const token = this.#take(this.#text[this.#at] === '"' ? stringToken : simpleToken);
    if (token === undefined) throw this.#unexpected('a value');
    return JSON.parse(token) as string | number | boolean | null;
  }

  end(): void {
    this.#skip(space);
    if (this.#at < this.#text.length) throw this.#unexpected('the end of the document');
  }

  #object(depth: number): JsonObject {
    const object = new Map<string, Json>();
    this.#at += 1;
    const start = this.#at;
    const read = () => {
      spans.set(object, { start, end: this.#at });
      return object;
    };
    if (this.#next('}')) return read();
    do {
      this.#skip(space);
      const name = this.#at;
      const token = this.#take(stringToken);
      if (token === undefined) throw this.#unexpected('a name in double quotes');
      const key = JSON.parse(token) as string;
      if (object.has(key)) {
        this.#at = name;
        throw this.#error(`"${key}" occurs twice in the same element`);
      }
      if (!this.#next(':')) throw this.#unexpected('":"');
      object.set(key, this.value(depth + 1));
    } while (this.#next(','));
    if (!this.#next('}')) throw this.#unexpected('"," or "}"');
    return read();
  }

  #array(depth: number): Json[] {
    const array: Json[] = [];
    this.#at += 1;
    if (this.#next(']')) return array;
    do array.push(this.value(depth + 1));
    while (this.#next(','));
    if (!this.#next(']')) throw this.#unexpected('"," or "]"');
    return array;
  }

  #next(character: string): boolean {
    this.#skip(space);
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skip(pattern: RegExp): void {
    this.#take(pattern);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    this.#at += token?.length ?? 0;
    return token;
  }

  #unexpected(expected: string): JsonError {
    const found = this.#text[this.#at];
    return this.#error(
      `expected ${expected}, found ${found === undefined ? 'the end of the document' : JSON.stringify(found)}`,
    );
  }

  #error(message: string): JsonError {
    const before = this.#text.slice(0, this.#at).split('\n');
    return new JsonError(message, `line ${before.length}, column ${before.at(-1)!.length + 1}`);
  }
}
