import type { AssumeRoleResponse } from '@aws-sdk/client-sts';
import { AwsError } from '../../errors';
import type { Context, Permission } from '../../operation';
import { existingTagKeys } from './get-object';
import { lockOfNew, type Lock } from './object-lock';
import { inRegion } from './other-region';
import { bucketPermission, objectPermission } from './permissions';
import { sealReplica } from './replica-bytes';
import { replicaClass, rulesFor, type ReplicationRule } from './replication-rules';
import {
  bucketArn,
  bucketsTable,
  type BucketRecord,
  type ObjectVersion,
  type Version,
} from './state';
import { findVersion, placeVersion, replaceVersion } from './versions';

/** Why a replication has failed. */
export interface Failure {
  /**
   * Source of the names, and of the permission that each is about: Amazon S3 User Guide, "Amazon S3
   * replication failure reasons" (read 2026-04).
   */
  readonly failure: string;
}

type Outcome = 'Replicated' | 'Deferred' | Failure;

const failed = (failure: string): Failure => ({ failure });

/** How S3 names its session of a rule's role. */
const RoleSessionName = 's3-replication';

/** A version, and what it takes to bring it to a bucket. */
interface Delivered {
  readonly source: BucketRecord;
  readonly destination: BucketRecord;
  readonly rule: ReplicationRule;
  /** S3 as the rule's role has it, in the Region of the source and in that of the destination. */
  readonly here: Context;
  readonly there: Context;
}

/** Brings a version to a bucket, by the rule that says so; nothing is written where that fails. */
export async function deliver(
  ctx: Context,
  source: BucketRecord,
  version: Version,
  to: string,
): Promise<Outcome> {
  if (source.replication === undefined) return failed('SrcBucketReplicationConfigMissing');
  const rule = rulesFor(source, version).get(to);
  if (rule === undefined) return failed('SrcObjectNotEligible');
  const destination = ctx.get(bucketsTable, to);
  if (destination === undefined) return failed('DstBucketNotFound');
  if (destination.versioning !== 'Enabled') return failed('DstBucketUnversioned');
  const role = await assume(ctx, source, source.replication.Role);
  if (role === undefined) return failed('AssumeRoleNotPermitted');
  const delivered = {
    ...{ source, destination, rule, here: inRegion(role, source.region) },
    there: inRegion(role, destination.region),
  };
  const configuration = bucketPermission('s3:GetReplicationConfiguration', source, role);
  if (!role.authorize(configuration).allowed) return failed('SrcBucketReplicationConfigMissing');
  return version.kind === 'object'
    ? deliverObject(delivered, version)
    : deliverMarker(delivered, version);
}

/** S3 in the name of the rule's role; undefined where the role does not let it. */
async function assume(
  ctx: Context,
  { Name, account }: BucketRecord,
  RoleArn: string,
): Promise<Context | undefined> {
  try {
    const source = { arn: bucketArn(Name), account };
    const input = { RoleArn, RoleSessionName };
    const answer = await ctx.call('sts', 'AssumeRole', input, { as: 'service', source });
    const {
      AccessKeyId = '',
      SecretAccessKey = '',
      SessionToken = '',
    } = (answer as AssumeRoleResponse).Credentials ?? {};
    return ctx.as({
      ...{ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey },
      sessionToken: SessionToken,
    });
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

/**
 * The permissions on an object at the source, with the reasons why it fails without them. Source of
 * what a role needs at least: Amazon S3 User Guide, "Setting up permissions for live replication"
 * (read 2026-04).
 */
function readingTakes({ source, here }: Delivered, version: ObjectVersion) {
  const { Key, retention, legalHold } = version;
  const keys = existingTagKeys({ bucket: source, Key, version });
  const permission = (action: string) =>
    objectPermission(action, source, Key, here, { VersionId: version.VersionId }, keys);
  return [
    [permission('s3:GetObjectVersionForReplication'), 'SrcGetObjectNotPermitted'],
    [permission('s3:GetObjectVersionAcl'), 'SrcGetAclNotPermitted'],
    ...(retention === undefined
      ? []
      : ([[permission('s3:GetObjectRetention'), 'SrcGetRetentionNotPermitted']] as const)),
    ...(legalHold === undefined
      ? []
      : ([[permission('s3:GetObjectLegalHold'), 'SrcGetLegalHoldNotPermitted']] as const)),
  ] as const;
}

/** A permission at the destination, asked in its Region. */
function permissionThere(
  { destination, there, rule }: Delivered,
  action: string,
  version: Version,
): Permission {
  const input = {
    StorageClass: version.kind === 'object' ? replicaClass(rule, version) : undefined,
  };
  const permission = objectPermission(action, destination, version.Key, there, input);
  return { ...permission, region: destination.region };
}

async function deliverObject(delivered: Delivered, version: ObjectVersion): Promise<Outcome> {
  const { source, destination, rule, here, there } = delivered;
  for (const [permission, failure] of readingTakes(delivered, version)) {
    if (!here.authorize(permission).allowed) return failed(failure);
  }
  if (source.objectLock !== undefined && destination.objectLock === undefined) {
    return failed('DstBucketObjectLockConfigMissing');
  }
  const writing = ['s3:ReplicateObject'];
  if (rule.Destination?.AccessControlTranslation !== undefined) {
    writing.push('s3:ObjectOwnerOverrideToBucketOwner');
  }
  for (const action of writing) {
    const permission = permissionThere(delivered, action, version);
    if (!there.authorize(permission).allowed) return failed('DstPutObjectNotPermitted');
  }
  // "The replication will fail": Amazon S3 User Guide, "Blocking or unblocking SSE-C for a general
  // purpose bucket" (read 2026-04). Which of the reasons S3 gives is not confirmed.
  if (version.encryption.mode === 'SSE-C' && destination.encryption.blocked === 'SSE-C') {
    return failed('DstPutObjectNotPermitted');
  }
  const tags = tagsFor(delivered, version);
  const { Key, VersionId, LastModified } = version;
  const lock = lockOfNew(lockOf(version), destination, there.now);
  const known = findVersion(there, destination.Name, Key, VersionId);
  if (known?.kind === 'object') {
    replaceVersion(there, { ...known, tags, ...lock });
    return 'Replicated';
  }
  const sealed = await sealReplica(here, there, version, {
    ...{ bucket: destination.Name, Key },
    kmsKeyId: rule.Destination?.EncryptionConfiguration?.ReplicaKmsKeyID,
  });
  if (typeof sealed === 'string') return sealed === 'Deferred' ? sealed : failed(sealed);
  const { Size, ETag, headers, Metadata, checksum } = version;
  const replica = {
    ...{ kind: 'object' as const, Key, owner: destination.account, Size, ETag, headers, Metadata },
    ...{ tags, StorageClass: replicaClass(rule, version), ...sealed, ...lock },
    ...(checksum === undefined ? {} : { checksum }),
    replication: 'REPLICA' as const,
  };
  placeVersion(there, destination, replica, VersionId, LastModified);
  return 'Replicated';
}

function lockOf({ retention, legalHold }: ObjectVersion): Lock {
  return {
    ...(retention === undefined ? {} : { retention }),
    ...(legalHold === undefined ? {} : { legalHold }),
  };
}

/**
 * The tags of a replica: none where the role may not read them, or is denied to write them. Source:
 * Amazon S3 User Guide, "Setting up permissions for live replication".
 */
function tagsFor(delivered: Delivered, version: ObjectVersion): ObjectVersion['tags'] {
  if (Object.keys(version.tags).length === 0) return {};
  const { source, here, there } = delivered;
  const { Key } = version;
  const keys = existingTagKeys({ bucket: source, Key, version });
  const read = objectPermission('s3:GetObjectVersionTagging', source, Key, here, undefined, keys);
  if (!here.authorize(read).allowed) return {};
  const write = permissionThere(delivered, 's3:ReplicateTags', version);
  return there.authorize(write).decision === 'ExplicitDeny' ? {} : version.tags;
}

function deliverMarker(delivered: Delivered, marker: Version): Outcome {
  const { source, destination, here, there } = delivered;
  const { Key, VersionId, LastModified } = marker;
  const list = bucketPermission('s3:ListBucket', source, here);
  // The same User Guide says that delete markers need it; the reason it gives is not confirmed.
  if (!here.authorize(list).allowed) return failed('SrcGetObjectNotPermitted');
  const permission = permissionThere(delivered, 's3:ReplicateDelete', marker);
  if (!there.authorize(permission).allowed) return failed('DstDelObjNotPermitted');
  const replica = {
    ...{ kind: 'delete marker' as const, Key, owner: destination.account },
    replication: 'REPLICA' as const,
  };
  placeVersion(there, destination, replica, VersionId, LastModified);
  return 'Replicated';
}
