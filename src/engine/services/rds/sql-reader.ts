import { DatabaseError } from './database';
import { reservedWords } from './sql-words';
import { syntaxError, tokens, type Token } from './sql-tokens';
import type { EngineName } from './state';

/** Reads one statement from its beginning to its end, token by token. */
export class Reader {
  readonly engine: EngineName;
  readonly #statement: string;
  readonly #tokens: readonly Token[];
  readonly #parameters: readonly string[];
  #at = 0;
  #marks = 0;

  /** @param parameters the values of `$1` or `?` */
  constructor(engine: EngineName, statement: string, parameters: readonly string[]) {
    this.engine = engine;
    this.#statement = statement;
    this.#tokens = tokens(engine, statement);
    this.#parameters = parameters;
  }

  get token(): Token {
    return this.#tokens[this.#at]!;
  }

  /** The next token, taken. */
  next(): Token {
    const { token } = this;
    if (token.kind !== 'end') this.#at += 1;
    return token;
  }

  /** The text of the statement from one place to the token that comes now. */
  textFrom(at: number): string {
    return this.#statement.slice(at, this.token.at).trim();
  }

  refusal(token: Token = this.token): DatabaseError {
    return syntaxError(this.engine, this.#statement, token);
  }

  /** Whether these words or marks come next; they are taken if so. */
  takes(...values: readonly string[]): boolean {
    const isNext = values.every((value, i) => {
      const token = this.#tokens[Math.min(this.#at + i, this.#tokens.length - 1)]!;
      return (token.kind === 'word' || token.kind === 'mark') && token.value === value;
    });
    if (isNext) this.#at += values.length;
    return isNext;
  }

  /** Whether one of some words comes next; it is taken if so. */
  takesOneOf(...values: readonly string[]): boolean {
    return values.some((value) => this.takes(value));
  }

  expect(...values: readonly string[]): void {
    for (const value of values) if (!this.takes(value)) throw this.refusal();
  }

  /** A semicolon may end a statement; a second statement may not follow. */
  end(): void {
    this.takes(';');
    if (this.token.kind !== 'end') throw this.refusal();
  }

  /** A name, in quotes or not. */
  name(): string {
    const { token } = this;
    const isName = token.kind === 'word' && !this.#isReserved(token.value);
    if (token.kind !== 'name' && !isName) throw this.refusal();
    if (token.value === '') throw this.refusal();
    this.#at += 1;
    // MySQL leaves names of users as they were written.
    return isName && this.engine !== 'postgres'
      ? this.#statement.slice(token.at, token.at + token.value.length)
      : token.value;
  }

  #isReserved(word: string): boolean {
    // MySQL has a table of this name and a column.
    if (word === 'user' && this.engine !== 'postgres') return false;
    return reservedWords.has(word);
  }

  /** Text in quotes. */
  text(): string {
    if (this.token.kind !== 'text') throw this.refusal();
    return this.next().value;
  }

  /** Text in quotes, or the value of a parameter. */
  value(): string {
    const { token } = this;
    if (token.kind !== 'parameter') return this.text();
    if ((token.value === '?') === (this.engine === 'postgres')) throw this.refusal();
    const index = token.value === '?' ? this.#marks : Number(token.value.slice(1)) - 1;
    const found = this.#parameters[index];
    if (found === undefined) throw this.#noParameter(token.value);
    this.#at += 1;
    this.#marks += 1;
    return found;
  }

  #noParameter(name: string): DatabaseError {
    return new DatabaseError(
      this.engine === 'postgres'
        ? `ERROR:  there is no parameter ${name}`
        : 'ERROR 1210 (HY000): Incorrect arguments to mysqld_stmt_execute',
    );
  }
}
