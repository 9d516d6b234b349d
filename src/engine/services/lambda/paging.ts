import { offsetOf, offsetToken } from '../../offset-tokens';
import { invalid } from './errors';

/** How many items a page has where nobody says so. Source: Lambda API Reference, ListFunctions. */
const usual = 50;

/** One page of a list. Throws InvalidParameterValueException for a marker that is none. */
export function pageOf<T>(
  all: readonly T[],
  { Marker, MaxItems = usual }: { Marker?: string | undefined; MaxItems?: number | undefined },
): { readonly items: readonly T[]; readonly more: { readonly NextMarker?: string } } {
  const start = Marker === undefined ? 0 : offsetOf(Marker);
  // AWS's text is not known here.
  if (start === undefined) throw invalid('The pagination marker is invalid.');
  const end = start + Math.min(MaxItems, usual);
  return {
    items: all.slice(start, end),
    more: end < all.length ? { NextMarker: offsetToken(end) } : {},
  };
}
