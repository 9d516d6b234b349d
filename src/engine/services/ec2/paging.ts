import { decodeBase64, encodeBase64 } from '../../base64';
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
  const more = end < items.length ? { NextToken: tokenOf(end) } : {};
  return { items: items.slice(start, end), more };
}

const tokenOf = (start: number) => encodeBase64(new TextEncoder().encode(`from ${start}`));

function startOf(token: string): number {
  const bytes = decodeBase64(token);
  const match = bytes && /^from (\d+)$/.exec(new TextDecoder().decode(bytes));
  if (!match) throw invalidToken();
  return Number(match[1]);
}
