import type { Filter } from '@aws-sdk/client-ec2';
import type { Tags } from '../../iam/index';
import { unknownFilter } from './errors';

/** How a described resource shows what a filter is about: one text, or several of which one must fit. */
export type FilterValues<T> = Readonly<
  Record<string, (item: T) => string | readonly string[] | undefined>
>;

/** What every filter of a resource with tags can be about. */
const tagFilters: FilterValues<{ readonly tags: Tags }> = {
  'tag-key': ({ tags }) => Object.keys(tags),
  'tag-value': ({ tags }) => Object.values(tags),
};

/**
 * Whether all filters fit a resource: of a filter's values one must, in which `*` and `?` are
 * wildcards. Source: EC2 User Guide, "Filter resources". Throws for a filter nobody knows.
 */
export function matchesFilters<T extends { readonly tags: Tags }>(
  filters: readonly Filter[] | undefined,
  values: FilterValues<T>,
): (item: T) => boolean {
  const tests = (filters ?? []).map(({ Name = '', Values = [] }) => {
    const read = readerOf(Name, values);
    const patterns = Values.map(patternOf);
    return (item: T) =>
      [read(item) ?? []].flat().some((text) => patterns.some((pattern) => pattern.test(text)));
  });
  return (item) => tests.every((test) => test(item));
}

function readerOf<T extends { readonly tags: Tags }>(name: string, values: FilterValues<T>) {
  if (name.startsWith('tag:')) {
    const key = name.slice('tag:'.length);
    return ({ tags }: T) => (Object.hasOwn(tags, key) ? tags[key] : undefined);
  }
  const known = Object.hasOwn(values, name) ? values : tagFilters;
  const read = Object.hasOwn(known, name) ? known[name] : undefined;
  if (read === undefined) throw unknownFilter(name);
  return read;
}

function patternOf(value: string): RegExp {
  const source = value.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${source.replaceAll('*', '.*').replaceAll('?', '.')}$`, 's');
}

/** A time as EC2 shows it: in whole seconds, as in all examples of its API reference. */
export const shownTime = (time: number) => new Date(Math.floor(time / 1000) * 1000);

/** A time as filters name it: `2026-11-23T12:00:00.000Z`. */
export const filterTime = (time: number) => shownTime(time).toISOString();
