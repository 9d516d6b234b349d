import { offsetOf, offsetToken } from '../../offset-tokens';
import { validationError } from './errors';

/**
 * How many items one answer holds. AWS documents a size of 1 MB alone; this is this model's.
 * Source: AWS CloudFormation API Reference, DescribeStackEvents.
 */
const pageSize = 100;

/** One page of a list; the token says how many came before. */
export function page<T>(items: readonly T[], NextToken: string | undefined) {
  const start = NextToken === undefined ? 0 : offsetOf(NextToken);
  // From memory.
  if (start === undefined) throw validationError('Invalid NextToken');
  const end = start + pageSize;
  const more = end < items.length ? { NextToken: offsetToken(end) } : {};
  return { items: items.slice(start, end), more };
}
