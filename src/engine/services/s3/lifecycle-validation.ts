import type { LifecycleRule, LifecycleRuleFilter } from '@aws-sdk/client-s3';
import { malformedXml } from './errors';
import { lifecycle as errors } from './lifecycle-errors';
import { isMovable } from './lifecycle-rules';

/** Rules that a bucket may have. Source: Amazon S3 User Guide, "Setting a lifecycle configuration". */
const mostRules = 1000;

/** Throws what is wrong with the rules of a request; AWS's order is not known here. */
export function checkRules(rules: readonly LifecycleRule[]): void {
  if (rules.length > mostRules) throw malformedXml();
  const ids = new Set<string>();
  for (const rule of rules) {
    checkRule(rule);
    const { ID } = rule;
    if (ID === undefined) continue;
    if (ids.has(ID)) throw errors.idTwice(ID);
    ids.add(ID);
  }
}

function checkRule(rule: LifecycleRule): void {
  const { Filter, Prefix, Status } = rule;
  if (Status !== 'Enabled' && Status !== 'Disabled') throw malformedXml();
  if ((Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  const hasTags = Filter !== undefined && checkFilter(Filter);
  const { Expiration, Transitions, NoncurrentVersionExpiration } = rule;
  const { NoncurrentVersionTransitions, AbortIncompleteMultipartUpload: abort } = rule;
  const actions = [Expiration, Transitions?.[0], NoncurrentVersionExpiration];
  actions.push(
    NoncurrentVersionTransitions?.[0] as object | undefined,
    abort as object | undefined,
  );
  if (actions.every((action) => action === undefined)) throw errors.noAction();
  if (Expiration !== undefined) {
    checkTime('Expiration', Expiration, Expiration.ExpiredObjectDeleteMarker);
    const isOfMarkers = Expiration.ExpiredObjectDeleteMarker !== undefined;
    if (isOfMarkers && hasTags) throw errors.withTags('ExpiredObjectDeleteMarker');
  }
  for (const transition of Transitions ?? []) {
    checkClass(transition.StorageClass);
    checkTime('Transition', transition);
    checkLeast('Days', 'Transition', transition.Days, transition.StorageClass);
  }
  if (NoncurrentVersionExpiration !== undefined) {
    checkDays('NoncurrentVersionExpiration', 'NoncurrentDays', NoncurrentVersionExpiration);
  }
  for (const transition of NoncurrentVersionTransitions ?? []) {
    checkClass(transition.StorageClass);
    checkDays('NoncurrentVersionTransition', 'NoncurrentDays', transition, 0);
    const { NoncurrentDays, StorageClass } = transition;
    checkLeast('NoncurrentDays', 'NoncurrentVersionTransition', NoncurrentDays, StorageClass);
  }
  if (abort !== undefined) {
    checkDays('AbortIncompleteMultipartUpload', 'DaysAfterInitiation', abort);
    if (hasTags) throw errors.withTags('AbortIncompleteMultipartUpload');
    if (Filter !== undefined && hasSize(Filter)) throw errors.abortWithSize();
  }
}

function hasSize({ And, ...filter }: LifecycleRuleFilter): boolean {
  return [filter, And ?? {}].some(
    ({ ObjectSizeGreaterThan, ObjectSizeLessThan }: LifecycleRuleFilter) =>
      (ObjectSizeGreaterThan ?? ObjectSizeLessThan) !== undefined,
  );
}

/** Holds a filter to its one condition, or those in And; whether there are tags among them. */
function checkFilter(filter: LifecycleRuleFilter): boolean {
  const conditions = Object.values(filter).filter((value) => value !== undefined);
  if (conditions.length > 1) throw malformedXml();
  const tags = filter.And?.Tags ?? (filter.Tag === undefined ? [] : [filter.Tag]);
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw errors.tagTwice();
  return tags.length > 0;
}

interface Time {
  readonly Days?: number | undefined;
  readonly Date?: Date | undefined;
}

/** Holds an action to one time: days, a date at midnight, or what stands in their place. */
function checkTime(action: string, { Days, Date: date }: Time, other?: boolean): void {
  const given = [Days, date, other].filter((value) => value !== undefined);
  if (given.length !== 1) throw malformedXml();
  const least = action === 'Transition' ? 0 : 1;
  if (Days !== undefined && Days < least) throw errors.daysNotPositive(action, 'Days', Days);
  if (date !== undefined && date.getTime() % 86_400_000 !== 0) throw errors.notMidnight(date);
}

function checkDays<Name extends string>(
  action: string,
  name: Name,
  given: { readonly [N in Name]?: number | undefined },
  least = 1,
): void {
  const days = given[name];
  if (days === undefined) throw malformedXml();
  if (days < least) throw errors.daysNotPositive(action, name, days);
}

function checkClass(name: string | undefined): void {
  if (name === undefined || !isMovable(name)) throw malformedXml();
}

/** Days that objects stay where they are before they move to classes for seldom access. */
const leastDays = 30;

function checkLeast(name: string, action: string, days: number | undefined, to = ''): void {
  const isSeldom = to === 'STANDARD_IA' || to === 'ONEZONE_IA';
  if (isSeldom && days !== undefined && days < leastDays) {
    throw errors.tooSoon(name, action, leastDays, to);
  }
}
