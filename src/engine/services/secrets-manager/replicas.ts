import type { ReplicaRegionType, ReplicationStatusType } from '@aws-sdk/client-secrets-manager';
import { parseArn } from '../../arn';
import { AwsError } from '../../errors';
import type { Context as ConditionContext } from '../../iam/index';
import type { Context } from '../../operation';
import { replication as errors } from './errors';
import { findVersion, reread, versionsOf } from './lookup';
import { arnIn } from './names';
import {
  secretKey,
  secretsTable,
  storeKey,
  storesTable,
  without,
  type ReplicaStatus,
  type SecretRecord,
  type VersionRecord,
} from './state';
import { keptKey } from './kms-keys';
import { openValue, requireKeyOf, sealValue, type PlainValue } from './values';
import { putVersion } from './versions';
import { removeSecret } from './removal';

type Replicas = NonNullable<SecretRecord['replicas']>;

interface ReplicationRequest {
  readonly AddReplicaRegions?: readonly ReplicaRegionType[] | undefined;
  readonly ForceOverwriteReplicaSecret?: boolean | undefined;
}

/** What is the same for replicas as for their primary. */
const shared = ['Description', 'stages', 'versions', 'tags', 'policy', 'policyIds'] as const;

/** The condition keys of a request for replicas. */
export function replicaKeys(input: ReplicationRequest): ConditionContext {
  const { AddReplicaRegions = [], ForceOverwriteReplicaSecret } = input;
  return {
    ...(AddReplicaRegions.length === 0
      ? {}
      : { 'secretsmanager:AddReplicaRegions': AddReplicaRegions.map(({ Region = '' }) => Region) }),
    ...(ForceOverwriteReplicaSecret === undefined
      ? {}
      : { 'secretsmanager:ForceOverwriteReplicaSecret': String(ForceOverwriteReplicaSecret) }),
  };
}

/** Throws InvalidParameterException for a Region in which there can be no replica. */
export function checkRegions(ctx: Context, list: readonly ReplicaRegionType[]): void {
  for (const { Region } of list) {
    if (Region === undefined || Region === ctx.region) throw errors.region();
  }
}

/** The state of replicas as answers show it. */
export function shownStatus(
  ctx: Pick<Context, 'get'>,
  key: string,
  replicas: Replicas,
): ReplicationStatusType[] {
  return Object.entries(replicas).map(([Region, { KmsKeyId, Status, StatusMessage }]) => {
    const LastAccessedDate = ctx.get(secretsTable, keyIn(Region, key))?.LastAccessedDate;
    return {
      ...{ Region, KmsKeyId: KmsKeyId ?? 'alias/aws/secretsmanager', Status },
      ...(StatusMessage === '' ? {} : { StatusMessage }),
      ...(LastAccessedDate === undefined ? {} : { LastAccessedDate: new Date(LastAccessedDate) }),
    };
  });
}

/** The key of the same secret's row in another Region. */
export function keyIn(region: string, key: string): string {
  const [account = '', , name = ''] = key.split('|', 3);
  return secretKey(account, region, name);
}

/**
 * Copies a secret to Regions, in the caller's name; what cannot be copied is noted as Failed. AWS does
 * this after the request, and takes a moment.
 */
export async function addReplicas(
  ctx: Context,
  key: string,
  list: readonly ReplicaRegionType[],
  { ForceOverwriteReplicaSecret }: ReplicationRequest,
): Promise<Replicas> {
  let replicas: Replicas = reread(ctx, key).replicas ?? {};
  for (const { Region = '', KmsKeyId } of list) {
    const own = keptKey(KmsKeyId);
    const status = await copied(ctx, key, Region, own, ForceOverwriteReplicaSecret === true);
    replicas = { ...replicas, [Region]: status };
  }
  ctx.put(secretsTable, key, { ...reread(ctx, key), PrimaryRegion: ctx.region, replicas });
  return replicas;
}

async function copied(
  ctx: Context,
  key: string,
  region: string,
  own: Pick<SecretRecord, 'KmsKeyId'>,
  overwrite: boolean,
): Promise<ReplicaStatus> {
  const primary = reread(ctx, key);
  const there = ctx.get(secretsTable, keyIn(region, key));
  report(ctx, primary, 'ReplicationStarted', region);
  if (there !== undefined && there.ARN !== arnIn(region, primary.ARN)) {
    if (!overwrite) {
      return failed(ctx, primary, region, own, errors.nameTaken(primary.Name, region));
    }
    removeSecret(ctx, keyIn(region, key), there);
  }
  try {
    const replica = newReplica(ctx, primary, region, own);
    ctx.put(secretsTable, keyIn(region, key), replica);
    for (const version of versionsOf(ctx, key)) {
      await copyVersion(ctx, key, primary, version, replica, region);
    }
  } catch (error) {
    if (!(error instanceof AwsError) || error.statusCode >= 500) throw error;
    const half = ctx.get(secretsTable, keyIn(region, key));
    if (half !== undefined) removeSecret(ctx, keyIn(region, key), half);
    return failed(ctx, primary, region, own, errors.refused(region, error.message));
  }
  report(ctx, primary, 'ReplicationSucceeded', region);
  return { ...own, Status: 'InSync', StatusMessage: '' };
}

function newReplica(
  ctx: Context,
  primary: SecretRecord,
  region: string,
  own: Pick<SecretRecord, 'KmsKeyId'>,
): SecretRecord {
  const { account = '', region: home = '' } = parseArn(primary.ARN) ?? {};
  const store = ctx.get(storesTable, storeKey(account, region)) ?? { secrets: 0 };
  ctx.put(storesTable, storeKey(account, region), { ...store, secrets: store.secrets + 1 });
  const { Name, ARN } = primary;
  const times = { CreatedDate: ctx.now, LastChangedDate: ctx.now };
  return withShared(primary, {
    ...{ Name, ARN: arnIn(region, ARN), number: store.secrets + 1, ...times, ...own },
    ...{ stages: {}, versions: 0, PrimaryRegion: home },
  });
}

/** A replica's record with what it shares with its primary. */
function withShared(primary: SecretRecord, replica: SecretRecord): SecretRecord {
  const kept = without(replica, ...shared);
  const taken = Object.fromEntries(
    shared.flatMap((name) => (primary[name] === undefined ? [] : [[name, primary[name]]])),
  ) as Pick<SecretRecord, (typeof shared)[number]>;
  return { ...kept, ...taken };
}

async function copyVersion(
  ctx: Context,
  key: string,
  primary: SecretRecord,
  version: VersionRecord,
  replica: SecretRecord,
  region: string,
  known?: PlainValue,
): Promise<void> {
  const { VersionId, number, CreatedDate, value } = version;
  const copy: VersionRecord = { VersionId, number, CreatedDate };
  const target = keyIn(region, key);
  if (value === undefined) return putVersion(ctx, target, copy, replica);
  requireKeyOf(ctx, replica);
  const plain = known ?? (await openValue(ctx, primary, version, value));
  const sealed = await sealValue(ctx, replica, VersionId, plain, region);
  putVersion(ctx, target, { ...copy, value: sealed }, replica);
}

function failed(
  ctx: Context,
  primary: SecretRecord,
  region: string,
  own: Pick<SecretRecord, 'KmsKeyId'>,
  StatusMessage: string,
): ReplicaStatus {
  report(ctx, primary, 'ReplicationFailed', region, StatusMessage);
  return { ...own, Status: 'Failed', StatusMessage };
}

/** Has the replicas of a secret follow it in what is not encrypted. */
export function follow(ctx: Context, key: string): void {
  const primary = reread(ctx, key);
  for (const [region, { Status }] of Object.entries(primary.replicas ?? {})) {
    const target = keyIn(region, key);
    const replica = ctx.get(secretsTable, target);
    if (Status !== 'InSync' || replica === undefined) continue;
    const followed = { ...withShared(primary, replica), LastChangedDate: ctx.now };
    ctx.put(secretsTable, target, followed);
  }
}

/** Has the replicas of a secret follow it in a version with this value, and in everything else. */
export async function followVersion(
  ctx: Context,
  key: string,
  versionId: string,
  value: PlainValue,
): Promise<void> {
  const primary = reread(ctx, key);
  const version = findVersion(ctx, key, versionId);
  if (primary.replicas === undefined || version === undefined) return;
  let replicas: Replicas = primary.replicas;
  for (const [region, status] of Object.entries(replicas)) {
    const replica = ctx.get(secretsTable, keyIn(region, key));
    if (status.Status !== 'InSync' || replica === undefined) continue;
    try {
      const next = withShared(primary, replica);
      await copyVersion(ctx, key, primary, version, next, region, value);
    } catch (error) {
      if (!(error instanceof AwsError) || error.statusCode >= 500) throw error;
      const own = without(status, 'Status', 'StatusMessage');
      const reason = errors.refused(region, error.message);
      replicas = { ...replicas, [region]: failed(ctx, primary, region, own, reason) };
    }
  }
  if (replicas !== primary.replicas) ctx.put(secretsTable, key, { ...primary, replicas });
  follow(ctx, key);
}

/** Puts a step of a replication into the audit trail. */
function report(
  ctx: Context,
  { ARN }: SecretRecord,
  eventName: 'ReplicationStarted' | 'ReplicationSucceeded' | 'ReplicationFailed',
  region: string,
  errorMessage?: string,
): void {
  const { account = '' } = parseArn(ARN) ?? {};
  ctx.serviceEvent({
    ...{ eventName, account },
    additionalEventData: { SecretId: ARN, ReplicaRegion: region },
    ...(errorMessage === undefined ? {} : { errorMessage }),
  });
}
