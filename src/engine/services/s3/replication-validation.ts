import type { Destination, ReplicationRule, ReplicationRuleFilter } from '@aws-sdk/client-s3';
import { parseArn } from '../../arn';
import { isBucketName } from './bucket-names';
import { malformedXml, notImplemented } from './errors';
import { storageClass } from './metadata';
import { replication as errors } from './replication-errors';

/** Rules that a bucket may have. Source: Amazon S3 API Reference, PutBucketReplication. */
const mostRules = 1000;

const longestId = 255;

/** Throws what is wrong with the role of a request. */
export function checkRole(role: string): void {
  const arn = parseArn(role);
  const isIam = arn?.service === 'iam' && arn.region === '' && /^\d{12}$/.test(arn.account);
  if (!isIam) throw errors.invalidRole(role);
  if (!/^role\/./.test(arn.resource)) throw errors.notARole(role);
}

/** Throws what is wrong with the rules of a request for a bucket; AWS's order is not known here. */
export function checkRules(rules: readonly ReplicationRule[], bucket: string): void {
  if (rules.length > mostRules) throw malformedXml();
  const isFirstSchema = rules.some(({ Filter }) => Filter === undefined);
  const ids = new Set<string>();
  const priorities = new Set<number>();
  for (const rule of rules) {
    const { ID, Priority } = rule;
    checkRule(rule, isFirstSchema);
    if (ID !== undefined && ids.has(ID)) throw errors.idTwice(ID);
    if (Priority !== undefined && priorities.has(Priority)) throw errors.priorityTwice(Priority);
    if (ID !== undefined) ids.add(ID);
    if (Priority !== undefined) priorities.add(Priority);
    checkDestination(rule, bucket);
  }
}

function isStatus(status: string | undefined): boolean {
  return status === 'Enabled' || status === 'Disabled';
}

function checkRule(rule: ReplicationRule, isFirstSchema: boolean): void {
  const { ID = '', Status, Filter, Prefix, Priority, DeleteMarkerReplication: markers } = rule;
  if (!isStatus(Status)) throw malformedXml();
  // AWS has it no longer: existing objects are a matter of S3 Batch Replication.
  if (rule.ExistingObjectReplication !== undefined) throw malformedXml();
  if ((Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  const hasTags = Filter !== undefined && checkFilter(Filter);
  if (isFirstSchema) {
    if (Priority !== undefined) throw errors.memberTooMany('Priority');
    if (markers !== undefined) throw errors.memberTooMany('DeleteMarkerReplication');
  } else {
    if (Priority === undefined) throw errors.memberMissing('Priority');
    if (markers === undefined) throw errors.memberMissing('DeleteMarkerReplication');
  }
  if (ID.length > longestId) throw errors.idTooLong(ID);
  if (Priority !== undefined && Priority < 0) throw errors.priorityNegative();
  if (markers !== undefined && !isStatus(markers.Status)) throw malformedXml();
  if (markers?.Status === 'Enabled' && hasTags) throw errors.markersWithTags();
  checkSelection(rule);
}

/** Holds a filter to its one condition, or those in And; whether there are tags among them. */
function checkFilter({ Prefix, Tag, And }: ReplicationRuleFilter): boolean {
  if ([Prefix, Tag, And].filter((one) => one !== undefined).length > 1) throw malformedXml();
  const tags = And?.Tags ?? (Tag === undefined ? [] : [Tag]);
  if (And !== undefined && tags.length + (And.Prefix === undefined ? 0 : 1) < 2) {
    throw malformedXml();
  }
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw errors.tagTwice();
  return tags.length > 0;
}

function checkSelection({ SourceSelectionCriteria: criteria }: ReplicationRule): void {
  if (criteria === undefined) return;
  const { SseKmsEncryptedObjects: sealed, ReplicaModifications: changes } = criteria;
  if (sealed === undefined && changes === undefined) throw errors.emptySelection();
  if (sealed !== undefined && !isStatus(sealed.Status)) throw malformedXml();
  if (changes !== undefined && !isStatus(changes.Status)) throw malformedXml();
  if (changes?.Status === 'Enabled') throw notImplemented('replica modification sync');
}

function checkDestination({ Destination, SourceSelectionCriteria }: ReplicationRule, from: string) {
  const { Bucket, Account, AccessControlTranslation, EncryptionConfiguration } = Destination ?? {};
  if (Destination === undefined || Bucket === undefined) throw malformedXml();
  const arn = parseArn(Bucket);
  const isBucket = arn?.service === 's3' && arn.region === '' && arn.account === '';
  if (!isBucket || !isBucketName(arn.resource)) throw errors.invalidBucketArn(Bucket);
  if (arn.resource === from) throw errors.toItself();
  storageClass(Destination.StorageClass);
  if (AccessControlTranslation !== undefined) {
    if (AccessControlTranslation.Owner !== 'Destination') throw malformedXml();
    if (Account === undefined) throw errors.accountMissing();
  }
  const key = EncryptionConfiguration?.ReplicaKmsKeyID ?? '';
  const selects = SourceSelectionCriteria?.SseKmsEncryptedObjects !== undefined;
  if (EncryptionConfiguration !== undefined && !selects) throw errors.selectionMissing();
  if (selects && key === '') throw errors.keyMissing();
  if (key !== '') checkKey(key);
  checkTime(Destination);
}

/** Whether there is such a key is not looked at. */
function checkKey(key: string): void {
  const arn = parseArn(key);
  const isKey = arn?.service === 'kms' && arn.region !== '' && /^\d{12}$/.test(arn.account);
  if (!isKey || !/^(?:key|alias)\/./.test(arn.resource)) throw errors.invalidKey(key);
}

/** Minutes within which S3 replicates, for those who pay for it. */
const promised = 15;

/** What is promised of the time is kept here by all replication, and nothing measures it. */
function checkTime({ ReplicationTime: time, Metrics: metrics }: Destination): void {
  if (metrics !== undefined && !isStatus(metrics.Status)) throw malformedXml();
  if (time !== undefined) {
    if (!isStatus(time.Status) || time.Time === undefined) throw malformedXml();
    if (metrics === undefined) throw errors.timeWithoutMetrics();
    if (time.Time.Minutes !== promised) throw errors.timeNotKnown();
  }
  const threshold = metrics?.EventThreshold;
  if (time?.Status === 'Enabled') {
    if (threshold === undefined) throw errors.thresholdMissing();
    if (threshold.Minutes !== promised) throw errors.thresholdNotKnown();
  } else if (threshold !== undefined) throw errors.thresholdWithoutTime();
}
