import type { LifecycleRuleFilter, StorageClass, Tag } from '@aws-sdk/client-s3';
import type { BucketRecord, ObjectVersion, Version } from './state';

// Source of this file: Amazon S3 User Guide, "Managing the lifecycle of objects" and "Lifecycle
// configuration elements".

/** A rule of a bucket's lifecycle, as it was given; dates in ms. */
export interface LifecycleRule {
  readonly ID: string;
  readonly isEnabled: boolean;
  /** One of the two, as the request had it. */
  readonly Filter?: LifecycleRuleFilter;
  readonly Prefix?: string;
  readonly Expiration?: {
    readonly Days?: number;
    readonly Date?: number;
    readonly ExpiredObjectDeleteMarker?: boolean;
  };
  readonly Transitions?: readonly {
    readonly Days?: number;
    readonly Date?: number;
    readonly StorageClass: StorageClass;
  }[];
  readonly NoncurrentVersionExpiration?: Noncurrent;
  readonly NoncurrentVersionTransitions?: readonly (Noncurrent & {
    readonly StorageClass: StorageClass;
  })[];
  readonly daysToAbort?: number;
}

interface Noncurrent {
  readonly NoncurrentDays: number;
  /** How many noncurrent versions stay whatever their age. */
  readonly NewerNoncurrentVersions?: number;
}

/** A bucket's lifecycle. */
export interface Lifecycle {
  readonly rules: readonly LifecycleRule[];
  readonly minimum: 'all_storage_classes_128K' | 'varies_by_storage_class';
}

const day = 86_400_000;

/** The midnight (UTC) at which `days` have passed since `time`: S3 rounds up to it. */
export function midnightAfter(time: number, days: number): number {
  return Math.ceil((time + days * day) / day) * day;
}

/** The next midnight (UTC), at which lifecycles run. */
export function nextMidnight(now: number): number {
  return (Math.floor(now / day) + 1) * day;
}

/** What the keys of the objects of a rule begin with. */
export function prefixOf({ Filter, Prefix }: LifecycleRule): string {
  return Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '';
}

/** The tags that a rule's objects must have. */
export function tagsOf({ Filter }: LifecycleRule): readonly Tag[] {
  return Filter?.Tag === undefined ? (Filter?.And?.Tags ?? []) : [Filter.Tag];
}

/** The sizes that a rule's objects have: above the first, below the second. */
function sizesOf({ Filter }: LifecycleRule) {
  return {
    above: Filter?.ObjectSizeGreaterThan ?? Filter?.And?.ObjectSizeGreaterThan,
    below: Filter?.ObjectSizeLessThan ?? Filter?.And?.ObjectSizeLessThan,
  };
}

/** Whether a rule is about a version. A delete marker has neither tags nor a size. */
export function isAbout(rule: LifecycleRule, version: Version): boolean {
  if (!rule.isEnabled || !version.Key.startsWith(prefixOf(rule))) return false;
  const tags = tagsOf(rule);
  const { above, below } = sizesOf(rule);
  if (version.kind !== 'object') {
    return tags.length === 0 && above === undefined && below === undefined;
  }
  const { Size } = version;
  if (above !== undefined && Size <= above) return false;
  if (below !== undefined && Size >= below) return false;
  return tags.every(({ Key = '', Value }) => version.tags[Key] === Value);
}

/** When a rule lets a current version expire, if it does. */
export function expiryBy({ Expiration }: LifecycleRule, version: Version): number | undefined {
  if (Expiration?.Days !== undefined) return midnightAfter(version.LastModified, Expiration.Days);
  return Expiration?.Date;
}

/** When a bucket's object expires, and by which rule: the one that lets it soonest. */
export function expiryOf(
  { lifecycle }: BucketRecord,
  version: Version,
): { readonly at: number; readonly ID: string } | undefined {
  let soonest: { at: number; ID: string } | undefined;
  for (const rule of lifecycle?.rules ?? []) {
    const at = isAbout(rule, version) ? expiryBy(rule, version) : undefined;
    if (at !== undefined && (soonest === undefined || at < soonest.at)) {
      soonest = { at, ID: rule.ID };
    }
  }
  return soonest;
}

/** How answers tell when a current object expires (recorded: not where a version id names it). */
export function expirationAnswer(bucket: BucketRecord, version: Version) {
  const expiry = expiryOf(bucket, version);
  if (expiry === undefined) return {};
  const date = new Date(expiry.at).toUTCString();
  return { Expiration: `expiry-date="${date}", rule-id="${encodeURIComponent(expiry.ID)}"` };
}

/** Storage classes in the order in which objects may move, and no other way. */
const waterfall: readonly StorageClass[] = [
  ...(['STANDARD', 'STANDARD_IA', 'INTELLIGENT_TIERING', 'ONEZONE_IA', 'GLACIER_IR'] as const),
  ...(['GLACIER', 'DEEP_ARCHIVE'] as const),
];

/** Whether objects may be moved to a class of this name. */
export function isMovable(name: string): boolean {
  return waterfall.indexOf(name as StorageClass) > 0;
}

/** Bytes below which objects stay in their class, where the rule does not filter by size. */
const smallest = 128 * 1024;

/** Whether an object is too small to move to a class. */
function isTooSmall(rule: LifecycleRule, { minimum }: Lifecycle, Size: number, to: StorageClass) {
  const { above, below } = sizesOf(rule);
  if (Size >= smallest || above !== undefined || below !== undefined) return false;
  const isArchive = to === 'GLACIER' || to === 'DEEP_ARCHIVE';
  return minimum === 'all_storage_classes_128K' || !isArchive;
}

/**
 * The class that an object moves to now: the coldest of those that are due. `noncurrent` says since
 * when it is noncurrent, and how many noncurrent versions are newer.
 */
export function dueClass(
  lifecycle: Lifecycle,
  version: ObjectVersion,
  now: number,
  noncurrent?: NoncurrentPlace,
): StorageClass | undefined {
  let coldest = waterfall.indexOf(version.StorageClass);
  const before = coldest;
  for (const rule of lifecycle.rules) {
    if (!isAbout(rule, version)) continue;
    const due =
      noncurrent === undefined
        ? (rule.Transitions ?? []).filter(({ Days, Date }) => {
            const at = Days === undefined ? Date : midnightAfter(version.LastModified, Days);
            return at !== undefined && at <= now;
          })
        : (rule.NoncurrentVersionTransitions ?? []).filter((one) => isDue(one, noncurrent, now));
    for (const { StorageClass } of due) {
      if (isTooSmall(rule, lifecycle, version.Size, StorageClass)) continue;
      coldest = Math.max(coldest, waterfall.indexOf(StorageClass));
    }
  }
  return coldest === before ? undefined : waterfall[coldest];
}

/** Where a noncurrent version stands among those of its key. */
export interface NoncurrentPlace {
  readonly since: number;
  readonly newer: number;
}

function isDue(action: Noncurrent, { since, newer }: NoncurrentPlace, now: number): boolean {
  const { NoncurrentDays, NewerNoncurrentVersions = 0 } = action;
  return newer >= NewerNoncurrentVersions && midnightAfter(since, NoncurrentDays) <= now;
}

/** Whether a rule lets a noncurrent version expire now. */
export function isNoncurrentExpired(
  { rules }: Lifecycle,
  version: Version,
  place: NoncurrentPlace,
  now: number,
): boolean {
  return rules.some(
    (rule) =>
      rule.NoncurrentVersionExpiration !== undefined &&
      isAbout(rule, version) &&
      isDue(rule.NoncurrentVersionExpiration, place, now),
  );
}

/**
 * Whether a delete marker that is all there is of its key goes: by a rule for those, or by one that
 * it is old enough for.
 */
export function isMarkerExpired({ rules }: Lifecycle, marker: Version, now: number): boolean {
  return rules.some((rule) => {
    if (!isAbout(rule, marker)) return false;
    const at = expiryBy(rule, marker);
    return rule.Expiration?.ExpiredObjectDeleteMarker === true || (at !== undefined && at <= now);
  });
}
