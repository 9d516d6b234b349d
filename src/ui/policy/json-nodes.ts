/** A range of a text: from its first character to after its last. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A string of a JSON text; its span has the quotes. */
export interface StringNode extends Span {
  readonly kind: 'string';
  readonly value: string;
  /** False while its second quote is missing. */
  readonly closed: boolean;
}

/** A member of an object; without a value where that is yet to be written. */
export interface Member {
  readonly name: StringNode;
  /** After the colon; null while there is none. */
  readonly afterColon: number | null;
  readonly value: JsonNode | null;
}

/** An object of a JSON text. */
export interface ObjectNode extends Span {
  readonly kind: 'object';
  readonly members: readonly Member[];
}

/** What a JSON text holds, with where it stands. */
export type JsonNode =
  | StringNode
  | ObjectNode
  | (Span & { readonly kind: 'array'; readonly items: readonly JsonNode[] })
  | (Span & { readonly kind: 'word'; readonly text: string });

/**
 * Reads a text that may be JSON half written: what is missing is left out, and what cannot be is
 * passed over. Undefined where there is nothing at all.
 */
export function readNodes(text: string): JsonNode | undefined {
  return new NodeReader(text).value(0);
}

/** Deeper than any policy; hostile input must not fill the call stack. */
const maxDepth = 32;

class NodeReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(depth: number): JsonNode | undefined {
    this.#skipSpace();
    const from = this.#at;
    const first = this.#text[from];
    if (first === undefined || depth > maxDepth) return undefined;
    if (first === '{') return this.#object(depth);
    if (first === '[') return this.#array(depth);
    if (first === '"') return this.#string();
    const text = this.#take(/[^\s,:{}[\]"]+/y);
    return text === undefined ? undefined : { kind: 'word', from, to: this.#at, text };
  }

  #object(depth: number): JsonNode {
    const from = this.#at;
    const members: Member[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next === undefined || next === ']') break;
      if (next === '}') {
        this.#at += 1;
        break;
      }
      if (next === '"') members.push(this.#member(depth));
      else this.#at += 1;
    }
    return { kind: 'object', from, to: this.#at, members };
  }

  #member(depth: number): Member {
    const name = this.#string();
    this.#skipSpace();
    if (this.#text[this.#at] !== ':') return { name, afterColon: null, value: null };
    this.#at += 1;
    const afterColon = this.#at;
    this.#skipSpace();
    // The name of the next member is no value.
    const isName = /^"[^"\n]*"\s*:/.test(this.#text.slice(this.#at, this.#at + 300));
    return { name, afterColon, value: isName ? null : (this.value(depth + 1) ?? null) };
  }

  #array(depth: number): JsonNode {
    const from = this.#at;
    const items: JsonNode[] = [];
    this.#at += 1;
    for (;;) {
      this.#skipSpace();
      const next = this.#text[this.#at];
      if (next === undefined || next === '}') break;
      if (next === ']') {
        this.#at += 1;
        break;
      }
      const item = this.value(depth + 1);
      if (item === undefined) this.#at += 1;
      else items.push(item);
    }
    return { kind: 'array', from, to: this.#at, items };
  }

  /** A string ends at its quote, or with its line where that is missing. */
  #string(): StringNode {
    const from = this.#at;
    const written = this.#take(/"(?:[^"\\\n]|\\.)*"?/y) ?? '"';
    const closed = written.length > 1 && /^"(?:[^"\\\n]|\\.)*"$/.test(written);
    return { kind: 'string', from, to: this.#at, closed, value: unescaped(written, closed) };
  }

  #skipSpace(): void {
    this.#take(/\s*/y);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const token = pattern.exec(this.#text)?.[0];
    this.#at += token?.length ?? 0;
    return token;
  }
}

function unescaped(written: string, closed: boolean): string {
  if (!written.includes('\\')) return written.slice(1, closed ? -1 : undefined);
  try {
    return JSON.parse(closed ? written : `${written}"`) as string;
  } catch {
    return written.slice(1, closed ? -1 : undefined);
  }
}

/** The member of an object by its name. */
export function memberOf(object: ObjectNode, name: string): Member | undefined {
  return object.members.find((member) => member.name.value === name);
}

/** The strings of a value: of one alone, or of a list. */
export function stringsIn(node: JsonNode | null | undefined): readonly StringNode[] {
  if (node?.kind === 'string') return [node];
  if (node?.kind !== 'array') return [];
  return node.items.filter((item): item is StringNode => item.kind === 'string');
}

/** The statements of a document, as far as they are objects. */
export function statementNodes(document: JsonNode | undefined): readonly ObjectNode[] {
  if (document?.kind !== 'object') return [];
  const statement = memberOf(document, 'Statement')?.value;
  const list = statement?.kind === 'array' ? statement.items : [statement];
  return list.filter((item): item is ObjectNode => item?.kind === 'object');
}
