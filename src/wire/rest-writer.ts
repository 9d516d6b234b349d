import type { ApiOperation, Member, StructureShape } from '../engine/api/index';
import { encodeBase64 } from '../engine/base64';
import type { WireBody, WireResponse } from './http';
import { encodeWord, isHeaderText } from './rfc2047';

/** Writes what of an output travels in a body, in the protocol's own format. */
export interface BodyWriter {
  /** The members of a structure; nothing where the answer has no body. */
  members(output: Record<string, unknown>, shape: StructureShape, operation: ApiOperation): string;
  /** The structure that is the whole body. */
  payload(value: unknown, member: Member, name: string): string;
}

/** The HTTP answer that carries an operation's output: its status, headers and body. */
export function writeRestOutput(
  operation: ApiOperation,
  output: unknown,
  bodies: BodyWriter,
): WireResponse {
  const value = (output ?? {}) as Record<string, unknown>;
  const shape = operation.output;
  const headers: Record<string, string> = {};
  let status = operation.http.code;
  for (const [name, member] of Object.entries(shape?.members ?? {})) {
    const item = value[name];
    if (item === undefined || item === null) continue;
    if (member.location === 'statusCode') status = item as number;
    else if (member.location !== undefined) writeHeader(headers, name, member, item);
  }
  return {
    status,
    headers,
    body: shape === undefined ? '' : writeBody(operation, shape, value, bodies),
  };
}

function writeHeader(
  headers: Record<string, string>,
  name: string,
  member: Member,
  value: unknown,
): void {
  const wireName = (member.locationName ?? name).toLowerCase();
  if (member.location === 'headers') {
    writeHeaders(headers, wireName, value as Record<string, string>);
  } else {
    headers[wireName] = headerText(value, member);
  }
}

/**
 * Metadata as headers; text that a header cannot hold as it is goes encoded, and what has a name
 * that cannot be a header's is only counted. Source: Amazon S3 User Guide, "Working with object
 * metadata".
 */
function writeHeaders(
  headers: Record<string, string>,
  prefix: string,
  values: Record<string, string>,
): void {
  let missing = 0;
  for (const [key, text] of Object.entries(values)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(key)) missing += 1;
    else headers[`${prefix}${key}`] = isHeaderText(text) ? text : encodeWord(text);
  }
  if (missing > 0) headers['x-amz-missing-meta'] = String(missing);
}

function headerText(value: unknown, { shape, timestampFormat }: Member): string {
  switch (shape.type) {
    case 'timestamp': {
      const date = value as Date;
      const format = timestampFormat ?? shape.timestampFormat;
      return format === 'iso8601' ? date.toISOString() : date.toUTCString();
    }
    case 'blob':
      return encodeBase64(value as Uint8Array);
    case 'list':
      return (value as unknown[]).map((item) => headerText(item, shape.member)).join(',');
    default: {
      const text = String(value);
      // HTTP has one byte for a character, and S3's own way for the others.
      return /^[\t\x20-\x7e\x80-\xff]*$/.test(text) ? text : encodeWord(text);
    }
  }
}

function writeBody(
  operation: ApiOperation,
  shape: StructureShape,
  output: Record<string, unknown>,
  bodies: BodyWriter,
): WireBody {
  const name = shape.payload;
  const member = name === undefined ? undefined : shape.members[name];
  if (name === undefined || member === undefined) {
    return bodies.members(output, shape, operation);
  }
  const value = output[name];
  if (value === undefined || value === null) return '';
  // Text and bytes as they are; bytes may come in pieces.
  const isPlain = member.shape.type === 'blob' || member.shape.type === 'string';
  return isPlain ? (value as WireBody) : bodies.payload(value, member, name);
}
