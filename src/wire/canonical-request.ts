import { splitTarget, type WireHeaders, type WireRequest } from './http';
import { percentDecode, percentEncode, readPairs } from './percent-encoding';

// Source: IAM User Guide, "Create a signed AWS API request", step 1. Signers and verifiers write
// the request in this one form, so that what proxies may change on the way does not matter.

/** The form of a request that is hashed and signed. `payloadHash` is hex, or UNSIGNED-PAYLOAD. */
export function canonicalRequest(
  request: WireRequest,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const { path, query } = splitTarget(request.target);
  return [
    request.method,
    path === '/' ? '/' : canonicalPath(path),
    query === '' ? '' : canonicalQuery(query),
    canonicalHeaders(request.headers, signedHeaders),
    signedHeaders.join(';'),
    payloadHash,
  ].join('\n');
}

/** The path without `.`, `..` and empty segments, each segment encoded once more. */
function canonicalPath(path: string): string {
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

function canonicalHeaders(headers: WireHeaders, names: readonly string[]): string {
  let text = '';
  for (const name of names) text += `${name}:${headerValue(headers[name])}\n`;
  return text;
}

function headerValue(value: WireHeaders[string]): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return value.map(headerValue).join(',');
  return value.includes('  ') ? value.trim().replace(/ +/g, ' ') : value.trim();
}
