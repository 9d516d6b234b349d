import type { Context } from '../../operation';
import { isLocked } from './object-lock';
import {
  dueClass,
  expiryOf,
  isMarkerExpired,
  isNoncurrentExpired,
  midnightAfter,
  nextMidnight,
  prefixOf,
  type Lifecycle,
  type LifecycleRule,
} from './lifecycle-rules';
import { isUnreplicated } from './replication-rules';
import {
  bucketsTable,
  noncurrentTable,
  objectKey,
  objectsTable,
  versionsPrefix,
  type BucketRecord,
  type Version,
} from './state';
import { removeUpload, uploadsTable } from './uploads';
import { olderVersions, putVersion, removeVersion, replaceVersion } from './versions';

const timerId = (bucket: string) => `s3 lifecycle|${bucket}`;

/** Sets the timer of a bucket's next run, or takes it back where no rule is enabled. */
export function planRun(ctx: Context, { Name, region, lifecycle }: BucketRecord): void {
  const id = timerId(Name);
  if (lifecycle?.rules.some(({ isEnabled }) => isEnabled) !== true) ctx.cancelTimer(id);
  else {
    const at = nextMidnight(ctx.now);
    ctx.setTimer({ id, at, kind: 'runLifecycle', payload: Name, region });
  }
}

/** Takes back the timer of a bucket that is deleted. */
export function forgetRuns(ctx: Context, bucket: string): void {
  ctx.cancelTimer(timerId(bucket));
}

/**
 * Timer: it is midnight (UTC), and a bucket's rules are applied to what is under their prefixes. AWS
 * may take longer, but does not charge for what has expired. A rule that only ends uploads looks at
 * no object.
 */
export function runLifecycle(Name: string, ctx: Context): void {
  const bucket = ctx.get(bucketsTable, Name);
  const lifecycle = bucket?.lifecycle;
  if (bucket === undefined || lifecycle === undefined) return;
  const rules = lifecycle.rules.filter(({ isEnabled }) => isEnabled);
  const ofCurrent = rules.filter(({ Expiration, Transitions }) => Expiration ?? Transitions);
  for (const prefix of disjointPrefixes(ofCurrent)) {
    const range = { prefix: objectKey(Name, prefix) };
    for (const [, current] of ctx.range(objectsTable, range))
      sweep(ctx, bucket, lifecycle, current);
  }
  // Rules that are only about noncurrent versions look at keys that have some.
  const ofOlder = rules.filter((rule) => !ofCurrent.includes(rule));
  for (const prefix of disjointPrefixes(ofOlder.filter(hasNoncurrentAction))) {
    let last: string | undefined;
    for (const [, { Key }] of ctx.range(noncurrentTable, { prefix: objectKey(Name, prefix) })) {
      const current = Key === last ? undefined : ctx.get(objectsTable, objectKey(Name, Key));
      if (current !== undefined) sweep(ctx, bucket, lifecycle, current);
      last = Key;
    }
  }
  for (const rule of rules) abortUploads(ctx, bucket, rule);
  planRun(ctx, bucket);
}

/** The prefixes of rules, without those that begin with another. */
function disjointPrefixes(rules: readonly LifecycleRule[]): readonly string[] {
  const all = [...new Set(rules.map(prefixOf))];
  return all.filter((prefix) => !all.some((one) => one !== prefix && prefix.startsWith(one)));
}

/** Applies a bucket's rules to all versions of a key. */
function sweep(ctx: Context, bucket: BucketRecord, lifecycle: Lifecycle, current: Version): void {
  sweepOlder(ctx, lifecycle, current);
  if (isUnreplicated(current)) return;
  if (current.kind !== 'object') {
    const prefix = versionsPrefix(current.bucket, current.Key);
    const isAlone = ctx.range(noncurrentTable, { prefix, limit: 1 }).length === 0;
    if (isAlone && isMarkerExpired(lifecycle, current, ctx.now)) removeVersion(ctx, current);
    return;
  }
  const expiry = expiryOf(bucket, current);
  if (expiry !== undefined && expiry.at <= ctx.now) {
    if (bucket.versioning === undefined) removeVersion(ctx, current);
    else {
      const { Key } = current;
      putVersion(ctx, bucket, { kind: 'delete marker', Key, owner: bucket.account });
    }
    return;
  }
  const StorageClass = dueClass(lifecycle, current, ctx.now);
  if (StorageClass !== undefined) {
    replaceVersion(ctx, { ...current, StorageClass, inClassSince: ctx.now });
  }
}

function hasNoncurrentAction(rule: LifecycleRule): boolean {
  return (rule.NoncurrentVersionExpiration ?? rule.NoncurrentVersionTransitions) !== undefined;
}

/** Applies rules to the versions of a key that are no longer current, the newest first. */
function sweepOlder(ctx: Context, lifecycle: Lifecycle, current: Version): void {
  if (!lifecycle.rules.some(hasNoncurrentAction)) return;
  // What made a version noncurrent is the one that came after it.
  let since = current.LastModified;
  for (const [newer, version] of olderVersions(ctx, current.bucket, current.Key).entries()) {
    const place = { since, newer };
    since = version.LastModified;
    if (isUnreplicated(version)) continue;
    if (isNoncurrentExpired(lifecycle, version, place, ctx.now)) {
      if (!isLocked(version, ctx.now)) removeVersion(ctx, version);
    } else if (version.kind === 'object') {
      const StorageClass = dueClass(lifecycle, version, ctx.now, place);
      if (StorageClass !== undefined) {
        replaceVersion(ctx, { ...version, StorageClass, inClassSince: ctx.now });
      }
    }
  }
}

/** Ends the uploads that a rule finds too old. */
function abortUploads(ctx: Context, { Name }: BucketRecord, rule: LifecycleRule): void {
  const { daysToAbort } = rule;
  if (daysToAbort === undefined) return;
  const range = { prefix: objectKey(Name, prefixOf(rule)) };
  for (const [, upload] of ctx.range(uploadsTable, range)) {
    if (midnightAfter(upload.Initiated, daysToAbort) <= ctx.now) removeUpload(ctx, upload);
  }
}
