import type { Item } from './items';

/** Whether a file that is at both ends, or at one, is to be transferred. */
export interface SyncRules {
  readonly atBoth: (source: Item, destination: Item) => boolean;
  readonly atSourceOnly: (source: Item) => boolean;
  /** Whether what the source does not have is deleted. */
  readonly deletes: boolean;
}

/** Names in the order of S3's keys: by code points. */
export function compareNames(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

// In UTF-16 surrogates, which stand for the last code points, are not the last units.
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** What `aws s3 sync` has to do; both lists are in the order of `compareNames`. */
export function* comparison(
  sources: readonly Item[],
  destinations: readonly Item[],
  { atBoth, atSourceOnly, deletes }: SyncRules,
): Generator<Item> {
  let [from, to] = [0, 0];
  while (from < sources.length || to < destinations.length) {
    const [source, destination] = [sources[from], destinations[to]];
    const order =
      source === undefined
        ? 1
        : destination === undefined
          ? -1
          : compareNames(source.name, destination.name);
    if (order <= 0) from += 1;
    if (order >= 0) to += 1;
    if (order === 0) {
      if (source && destination && atBoth(source, destination)) yield source;
    } else if (order < 0) {
      if (source && atSourceOnly(source)) yield source;
    } else if (destination && deletes) yield { ...destination, operation: 'delete' };
  }
}

/** What the options of `aws s3 sync` make of a file that is at both ends. */
export function atBothEnds(options: {
  readonly noOverwrite: boolean;
  readonly sizeOnly: boolean;
  readonly exactTimestamps: boolean;
}): SyncRules['atBoth'] {
  return (source, destination) => {
    if (options.noOverwrite) return false;
    if (source.size !== destination.size) return true;
    if (options.sizeOnly) return false;
    const later = wholeSecond(destination) - wholeSecond(source);
    if (source.operation !== 'download') return later < 0;
    return options.exactTimestamps ? later !== 0 : later > 0;
  };
}

// S3 tells the second of a change. A file that was written in the same second is the older one: a
// real client takes longer than that to begin, but here no time passes while a line runs.
function wholeSecond({ changedAt }: Item): number {
  return Math.floor(changedAt / 1000);
}
