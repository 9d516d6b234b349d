import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { formatError } from '../errors';
import type { Value } from './value';

/** The short forms of YAML, and the functions they stand for. */
const tags: Readonly<Record<string, string>> = {
  '!Ref': 'Ref',
  '!Condition': 'Condition',
  ...Object.fromEntries(
    [
      ...['And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue'],
      ...['Join', 'Length', 'Not', 'Or', 'Select', 'Split', 'Sub', 'ToJsonString', 'Transform'],
    ].map((name) => [`!${name}`, `Fn::${name}`]),
  ),
};

/** How deep a template nests at most: no hostile text reaches the end of the call stack. */
const maxDepth = 64;

/**
 * Reads a template in YAML, with the short forms of the intrinsic functions. Throws ValidationError
 * that says where the text is not well-formed. The library is loaded when the first one is read.
 */
export function readYaml(text: string): Value {
  const lines = new LineCounter();
  // Unknown tags are a warning to the library; which ones there are is ours to say.
  const document = parseDocument(text, {
    ...{ lineCounter: lines, logLevel: 'silent', prettyErrors: false, schema: 'core' },
  });
  const notWellFormed = (offset: number | undefined) => {
    if (offset === undefined) return formatError('YAML not well-formed.');
    const { line, col } = lines.linePos(offset);
    return formatError(`YAML not well-formed. (line ${line}, column ${col})`);
  };
  const [error] = document.errors;
  if (error !== undefined) throw notWellFormed(error.pos[0]);
  return new Reader(document, notWellFormed).value(document.contents, 0);
}

interface Node {
  readonly tag?: string | undefined;
  readonly range?: readonly [number, ...number[]] | null | undefined;
}

class Reader {
  readonly #document: Document;
  readonly #notWellFormed: (offset: number | undefined) => Error;

  constructor(document: Document, notWellFormed: (offset: number | undefined) => Error) {
    this.#document = document;
    this.#notWellFormed = notWellFormed;
  }

  value(node: unknown, depth: number): Value {
    if (node === null || node === undefined) return null;
    const { tag, range } = node as Node;
    if (depth > maxDepth) throw this.#notWellFormed(range?.[0]);
    const name = tag === undefined || tag.startsWith('tag:') ? undefined : tags[tag];
    if (name === undefined && tag?.startsWith('!') === true && tag !== '!') {
      throw this.#notWellFormed(range?.[0]);
    }
    const plain = this.#plain(node, depth);
    if (name === undefined) return plain;
    return { [name]: name === 'Fn::GetAtt' ? attributePath(plain) : plain };
  }

  #plain(node: unknown, depth: number): Value {
    if (isScalar(node)) return scalar(node.value);
    if (isSeq(node)) return node.items.map((item) => this.value(item, depth + 1));
    if (isMap(node)) {
      return Object.fromEntries(
        node.items.map(({ key, value }) => [this.#name(key), this.value(value, depth + 1)]),
      );
    }
    // AWS CloudFormation takes no aliases ("does not support YAML aliases").
    const range = isAlias(node) ? node.range : null;
    throw this.#notWellFormed(range?.[0] ?? this.#document.contents?.range?.[0]);
  }

  #name(key: unknown): string {
    if (isScalar(key)) return String(key.value);
    throw this.#notWellFormed((key as Node | null)?.range?.[0]);
  }
}

function scalar(value: unknown): Value {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null || value === undefined ? null : String(value as bigint);
  }
}

/** `!GetAtt Key.Arn` is the resource's name up to the first dot, and the attribute. */
function attributePath(value: Value): Value {
  if (typeof value !== 'string') return value;
  const dot = value.indexOf('.');
  return dot < 0 ? [value] : [value.slice(0, dot), value.slice(dot + 1)];
}
