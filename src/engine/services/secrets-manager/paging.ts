import { offsetOf, offsetToken } from '../../offset-tokens';
import { listing as errors } from './errors';

/** Items on a page where the request does not say how many. Source: Secrets Manager API Reference. */
const pageSize = 100;

interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** One page of a list. Throws InvalidNextTokenException for a token that no answer gave out. */
export function pageOf<T>(
  all: readonly T[],
  { MaxResults = pageSize, NextToken }: PageRequest,
): { readonly items: T[]; readonly NextToken?: string } {
  const from = NextToken === undefined ? 0 : offsetOf(NextToken);
  if (from === undefined) throw errors.nextToken();
  const to = from + MaxResults;
  const items = all.slice(from, to);
  return to < all.length ? { items, NextToken: offsetToken(to) } : { items };
}
