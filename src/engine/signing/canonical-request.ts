import { percentDecode, percentEncode, readPairs } from '../percent-encoding';

// Source: IAM User Guide, "Create a signed AWS API request", step 1. Signers and verifiers write
// the request in this one form, so that what proxies may change on the way does not matter.

/** What of an HTTP request is signed; the body goes by its hash. */
export interface Message {
  readonly method: string;
  /** Path and query as they are sent. */
  readonly target: string;
  readonly headers: MessageHeaders;
}

/** Headers by lower-case name. A header that was sent more than once may be a list. */
export type MessageHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The form of a request that is hashed and signed. `payloadHash` is hex, or a word that says why
 * there is none; `service` the name in the signature's scope.
 */
export function canonicalRequest(
  message: Message,
  service: string,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const { path, query } = splitTarget(message.target);
  return [
    message.method,
    path === '/' ? '/' : service === 's3' ? plainPath(path) : normalPath(path),
    query === '' ? '' : canonicalQuery(query),
    canonicalHeaders(message.headers, signedHeaders),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** A request's target in its two halves, as they were sent. */
export function splitTarget(target: string): { path: string; query: string } {
  const mark = target.indexOf('?');
  return mark < 0
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}

/** The path of Amazon S3, where `.` and `//` are parts of a key like any other: encoded once. */
function plainPath(path: string): string {
  return percentEncode(percentDecode(path)).replaceAll('%2F', '/');
}

/** The path without `.`, `..` and empty segments, each segment encoded once more. */
function normalPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(percentEncode(segment));
  }
  if (kept.length === 0) return '/';
  return `/${kept.join('/')}${/\/\.{0,2}$/.test(path) ? '/' : ''}`;
}

function canonicalQuery(query: string): string {
  return readPairs(query, percentDecode)
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalHeaders(headers: MessageHeaders, names: readonly string[]): string {
  let text = '';
  for (const name of names) text += `${name}:${headerValue(headers[name])}\n`;
  return text;
}

function headerValue(value: MessageHeaders[string]): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return value.map(headerValue).join(',');
  return value.includes('  ') ? value.trim().replace(/ +/g, ' ') : value.trim();
}
