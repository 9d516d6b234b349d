/** A regular expression as a tree. `test` is sticky: it looks at one place of the whole text. */
export type PatternNode =
  /** One UTF-16 unit. */
  | { readonly kind: 'unit'; readonly test: RegExp }
  /** What takes nothing: `^`, `$`, `\b`, `\B`. */
  | { readonly kind: 'place'; readonly test: RegExp }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly items: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly item: PatternNode;
      readonly min: number;
      readonly max: number;
    }
  | { readonly kind: 'group'; readonly item: PatternNode; readonly number: number }
  | { readonly kind: 'reference'; readonly group: number }
  | {
      readonly kind: 'look';
      readonly item: PatternNode;
      readonly behind: boolean;
      readonly negative: boolean;
    };

/** A pattern, and whether it refers to its groups. */
export interface ParsedPattern {
  readonly root: PatternNode;
  readonly hasReferences: boolean;
}

const opening = /\((?:\?(?:<?[=!]|:|<[^>]*>|[ims]*(?:-[ims]+)?:))?/y;
const unit =
  /\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|c[a-z]|[0-3][0-7]{0,2}|[4-7][0-7]?|[^])|\[(?:\\[^]|[^\]\\])*\]|[^]/iy;
const quantifier = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const reference = /\\(?:([1-9]\d*)|k<([^>]*)>)/y;

/** Reads a pattern that `new RegExp(pattern)` takes: without the flags `u` and `v`. */
export function parsePattern(pattern: string): ParsedPattern {
  const parser = new Parser(pattern);
  const root = parser.choice('');
  return { root, hasReferences: parser.hasReferences };
}

class Parser {
  readonly #text: string;
  readonly #names: readonly (string | undefined)[];
  #at = 0;
  #groups = 0;
  hasReferences = false;

  constructor(text: string) {
    this.#text = text;
    this.#names = groupNames(text);
  }

  choice(flags: string): PatternNode {
    const items = [this.#sequence(flags)];
    while (this.#take('|')) items.push(this.#sequence(flags));
    return items.length === 1 ? items[0]! : { kind: 'choice', items };
  }

  #sequence(flags: string): PatternNode {
    const items: PatternNode[] = [];
    while (this.#at < this.#text.length && !/[|)]/.test(this.#text[this.#at]!)) {
      items.push(this.#quantified(this.#term(flags)));
    }
    return { kind: 'sequence', items };
  }

  #term(flags: string): PatternNode {
    const open = this.#match(opening)?.[0];
    if (open !== undefined) return this.#group(open.slice(1), flags);
    const back = this.#reference();
    if (back !== undefined) return back;
    const source = this.#match(unit)![0];
    const kind = /^(?:[$^]|\\b)$/i.test(source) ? 'place' : 'unit';
    return { kind, test: new RegExp(source, `${flags}y`) };
  }

  #group(kind: string, flags: string): PatternNode {
    const isCapturing = kind === '' || /^\?<[^=!]/.test(kind);
    if (isCapturing) this.#groups += 1;
    const number = this.#groups;
    const item = this.choice(/^\?[ims-]+:$/.test(kind) ? changed(flags, kind) : flags);
    this.#take(')');
    if (isCapturing) return { kind: 'group', item, number };
    if (!/[=!]$/.test(kind)) return item;
    return { kind: 'look', item, behind: kind.includes('<'), negative: kind.endsWith('!') };
  }

  #reference(): PatternNode | undefined {
    const start = this.#at;
    const [, digits, name] = this.#match(reference) ?? [];
    const named = name === undefined ? 0 : this.#names.indexOf(name);
    const group = digits === undefined ? named : Number(digits);
    // Else the digits are an octal escape, and `\k` is a `k`.
    if (group > 0 && group < this.#names.length) {
      this.hasReferences = true;
      return { kind: 'reference', group };
    }
    this.#at = start;
    return undefined;
  }

  #quantified(item: PatternNode): PatternNode {
    const [found, sign, least, comma, most] = this.#match(quantifier) ?? [];
    if (found === undefined) return item;
    const min = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
    const unbounded = sign === undefined ? comma !== undefined && most === '' : sign !== '?';
    const max = unbounded ? Infinity : sign === '?' ? 1 : Number(most ?? least);
    return { kind: 'repeat', item, min, max };
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

/** Names of the capturing groups by their numbers; undefined for those without. */
function groupNames(text: string): readonly (string | undefined)[] {
  const tokens = text.matchAll(/\\[^]|\[(?:\\[^]|[^\]\\])*\]|\((?:\?(?:<([^=!][^>]*)>|[^]))?/g);
  const names: (string | undefined)[] = [undefined];
  for (const [token, name] of tokens) {
    if (token === '(' || name !== undefined) names.push(name);
  }
  return names;
}

/** The flags inside of `(?i-s:`. */
function changed(flags: string, kind: string): string {
  const [on = '', off = ''] = kind.slice(1, -1).split('-');
  return [...new Set(flags + on)].filter((flag) => !off.includes(flag)).join('');
}
