import type { Filter } from '@aws-sdk/client-rds';
import { offsetOf, offsetToken } from '../../offset-tokens';
import { invalidValue } from './errors';

interface Paging {
  readonly Marker?: string | undefined;
  readonly MaxRecords?: number | undefined;
}

/** What a page may hold. Source: RDS API Reference, DescribeDBInstances, MaxRecords. */
const bounds = { min: 20, max: 100 } as const;

/** One page of a list. */
export function page<T>(items: readonly T[], { Marker, MaxRecords = bounds.max }: Paging) {
  if (MaxRecords < bounds.min || MaxRecords > bounds.max) {
    throw invalidValue(
      `Invalid value ${MaxRecords} for MaxRecords. Must be between ${bounds.min} and ${bounds.max}`,
    );
  }
  const start = Marker === undefined ? 0 : startOf(Marker);
  const end = start + MaxRecords;
  const more = end < items.length ? { Marker: offsetToken(end) } : {};
  return { items: items.slice(start, end), more };
}

function startOf(marker: string): number {
  const start = offsetOf(marker);
  if (start === undefined) throw invalidValue('Invalid marker');
  return start;
}

/** Whether all filters fit: of a filter's values one must be one of the item's. */
export function matchesFilters<T>(
  filters: readonly Filter[] | undefined,
  values: Readonly<Record<string, (item: T) => readonly string[]>>,
): (item: T) => boolean {
  const tests = (filters ?? []).map(({ Name = '', Values = [] }) => {
    const read = Object.hasOwn(values, Name) ? values[Name] : undefined;
    if (read === undefined) throw invalidValue(`Unrecognized filter name: ${Name}`);
    return (item: T) => read(item).some((value) => Values.includes(value));
  });
  return (item) => tests.every((test) => test(item));
}
