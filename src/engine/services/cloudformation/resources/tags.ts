import { asText, isMap } from '../template/value';
import type { Work } from './handler';
import { maps } from './read-properties';

/**
 * A resource's tags with those of its stack under them. The `aws:cloudformation:` tags, which AWS
 * sets past its own services' doors, are not modelled.
 */
export function tagsOf({ properties, stackTags }: Pick<Work, 'properties' | 'stackTags'>) {
  const own = isMap(properties['Tags'])
    ? Object.entries(properties['Tags']).map(([key, value]) => [key, asText(value) ?? ''])
    : (maps(properties, 'Tags') ?? []).map((tag) => [
        asText(tag['Key']) ?? '',
        asText(tag['Value']) ?? '',
      ]);
  return { ...stackTags, ...(Object.fromEntries(own) as Record<string, string>) };
}

/** The same as a list of `Key` and `Value`. */
export function tagList(work: Pick<Work, 'properties' | 'stackTags'>) {
  return Object.entries(tagsOf(work)).map(([Key, Value]) => ({ Key, Value }));
}

/** How the tags of a resource change: what is set, and the keys that are taken away. */
export function tagChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
) {
  const set = Object.entries(after).filter(([key, value]) => before[key] !== value);
  return {
    set: Object.fromEntries(set) as Record<string, string>,
    removed: Object.keys(before).filter((key) => !Object.hasOwn(after, key)),
  };
}
