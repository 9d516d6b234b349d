import { concat, type Bytes } from '../../engine/bytes';
import type { WireRequest, WireResponse } from '../../wire/http';

// HTTP/1.1 as it is on the wire (RFC 9112): a line, headers, an empty line, the body.

/** A request before it is bytes; headers in the order in which they are sent. */
export interface HttpRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Bytes;
}

const utf8 = new TextEncoder();
const latin1 = new TextDecoder('latin1');

/** A request's bytes. */
export function requestBytes({ method, target, headers, body }: HttpRequest): Bytes {
  return concat(utf8.encode(`${method} ${target} HTTP/1.1\r\n${headerLines(headers)}\r\n`), body);
}

/** Reads what `requestBytes` wrote: what a server gets. */
export function readRequest(bytes: Bytes): WireRequest {
  const { first, headers, body } = splitMessage(bytes);
  const [method = '', target = ''] = first.split(' ');
  return { method, target, headers: Object.fromEntries(headers), body };
}

/** An answer's bytes; a body that comes in pieces is read whole. */
export async function responseBytes({ status, headers, body }: WireResponse): Promise<Bytes> {
  const content = await bodyBytes(body);
  const named = Object.entries(headers).map(([name, value]) => [titleCase(name), value] as const);
  const isSaid = named.some(([name]) => name === 'Content-Length');
  const length = ['Content-Length', String(content.length)] as const;
  const all = isSaid ? named : [...named, length];
  const line = `HTTP/1.1 ${status} ${reasons[status] ?? ''}`;
  return concat(utf8.encode(`${line}\r\n${headerLines(all)}\r\n`), content);
}

async function bodyBytes(body: WireResponse['body']): Promise<Uint8Array> {
  if (typeof body === 'string') return utf8.encode(body);
  if (body instanceof Uint8Array) return body;
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return concat(...pieces);
}

function headerLines(headers: HttpRequest['headers']): string {
  return headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
}

/** A message in its parts. Headers by lower-case name. */
export function splitMessage(bytes: Uint8Array): {
  readonly first: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Bytes;
} {
  const end = endOfHead(bytes);
  const [first = '', ...lines] = latin1.decode(bytes.subarray(0, end)).split('\r\n');
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { first, headers, body: bytes.slice(end + 4) as Bytes };
}

function endOfHead(bytes: Uint8Array): number {
  for (let at = 0; at + 3 < bytes.length; at += 1) {
    if (bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13) return at;
  }
  return bytes.length;
}

function titleCase(name: string): string {
  return name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** Reason phrases. Source: RFC 9110, section 15. */
const reasons: Readonly<Record<number, string>> = {
  ...{ 200: 'OK', 204: 'No Content', 206: 'Partial Content', 301: 'Moved Permanently' },
  ...{ 304: 'Not Modified', 307: 'Temporary Redirect', 400: 'Bad Request', 403: 'Forbidden' },
  ...{ 404: 'Not Found', 405: 'Method Not Allowed', 409: 'Conflict', 411: 'Length Required' },
  ...{ 412: 'Precondition Failed', 416: 'Range Not Satisfiable', 500: 'Internal Server Error' },
  ...{ 501: 'Not Implemented', 503: 'Service Unavailable' },
};
