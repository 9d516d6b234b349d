import { invalidPattern } from './errors';

/** Reads a pattern from left to right, past blanks. */
export class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** What an expression with the flag `y` matches here, and its groups; undefined if it does not. */
  take(expression: RegExp): RegExpExecArray | undefined {
    this.#skipBlanks();
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (match === null) return undefined;
    this.#at = expression.lastIndex;
    return match;
  }

  /** Whether a symbol stands here; it is passed. */
  has(symbol: string): boolean {
    this.#skipBlanks();
    if (!this.#text.startsWith(symbol, this.#at)) return false;
    this.#at += symbol.length;
    return true;
  }

  /** Passes a symbol that must stand here. */
  expect(symbol: string): void {
    if (!this.has(symbol)) throw invalidPattern.other();
  }

  get isAtEnd(): boolean {
    this.#skipBlanks();
    return this.#at === this.#text.length;
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }
}
