import type { JsonNode, Member, ObjectNode, Span, StringNode } from './json-nodes';

/** Where in a document the cursor stands. */
export interface Cursor {
  /** Of an object a name is written, or a value. */
  readonly writes: 'name' | 'value';
  /** Names of the members around it, from the outermost; places in lists are left out. */
  readonly path: readonly string[];
  /** The object whose name it is. */
  readonly object: ObjectNode | undefined;
  /** The objects around it, from the outermost. */
  readonly around: readonly ObjectNode[];
  /** The string under the cursor; undefined where a quote is yet to come. */
  readonly string: StringNode | undefined;
  /** What a completion replaces: the inside of the string, or nothing. */
  readonly replace: Span;
}

/** What is being written at a place of a document; undefined where nothing can be. */
export function cursorAt(document: JsonNode | undefined, pos: number): Cursor | undefined {
  return document && inside(document, pos, [], []);
}

function inside(
  node: JsonNode,
  pos: number,
  path: readonly string[],
  around: readonly ObjectNode[],
): Cursor | undefined {
  switch (node.kind) {
    case 'string':
      return inString(node, pos, { writes: 'value', path, around, object: undefined });
    case 'word':
      return undefined;
    case 'array': {
      if (!holds(node, pos)) return undefined;
      const item = node.items.find((candidate) => touches(candidate, pos));
      if (item !== undefined) return inside(item, pos, path, around);
      return unwritten(pos, { writes: 'value', path, around, object: undefined });
    }
    case 'object': {
      if (!holds(node, pos)) return undefined;
      const within = [...around, node];
      for (const member of node.members) {
        const found = inMember(member, node, pos, path, within);
        if (found !== undefined) return found;
      }
      const before = node.members.findLast(({ name }) => name.to <= pos);
      if (before?.afterColon !== null && before?.value === null && before.afterColon <= pos) {
        const inner = [...path, before.name.value];
        return unwritten(pos, { writes: 'value', path: inner, around: within, object: undefined });
      }
      return unwritten(pos, { writes: 'name', path, around: within, object: node });
    }
  }
}

function inMember(
  { name, value }: Member,
  object: ObjectNode,
  pos: number,
  path: readonly string[],
  around: readonly ObjectNode[],
): Cursor | undefined {
  if (touches(name, pos)) return inString(name, pos, { writes: 'name', path, around, object });
  if (value === null || !touches(value, pos)) return undefined;
  return inside(value, pos, [...path, name.value], around);
}

type Where = Pick<Cursor, 'writes' | 'path' | 'around' | 'object'>;

function inString(string: StringNode, pos: number, where: Where): Cursor | undefined {
  const replace = { from: string.from + 1, to: string.closed ? string.to - 1 : string.to };
  if (pos < replace.from || pos > replace.to) return undefined;
  return { ...where, string, replace };
}

const unwritten = (pos: number, where: Where): Cursor => ({
  ...where,
  string: undefined,
  replace: { from: pos, to: pos },
});

const touches = ({ from, to }: Span, pos: number) => from <= pos && pos <= to;

/** Between the brackets; what is not closed yet holds whatever follows. */
const holds = ({ from, to }: Span, pos: number) => from < pos && pos <= to;
