import type { ByteSpan } from './spans';

/** The text twin of a byte view: one line per span, its fields set apart by tabs. */
export function spanText(spans: readonly ByteSpan[]): string {
  const rows = spans.map(({ offset, length, name, meaning, value = '' }) =>
    [offset, length, name, meaning, value].join('\t'),
  );
  return ['offset\tlength\tname\tmeaning\tvalue', ...rows].join('\n');
}
