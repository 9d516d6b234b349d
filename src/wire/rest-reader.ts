import type { ApiOperation, Member, Shape, StructureShape } from '../engine/api/index';
import { percentDecode, readPairs } from '../engine/percent-encoding';
import { header, type WireHeaders } from './http';
import { readText } from './text-values';

// REST protocols spread an input over the path, the query string, headers and the body. Source:
// Smithy's specifications "HTTP bindings", "AWS restXml" and "AWS restJson1".

/** What of a request an operation's input is read from. */
export interface RestMessage {
  /** Parts of the path by the labels of the operation's URI, percent-encoded. */
  readonly labels: Readonly<Record<string, string>>;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: WireHeaders;
  readonly body: Uint8Array;
}

/** Reads what of an input travels in a body, in the protocol's own format. */
export interface BodyReader {
  /** The members of a structure; an empty body has none. */
  members(body: Uint8Array, shape: StructureShape): object;
  /** The structure that is the whole body. */
  payload(body: Uint8Array, member: Member, name: string): unknown;
}

/**
 * An operation's input from a request. Text that is no value of its type stays as it is, for the
 * operation to refuse in its own words.
 */
export function readRestInput(
  operation: ApiOperation,
  message: RestMessage,
  bodies: BodyReader,
): object {
  const { input } = operation;
  if (input === undefined) return {};
  const value: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(input.members)) {
    const item = readMember(name, member, message);
    if (item !== undefined) value[name] = item;
  }
  return { ...value, ...readBody(input, message.body, bodies) };
}

/** A query string as name and value pairs; `+` is a space in it. */
export function readQueryString(query: string): [string, string][] {
  return readPairs(query, (part) => percentDecode(part.replaceAll('+', ' ')));
}

function readMember(name: string, member: Member, message: RestMessage): unknown {
  const wireName = member.locationName ?? name;
  switch (member.location) {
    case 'uri':
      return readText(percentDecode(message.labels[wireName] ?? ''), member.shape);
    case 'querystring':
      return readQuery(wireName, member, message.query);
    case 'header': {
      const text = header(message.headers, wireName.toLowerCase());
      return text === undefined ? undefined : readHeader(text, member.shape);
    }
    case 'headers':
      return readHeaders(wireName.toLowerCase(), message.headers);
    default:
      return undefined;
  }
}

function readQuery(name: string, member: Member, query: RestMessage['query']): unknown {
  const values = query.filter(([key]) => key === name).map(([, value]) => value);
  if (values.length === 0) return undefined;
  const { shape } = member;
  if (shape.type === 'list') return values.map((value) => readText(value, shape.member.shape));
  const [first = ''] = values;
  // A number that is left empty is as good as none.
  const isNumber = shape.type === 'integer' || shape.type === 'long';
  return isNumber && first === '' ? undefined : readText(first, shape);
}

function readHeader(text: string, shape: Shape): unknown {
  if (shape.type !== 'list') return readText(text, shape);
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => readText(part, shape.member.shape));
}

/** The headers whose names begin with a prefix, by what comes after it. */
function readHeaders(prefix: string, headers: WireHeaders): object | undefined {
  const entries = Object.keys(headers)
    .filter((name) => name.startsWith(prefix) && headers[name] !== undefined)
    .map((name) => [name.slice(prefix.length), header(headers, name)] as const);
  // Object.fromEntries defines every key as plain data, also one that is called `__proto__`.
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as object);
}

function readBody(input: StructureShape, body: Uint8Array, bodies: BodyReader): object {
  const name = input.payload;
  const member = name === undefined ? undefined : input.members[name];
  if (name === undefined || member === undefined) {
    const isBare = Object.values(input.members).every(({ location }) => location !== undefined);
    return isBare ? {} : bodies.members(body, input);
  }
  switch (member.shape.type) {
    case 'blob':
      return { [name]: body };
    case 'string':
      return { [name]: utf8.decode(body) };
    default: {
      if (body.length === 0) return {};
      return { [name]: bodies.payload(body, member, name) };
    }
  }
}

const utf8 = new TextDecoder();
