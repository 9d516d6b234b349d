import { PolicySyntaxError, validatePolicy } from '../../../engine/iam/index';
import { memberOf, statementNodes, type JsonNode, type ObjectNode, type Span } from '../json-nodes';
import type { KindFacts } from '../policy-kinds';
import type { Finding } from '../../editor/finding';
import { at } from './finding';

/** What AWS says when it does not store a document, at the place that is to blame. */
export interface Refusal {
  readonly finding: Finding;
  /** Whether the text is not even JSON, so that other rules have nothing to look at. */
  readonly notJson: boolean;
}

/** The first thing for which AWS would refuse a document; undefined where it would store it. */
export function refusalOf(
  text: string,
  document: JsonNode | undefined,
  { engine }: KindFacts,
): Refusal | undefined {
  try {
    validatePolicy(text, engine);
    return undefined;
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error;
    const { message, detail, where } = error;
    const character = lineAndColumn(where);
    if (character !== undefined) {
      const from = Math.min(offsetOf(text, character), Math.max(0, text.length - 1));
      const to = Math.min(text.length, from + 1);
      // What begins like a string and is none lacks its end.
      const why = text[from] === '"' && /found "\\""$/.test(detail) ? open(detail) : detail;
      const finding = at({ from, to }, 'error', `Not JSON: ${why} (${where}).`);
      return { finding, notJson: !detail.includes('occurs twice') };
    }
    const span = namedIn(detail, where, document) ?? spanOf(where, document);
    const place = span ?? { from: 0, to: text.length };
    const why = /^"/.test(detail) ? `${detail}.` : `It ${detail}.`;
    return { finding: at(place, 'error', `AWS refuses it: ${message} ${why}`), notJson: false };
  }
}

/** A name in double quotes that comes too early is a comma missing, not a quote. */
function open(detail: string): string {
  const isString = /^expected (?:a value|a name)/.test(detail);
  return isString ? 'this text has no closing quote in its line' : detail;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function lineAndColumn(where: string): Place | undefined {
  const [, line, column] = /^line (\d+), column (\d+)$/.exec(where) ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}

function offsetOf(text: string, { line, column }: Place): number {
  let from = 0;
  for (let i = 1; i < line; i += 1) from = text.indexOf('\n', from) + 1;
  return from + column - 1;
}

/** The place of a path such as `Statement[0].Condition.Bool.aws:SecureTransport`. */
function spanOf(where: string, document: JsonNode | undefined): Span | undefined {
  if (document?.kind !== 'object') return undefined;
  const [, index, rest] = /^Statement\[(\d+)\](?:\.(.*))?$/.exec(where) ?? [];
  if (index === undefined) {
    const member = memberOf(document, where);
    return member?.value ?? member?.name;
  }
  const statement = statementNodes(document)[Number(index)];
  if (statement === undefined) return undefined;
  return inside(statement, rest ?? '') ?? { from: statement.from, to: statement.from + 1 };
}

/** The name of a member, where AWS has something against just that: `"Actions" is no element`. */
function namedIn(detail: string, where: string, document: JsonNode | undefined): Span | undefined {
  const [, name] = /^"([^"]*)" is no /.exec(detail) ?? [];
  if (name === undefined || document?.kind !== 'object') return undefined;
  const [, index, rest] = /^Statement\[(\d+)\](?:\.(.*))?$/.exec(where) ?? [];
  const statement = index === undefined ? document : statementNodes(document)[Number(index)];
  const inner = rest === undefined ? statement : statement && memberOf(statement, rest)?.value;
  return inner?.kind === 'object' ? memberOf(inner, name)?.name : undefined;
}

/** Names may have dots themselves, so each is tried as a whole. */
function inside(object: ObjectNode, path: string): Span | undefined {
  for (const { name, value } of object.members) {
    if (path === name.value) return value ?? name;
    if (!path.startsWith(`${name.value}.`)) continue;
    if (value?.kind !== 'object') return value ?? name;
    return inside(value, path.slice(name.value.length + 1)) ?? name;
  }
  return undefined;
}
