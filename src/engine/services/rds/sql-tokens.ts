import { DatabaseError } from './database';
import type { EngineName } from './state';

/** A piece of a statement; `at` is where it begins. */
export interface Token {
  readonly kind: 'word' | 'name' | 'text' | 'number' | 'parameter' | 'mark' | 'end';
  /** A word in lower case, a quoted name or text without its quotes, else as written. */
  readonly value: string;
  readonly at: number;
}

const names: Readonly<Record<EngineName, string>> = {
  postgres: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
};

/** The engine's refusal of a statement that it cannot read, from one token on; texts from memory. */
export function syntaxError(engine: EngineName, statement: string, { kind, at }: Token) {
  const rest = statement.slice(at);
  if (engine !== 'postgres') {
    const line = statement.slice(0, at).split('\n').length;
    const near = kind === 'end' ? '' : rest.slice(0, 80);
    return new DatabaseError(
      `ERROR 1064 (42000): You have an error in your SQL syntax; check the manual that corresponds to your ${names[engine]} server version for the right syntax to use near '${near}' at line ${line}`,
    );
  }
  if (kind === 'end') return new DatabaseError('ERROR:  syntax error at end of input');
  const token = /^(?:\w+|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\d+|.)/.exec(rest)?.[0] ?? rest;
  return new DatabaseError(`ERROR:  syntax error at or near "${token}"`);
}

// What MySQL makes of a letter behind a backslash; PostgreSQL's E'' knows the same of them.
const escapes: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', b: '\b', '0': '\0', Z: '\x1a' },
};

interface Quoted {
  readonly value: string;
  readonly end: number;
}

/** What stands in quotes: doubled ones are one, and a backslash takes the next letter along. */
function quoted(statement: string, start: number, hasEscapes: boolean): Quoted | undefined {
  const quote = statement[start];
  let value = '';
  for (let at = start + 1; at < statement.length; at += 1) {
    const letter = statement[at]!;
    if (letter === '\\' && hasEscapes && at + 1 < statement.length) {
      at += 1;
      value += escapes[statement[at]!] ?? statement[at]!;
    } else if (letter !== quote) value += letter;
    else if (statement[at + 1] === quote) {
      at += 1;
      value += letter;
    } else return { value, end: at + 1 };
  }
  return undefined;
}

const blank = /(?:\s|--[^\n]*|\/\*[^]*?\*\/)*/y;
const plain: readonly (readonly [Token['kind'], RegExp])[] = [
  ['word', /[\p{L}_][\p{L}\p{N}_$]*/uy],
  ['number', /\d+/y],
  ['parameter', /\$\d+|\?/y],
  ['mark', /@@|[^]/y],
];

function matched(pattern: RegExp, statement: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(statement)?.[0];
}

/** A statement in pieces; the last one is its end. Throws where a quote is never closed. */
export function tokens(engine: EngineName, statement: string): readonly Token[] {
  const isPostgres = engine === 'postgres';
  const found: Token[] = [];
  let at = 0;
  for (;;) {
    at += matched(blank, statement, at)?.length ?? 0;
    if (at >= statement.length) return [...found, { kind: 'end', value: '', at }];
    const isEscaped = isPostgres && /^e'/i.test(statement.slice(at, at + 2));
    const open = isEscaped ? at + 1 : at;
    const quote = statement[open];
    if (quote === "'" || quote === '"' || (quote === '`' && !isPostgres)) {
      const isName = quote === '`' || (quote === '"' && isPostgres);
      const text = quoted(statement, open, isEscaped || (!isPostgres && !isName));
      if (text === undefined) throw neverClosed(engine, statement, at);
      found.push({ kind: isName ? 'name' : 'text', value: text.value, at });
      at = text.end;
      continue;
    }
    const [kind, value] = firstOf(statement, at);
    found.push({ kind, value: kind === 'word' ? value.toLowerCase() : value, at });
    at += value.length;
  }
}

function firstOf(statement: string, at: number): readonly [Token['kind'], string] {
  for (const [kind, pattern] of plain) {
    const value = matched(pattern, statement, at);
    if (value !== undefined) return [kind, value];
  }
  return ['mark', statement.slice(at)];
}

function neverClosed(engine: EngineName, statement: string, at: number): DatabaseError {
  if (engine !== 'postgres') return syntaxError(engine, statement, { kind: 'text', value: '', at });
  const what = statement[at] === '"' ? 'identifier' : 'string';
  return new DatabaseError(
    `ERROR:  unterminated quoted ${what} at or near "${statement.slice(at)}"`,
  );
}
