import { decodeBase64, encodeBase64 } from '../../base64';
import { invalidInput } from './errors';

interface Paging {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** The page size where the request names none; also the largest. Source: API Reference. */
const pageSize = 20;

/** One page of a list in the style of AWS Organizations; the token says how many came before. */
export function page<T>(items: readonly T[], { NextToken, MaxResults = pageSize }: Paging) {
  const start = NextToken === undefined ? 0 : startOf(NextToken);
  const end = start + MaxResults;
  const more = end < items.length ? { NextToken: tokenOf(end) } : {};
  return { items: items.slice(start, end), more };
}

const tokenOf = (start: number) => encodeBase64(new TextEncoder().encode(`from ${start}`));

function startOf(token: string): number {
  const bytes = decodeBase64(token);
  const match = bytes && /^from (\d+)$/.exec(new TextDecoder().decode(bytes));
  if (!match) throw invalidInput('INVALID_NEXT_TOKEN');
  return Number(match[1]);
}
