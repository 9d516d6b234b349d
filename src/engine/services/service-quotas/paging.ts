import { decodeBase64, encodeBase64 } from '../../base64';
import { invalidToken } from './errors';

/** How many entries a page has unless the request says so, and at most. */
const pageSize = 100;

interface Paged {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** One page of a list. The token is how far the list was given out. */
export function page<T>(
  all: readonly T[],
  { NextToken, MaxResults = pageSize }: Paged,
): { rows: readonly T[]; next: { NextToken?: string } } {
  const from = NextToken === undefined ? 0 : offsetOf(NextToken, all.length);
  const until = from + MaxResults;
  const next =
    until < all.length ? { NextToken: encodeBase64(new TextEncoder().encode(String(until))) } : {};
  return { rows: all.slice(from, until), next };
}

function offsetOf(token: string, length: number): number {
  const text = new TextDecoder().decode(decodeBase64(token) ?? new Uint8Array());
  const offset = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(offset <= length)) throw invalidToken();
  return offset;
}
