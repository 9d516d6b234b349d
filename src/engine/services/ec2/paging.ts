import { offsetOf, offsetToken } from '../../offset-tokens';
import { invalidToken, invalidValue } from './errors';

interface Paging {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

/** What a page may hold. Source: EC2 API Reference, DescribeSnapshots and DescribeVolumes. */
const bounds = { min: 5, max: 1000 } as const;

/** One page of a list; without MaxResults that is all of it. */
export function page<T>(items: readonly T[], { NextToken, MaxResults }: Paging) {
  if (MaxResults !== undefined && MaxResults < bounds.min) {
    throw invalidValue(MaxResults, 'maxResults', `Expecting a value greater than ${bounds.min}.`);
  }
  const start = NextToken === undefined ? 0 : startOf(NextToken);
  const end = MaxResults === undefined ? items.length : start + Math.min(MaxResults, bounds.max);
  const more = end < items.length ? { NextToken: offsetToken(end) } : {};
  return { items: items.slice(start, end), more };
}

function startOf(token: string): number {
  const start = offsetOf(token);
  if (start === undefined) throw invalidToken();
  return start;
}
