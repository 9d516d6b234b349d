import {
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
} from 'yaml';
import type { ContentFault } from './content-error';

/** A field of a document, from the top: names of members and positions in lists. */
export type FieldPath = readonly (string | number)[];

/** Content files are small; a larger one is a mistake, or an attempt to stall the reader. */
const mostCharacters = 256 * 1024;
const deepest = 50;

/** A YAML file as plain data that remembers where in the text each field stands. */
export class YamlSource {
  readonly #file: string;
  readonly #lines = new LineCounter();
  readonly #document: Document.Parsed | undefined;
  /** What already makes the file unusable, before anybody asks what it means. */
  readonly faults: readonly ContentFault[];

  constructor(text: string, file: string) {
    this.#file = file;
    if (text.length > mostCharacters) {
      this.faults = [this.fault([], `is larger than ${mostCharacters} characters`)];
      return;
    }
    // The parser recurses into collections and may take the whole process down.
    if (isDeep(text)) {
      this.faults = [this.fault([], 'is nested too deeply')];
      return;
    }
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false });
    const broken = this.#document.errors.map(({ message, pos }) => this.#at(pos[0], '', message));
    this.faults = broken.length > 0 ? broken : this.#refused(this.#document);
  }

  /** The file's content; only to be asked for when there are no faults. */
  get data(): unknown {
    return this.#document?.toJS({ maxAliasCount: 0 });
  }

  /**
   * A fault in a field. One that is missing is placed at the nearest field around it; `atName`
   * places it at the member's name instead of its value.
   */
  fault(path: FieldPath, message: string, atName = false): ContentFault {
    const offset = atName ? this.#nameOffset(path) : this.#offset(path);
    return this.#at(offset, formatPath(path), message);
  }

  /** A scalar as it is written in the file. */
  written(path: FieldPath): string | undefined {
    const node: unknown = this.#document?.getIn(path, true);
    return isScalar(node) ? node.source : undefined;
  }

  #at(offset: number, path: string, message: string): ContentFault {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1), path, message };
  }

  #offset(path: FieldPath): number {
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node: unknown = this.#document?.getIn(path.slice(0, depth), true);
      if (hasRange(node)) return node.range[0];
    }
    return this.#document?.contents?.range[0] ?? 0;
  }

  #nameOffset(path: FieldPath): number {
    const parent: unknown = this.#document?.getIn(path.slice(0, -1), true);
    const name = path.at(-1);
    if (!isMap(parent)) return this.#offset(path);
    const pair = parent.items.find(({ key }) => isScalar(key) && key.value === name);
    return hasRange(pair?.key) ? pair.key.range[0] : this.#offset(path);
  }

  /** YAML that says something else than its author sees, or more than plain data. */
  #refused(document: Document.Parsed): ContentFault[] {
    const faults: ContentFault[] = [];
    const refuse = (node: unknown, way: readonly unknown[], message: string) =>
      faults.push(this.#at(hasRange(node) ? node.range[0] : 0, formatPath(pathOf(way)), message));
    visit(document, {
      Alias: (_, node, way) => {
        refuse(node, [...way, node], 'is an alias (*name); write the value out instead');
      },
      Pair: (_, pair, way) => {
        const { key } = pair;
        if (!isScalar(key) || typeof key.value !== 'string') {
          refuse(key, way, `has a member whose name is not text: ${String(key)}; quote it`);
        } else if (key.value === '__proto__') {
          refuse(key, way, 'has a member named __proto__, which is not allowed');
        }
      },
      Scalar: (_, node, way) => {
        const { value, source = '' } = node;
        if (typeof value !== 'number' || keepsItsDigits(value, source)) return;
        refuse(node, [...way, node], `would be read as ${value}; quote it: '${source}'`);
      },
    });
    return faults;
  }
}

/** Whether brackets, or the marks of lists and members on one line, may stand deeply in each other. */
function isDeep(text: string): boolean {
  let open = 0;
  for (const character of text) {
    if (character === '[' || character === '{') open += 1;
    else if (character === ']' || character === '}') open = Math.max(0, open - 1);
    if (open > deepest) return true;
  }
  return new RegExp(`^(?:[ \\t]*[-?:][ \\t]){${deepest}}`, 'm').test(text);
}

/** Whether a number still is what was written: no leading zero gone, no digit rounded off. */
function keepsItsDigits(value: number, source: string): boolean {
  if (!/^[-+]?\d+$/.test(source)) return true;
  return Number.isSafeInteger(value) && !/^[-+]?0\d/.test(source);
}

function hasRange(node: unknown): node is Node & { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}

/** The field that `visit` has come to by its way of ancestors. */
function pathOf(way: readonly unknown[]): FieldPath {
  return way.flatMap((step, i): (string | number)[] => {
    if (isPair(step)) return isScalar(step.key) ? [String(step.key.value)] : [];
    const parent = way[i - 1];
    return isSeq(parent) ? [parent.items.indexOf(step)] : [];
  });
}

/** A field as content authors write it: `tasks[0].checks[1].equals`. */
export function formatPath(path: FieldPath): string {
  return path
    .map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`))
    .join('');
}
