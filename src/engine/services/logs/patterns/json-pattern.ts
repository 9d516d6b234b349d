import { readCondition, type Tally } from './conditions';
import { invalidPattern } from './errors';
import { Scanner } from './scanner';
import { readSelector, select, type Selector } from './selectors';

type Test = (document: object) => boolean;

/** Reads `{ $.a = "x" && ($.b > 1 || $.c NOT EXISTS) }`: () before && before ||. */
class Parser {
  readonly selectors: Selector[] = [];
  readonly #scanner: Scanner;
  readonly #tally: Tally = { regexes: 0, wildcards: 0 };

  constructor(text: string) {
    this.#scanner = new Scanner(text);
  }

  pattern(): Test {
    this.#scanner.expect('{');
    const test = this.#either();
    this.#scanner.expect('}');
    if (!this.#scanner.isAtEnd) throw invalidPattern.other();
    return test;
  }

  #either(): Test {
    const tests = [this.#both()];
    while (this.#scanner.has('||')) tests.push(this.#both());
    return tests.length === 1 ? tests[0]! : (document) => tests.some((test) => test(document));
  }

  #both(): Test {
    const tests = [this.#one()];
    while (this.#scanner.has('&&')) tests.push(this.#one());
    return tests.length === 1 ? tests[0]! : (document) => tests.every((test) => test(document));
  }

  #one(): Test {
    if (this.#scanner.has('(')) {
      const test = this.#either();
      this.#scanner.expect(')');
      return test;
    }
    const selector = readSelector(this.#scanner, this.#tally);
    this.selectors.push(selector);
    const [, constant, absent] =
      this.#scanner.take(/IS\s+(NULL|TRUE|FALSE)\b|(NOT\s+EXISTS)\b/y) ?? [];
    if (absent !== undefined) return (document) => select(document, selector).length === 0;
    if (constant !== undefined) {
      const wanted = JSON.parse(constant.toLowerCase()) as unknown;
      return (document) => select(document, selector).includes(wanted);
    }
    const condition = readCondition(this.#scanner, this.#tally);
    if (condition === undefined) throw invalidPattern.other();
    // Where a selector points to nothing, to an object or to a list, nothing is true of it.
    return (document) =>
      select(document, selector).some((value) => isScalar(value) && condition(value));
  }
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

function documentOf(message: string): object | undefined {
  // Most messages that are no JSON show it by their first character.
  if (!/^\s*[{[]/.test(message)) return undefined;
  try {
    return JSON.parse(message) as object;
  } catch {
    return undefined;
  }
}

/** A pattern for messages that are JSON documents; no other message matches it. */
export function compileJson(pattern: string) {
  const parser = new Parser(pattern);
  const test = parser.pattern();
  return {
    matches(message: string): boolean {
      const document = documentOf(message);
      return document !== undefined && test(document);
    },
    extract(message: string): Record<string, string> {
      const document = documentOf(message) ?? {};
      const found = parser.selectors.map(
        (selector) => [selector.text, select(document, selector).find(isScalar)] as const,
      );
      return Object.fromEntries(
        found.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
      );
    },
  };
}
