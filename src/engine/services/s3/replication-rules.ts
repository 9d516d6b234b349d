import type {
  DeleteMarkerReplicationStatus,
  ReplicationRule as GivenRule,
  StorageClass,
} from '@aws-sdk/client-s3';
import type { ReplicationState } from './replication.machine';
import type { BucketRecord, ObjectVersion, Version } from './state';
import { isArchived } from './storage-classes';

// Source of this file: Amazon S3 User Guide, "What does Amazon S3 replicate?", "Replication
// configuration file elements" and "Replicating encrypted objects (SSE-S3, SSE-KMS, DSSE-KMS, SSE-C)".

/** A bucket's replication: the role that S3 assumes for it, and its rules as they were given. */
export interface Replication {
  readonly Role: string;
  readonly rules: readonly ReplicationRule[];
}

/** A rule of a bucket's replication. */
export interface ReplicationRule extends Omit<GivenRule, 'ID'> {
  readonly ID: string;
}

const arnPrefix = 'arn:aws:s3:::';

/** The name of the bucket to which a rule replicates. */
export function destinationOf({ Destination }: ReplicationRule): string {
  return (Destination?.Bucket ?? '').slice(arnPrefix.length);
}

/** What the keys of a rule's objects begin with. */
function prefixOf({ Filter, Prefix }: ReplicationRule): string {
  return Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? '';
}

/** The tags that a rule's objects must have. */
function hasTags({ Filter }: ReplicationRule, { tags }: ObjectVersion): boolean {
  const wanted = Filter?.Tag === undefined ? (Filter?.And?.Tags ?? []) : [Filter.Tag];
  return wanted.every(({ Key = '', Value }) => tags[Key] === Value);
}

/** Whether a rule replicates delete markers: one without a filter, of the first schema, always. */
function takesMarkers({ Filter, DeleteMarkerReplication }: ReplicationRule): boolean {
  const status: DeleteMarkerReplicationStatus | undefined = DeleteMarkerReplication?.Status;
  return Filter === undefined || status === 'Enabled';
}

/** Whether a rule is about a version: objects under KMS keys only where it selects them. */
function isAbout(rule: ReplicationRule, version: Version): boolean {
  if (rule.Status !== 'Enabled' || !version.Key.startsWith(prefixOf(rule))) return false;
  if (version.kind !== 'object') return takesMarkers(rule);
  if (isArchived(version.StorageClass) || !hasTags(rule, version)) return false;
  const { mode } = version.encryption;
  const isKms = mode === 'aws:kms' || mode === 'aws:kms:dsse';
  const selection = rule.SourceSelectionCriteria?.SseKmsEncryptedObjects?.Status;
  return !isKms || selection === 'Enabled';
}

/** The rules by which a version is replicated: of each destination the one of highest priority. */
export function rulesFor(
  { replication }: BucketRecord,
  version: Version,
): ReadonlyMap<string, ReplicationRule> {
  const chosen = new Map<string, ReplicationRule>();
  for (const rule of replication?.rules ?? []) {
    if (!isAbout(rule, version)) continue;
    const destination = destinationOf(rule);
    const other = chosen.get(destination);
    if (other === undefined || (rule.Priority ?? 0) > (other.Priority ?? 0)) {
      chosen.set(destination, rule);
    }
  }
  return chosen;
}

/** The storage class of a replica: the rule's, or that of what it is a copy of. */
export function replicaClass({ Destination }: ReplicationRule, from: ObjectVersion): StorageClass {
  return Destination?.StorageClass ?? from.StorageClass;
}

/** How answers tell of a version's replication: failed once one has, complete once all are. */
export function replicationAnswer({ replication }: Version): {
  readonly ReplicationStatus?: ReplicationState | 'REPLICA';
} {
  if (replication === undefined) return {};
  if (replication === 'REPLICA') return { ReplicationStatus: replication };
  const states = replication.map(({ state }) => state);
  const first = (['FAILED', 'PENDING'] as const).find((state) => states.includes(state));
  return { ReplicationStatus: first ?? 'COMPLETED' };
}

/**
 * Whether a version has not come everywhere it is to go: lifecycles leave it alone so long, and for
 * good where its replication has failed. Source: Amazon S3 User Guide, "Getting replication status
 * information" (read 2026-04).
 */
export function isUnreplicated({ replication }: Version): boolean {
  return (
    replication !== 'REPLICA' && replication?.some(({ state }) => state !== 'COMPLETED') === true
  );
}
