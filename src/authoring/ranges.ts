import { isMap, isScalar, isSeq, parseDocument, type Document } from 'yaml';
import type { ContentFault } from '../learning/content-error';
import type { FieldPath } from '../learning/yaml-source';

/** A stretch of a text, by offsets. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What of a text a fault is about: the scalar or the line that begins where it stands. */
export function rangeOfFault(text: string, { line = 1, column = 1 }: ContentFault): Range {
  const from = Math.min(offsetOf(text, line) + column - 1, text.length);
  return { from, to: endOf(text, from) };
}

/** Where the field of a path stands in a text that can be read; its nearest surrounding one, else. */
export function rangeOfPath(document: Document, text: string, path: FieldPath): Range {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (!isScalar(node) && !isMap(node) && !isSeq(node)) continue;
    if (node.range === null || node.range === undefined) continue;
    const [from, to] = node.range;
    return { from, to: isScalar(node) ? to : endOf(text, from) };
  }
  return { from: 0, to: endOf(text, 0) };
}

/** A text as the document that `rangeOfPath` looks in. */
export function documentOf(text: string): Document {
  return parseDocument(text, { prettyErrors: false });
}

/** The number of the line that an offset is in, from 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function offsetOf(text: string, line: number): number {
  let at = 0;
  for (let n = 1; n < line; n += 1) {
    const next = text.indexOf('\n', at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

/** A quoted text to its quote, a name to its colon, anything else to the end of its line. */
function endOf(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  const rest = text.slice(from, end < 0 ? text.length : end).trimEnd();
  const token = /^(?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[\w-]+(?=:(?:\s|$)))/.exec(rest)?.[0] ?? rest;
  return from + token.length;
}
