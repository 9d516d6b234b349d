import type { CopyDBSnapshotMessage, CopyDBSnapshotResult } from '@aws-sdk/client-rds';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { grantReading, prepareEncryption } from './encryption';
import { snapshots as errors } from './errors';
import { identifier } from './identifiers';
import { openDataKey, retireGrant } from './kms';
import { findUsableSnapshot, mayUse } from './lookup';
import { beginCopy, moveCopy, type RdsTimer } from './moves';
import { describeSnapshot, newSnapshotArn, snapshotPermission } from './snapshots';
import {
  arnOfSnapshot,
  snapshotArn,
  snapshotsTable,
  storageTable,
  type SnapshotCopy,
  type SnapshotRecord,
} from './state';
import { open, seal, stored } from './storage';
import { requestTagKeys, tagsFrom } from './tags';

/**
 * The key of a copy, if it is encrypted: one that is named, else the source's own, where the copy
 * stays in its Region and account. Source: RDS API Reference, CopyDBSnapshot, KmsKeyId.
 */
function keyOf(
  { KmsKeyId }: CopyDBSnapshotMessage,
  ctx: Context,
  { encryption, region, account }: SnapshotRecord,
): string | undefined {
  if (KmsKeyId !== undefined && KmsKeyId !== '') return KmsKeyId;
  if (encryption === undefined) return undefined;
  if (region !== ctx.region) throw errors.keyRequired();
  if (account !== ctx.caller.account) throw errors.keyRequiredForShared();
  return encryption.KmsKeyId;
}

export const CopyDBSnapshot: Operation<
  CopyDBSnapshotMessage,
  CopyDBSnapshotResult,
  SnapshotRecord
> = {
  target: ({ SourceDBSnapshotIdentifier }, ctx) =>
    findUsableSnapshot(ctx, SourceDBSnapshotIdentifier, true),
  permissions({ TargetDBSnapshotIdentifier, Tags }, source, ctx) {
    const action = 'rds:CopyDBSnapshot';
    const id = identifier(TargetDBSnapshotIdentifier, 'DBSnapshotIdentifier');
    const resource = snapshotArn(ctx.region, ctx.caller.account, id);
    return [
      snapshotPermission(action, source, ctx.caller.account),
      { action, resource, context: requestTagKeys(Tags) },
    ];
  },
  async handle(request, ctx, source) {
    const { account } = ctx.caller;
    const { region } = ctx;
    const DBSnapshotIdentifier = identifier(
      ...([request.TargetDBSnapshotIdentifier, 'DBSnapshotIdentifier'] as const),
    );
    const arn = newSnapshotArn(ctx, DBSnapshotIdentifier);
    if (source.status !== 'available') throw errors.notAvailable(source.DBSnapshotIdentifier);
    const keyId = keyOf(request, ctx, source);
    const { encryption: sourceEncryption, ...database } = source;
    const reading =
      sourceEncryption === undefined
        ? []
        : [await grantReading(ctx, sourceEncryption, source.region)];
    const prepared =
      keyId === undefined
        ? undefined
        : await prepareEncryption(
            ...([ctx, keyId, source.DbiResourceId, { arn, account }, 'The target'] as const),
          );
    const context = {
      ...{ blocks: 1, sourceIsEncrypted: sourceEncryption !== undefined, keyRefused: false },
      ...{ copyIsEncrypted: prepared !== undefined, crossesRegions: source.region !== region },
    };
    const tags = { ...(request.CopyTags === true ? source.tags : {}), ...tagsFrom(request.Tags) };
    const copied: SnapshotRecord = {
      ...database,
      ...{ DBSnapshotIdentifier, account, region, tags, sharedWith: [], status: 'creating' },
      SnapshotCreateTime: ctx.now,
      ...(prepared === undefined ? {} : { encryption: prepared.encryption }),
      copy: {
        ...{ state: beginCopy(ctx, arn, context), context, source: arnOfSnapshot(source) },
        ...(sourceEncryption === undefined ? {} : { sourceEncryption }),
        grants: prepared === undefined ? reading : [...reading, prepared.grant],
      },
    };
    ctx.put(snapshotsTable, arn, copied);
    return { DBSnapshot: describeSnapshot(copied, ctx.now, account) };
  },
};

/** The timer of a copy: a phase is over, and the work of the next one is done. */
export async function copy({ arn, event }: RdsTimer, ctx: Context): Promise<void> {
  const snapshot = ctx.get(snapshotsTable, arn);
  if (snapshot?.copy === undefined) return;
  let under: SnapshotCopy = { ...snapshot.copy, state: moveCopy(ctx, arn, snapshot.copy, event) };
  const failure = await workOf(ctx, snapshot, under);
  if (failure !== undefined) under = { ...under, state: moveCopy(ctx, arn, under, failure) };
  const isOver = under.state === 'completed' || under.state === 'error';
  const status = under.state === 'error' ? 'failed' : isOver ? 'available' : 'creating';
  ctx.put(snapshotsTable, arn, {
    ...snapshot,
    status,
    copy: isOver ? { ...under, grants: [] } : under,
  });
  if (isOver) for (const grant of under.grants) await retireGrant(ctx, grant);
}

type Failure = 'KeyNotAccessible' | 'SourceLost';

/** What a phase begins with; why it fails, if it does. */
async function workOf(
  ctx: Context,
  snapshot: SnapshotRecord,
  under: SnapshotCopy,
): Promise<Failure | undefined> {
  const { state, sourceEncryption, grants } = under;
  if (state === 'completed' || state === 'error') return undefined;
  const source = ctx.get(snapshotsTable, under.source);
  if (source === undefined || !mayUse(source, snapshot.account)) return 'SourceLost';
  const { encryption, account } = snapshot;
  const arn = arnOfSnapshot(snapshot);
  const by = { arn, account };
  const [reading] = grants;
  const writing = grants.at(-1);
  const from =
    sourceEncryption === undefined || reading === undefined || state === 'Transferring'
      ? undefined
      : await unlessRefused(openDataKey(ctx, reading, sourceEncryption, by));
  if (from instanceof AwsError) return 'KeyNotAccessible';
  if (state === 'ReEncrypting' && encryption !== undefined && writing !== undefined) {
    const to = await unlessRefused(openDataKey(ctx, writing, encryption, by));
    if (to instanceof AwsError) return 'KeyNotAccessible';
    const contents = await open(stored(ctx, under.source), from);
    ctx.put(storageTable, arn, await seal(contents, to, encryption.dbId, ctx.random));
  }
  if (state === 'Transferring' && encryption === undefined) {
    ctx.put(storageTable, arn, stored(ctx, under.source));
  }
  return undefined;
}
