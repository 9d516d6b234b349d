import { offsetOf, offsetToken } from '../../offset-tokens';
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
  const more = end < items.length ? { NextToken: offsetToken(end) } : {};
  return { items: items.slice(start, end), more };
}

function startOf(token: string): number {
  const start = offsetOf(token);
  if (start === undefined) throw invalidInput('INVALID_NEXT_TOKEN');
  return start;
}
