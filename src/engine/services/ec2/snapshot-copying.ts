import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import { blockKey, blocksOf, reEncryptBlocks } from './blocks';
import { machinesOf, openDataKey, retireGrant } from './kms';
import { mayUse } from './lookup';
import { moveCopy, type SnapshotTimer } from './snapshot-moves';
import {
  blocksTable,
  rowKey,
  snapshotsTable,
  type CopyGrant,
  type Encryption,
  type SnapshotCopy,
  type SnapshotRecord,
} from './state';

/** Source: Amazon EBS User Guide, "Copy a snapshot", and github.com/aws-samples/aws-backup-automation, issue 2. */
const keyNotAccessible =
  'Given key ID is not accessible. You must have DescribeKey permissions on the default CMK.';

/** Source: Amazon EBS User Guide, "Amazon EventBridge events for Amazon EBS: copySnapshot". */
const sourceLost = 'Source snapshot ID is not valid';

/** The timer of a copy: a phase is over, and the work of the next one is done. */
export async function copy({ SnapshotId, event }: SnapshotTimer, ctx: Context): Promise<void> {
  const snapshot = ctx.get(snapshotsTable, rowKey(ctx.region, SnapshotId));
  if (snapshot?.copy === undefined) return;
  const moved = moveCopy(ctx, snapshot, event);
  const failure = await workOf(ctx, moved, moved.copy ?? snapshot.copy);
  if (failure === undefined) return settle(ctx, moved);
  const type = failure === sourceLost ? 'SourceLost' : 'KeyNotAccessible';
  return settle(ctx, moveCopy(ctx, moved, type));
}

/** Writes a copy in its new state; at the end the grants for it are retired. */
async function settle(ctx: Context, snapshot: SnapshotRecord): Promise<void> {
  const { SnapshotId, region, copy: under, account } = snapshot;
  const key = rowKey(region, SnapshotId);
  if (under?.state !== 'completed' && under?.state !== 'error') {
    return ctx.put(snapshotsTable, key, snapshot);
  }
  const source = ctx.get(snapshotsTable, rowKey(under.SourceRegion, under.SourceSnapshotId));
  const isLost = source === undefined || !mayUse(source, account);
  ctx.put(snapshotsTable, key, {
    ...snapshot,
    copy: { ...under, grants: [] },
    CompletionTime: ctx.now,
    ...(under.state === 'error' ? { StateMessage: isLost ? sourceLost : keyNotAccessible } : {}),
  });
  for (const grant of under.grants) await retireGrant(ctx, grant);
}

/** What a phase begins with; the reason where it fails. */
async function workOf(
  ctx: Context,
  snapshot: SnapshotRecord,
  under: SnapshotCopy,
): Promise<string | undefined> {
  const { state, SourceRegion, SourceSnapshotId } = under;
  if (state === 'completed' || state === 'error') return undefined;
  const source = ctx.get(snapshotsTable, rowKey(SourceRegion, SourceSnapshotId));
  if (source === undefined || !mayUse(source, snapshot.account)) return sourceLost;
  if (state === 'DecryptingAtSource') {
    const opened = await sourceKey(ctx, snapshot, under);
    return opened instanceof AwsError ? keyNotAccessible : undefined;
  }
  if (state === 'ReEncrypting') return reEncrypt(ctx, snapshot, under);
  if (snapshot.encryption === undefined) {
    for (const [index, block] of blocksOf(ctx, SourceSnapshotId)) {
      ctx.put(blocksTable, blockKey(snapshot.SnapshotId, index), block);
    }
  }
  return undefined;
}

/** Decrypts the source's blocks and encrypts them for the copy, under its own data key. */
async function reEncrypt(
  ctx: Context,
  snapshot: SnapshotRecord,
  under: SnapshotCopy,
): Promise<string | undefined> {
  const { SnapshotId, encryption } = snapshot;
  // The machines keep no key between phases, so they ask again.
  const from = await sourceKey(ctx, snapshot, under);
  if (encryption === undefined || from instanceof AwsError) return keyNotAccessible;
  const to = await keyOf(ctx, snapshot, encryption, under.grants.at(-1));
  if (to instanceof AwsError) return keyNotAccessible;
  const blocks = await reEncryptBlocks(
    ctx,
    { owner: under.SourceSnapshotId, dataKey: from },
    { boundTo: SnapshotId, dataKey: to },
    ctx.random,
  );
  for (const [index, block] of blocks) ctx.put(blocksTable, blockKey(SnapshotId, index), block);
  return undefined;
}

async function sourceKey(ctx: Context, snapshot: SnapshotRecord, { source, grants }: SnapshotCopy) {
  return source === undefined ? undefined : keyOf(ctx, snapshot, source, grants[0]);
}

/** A data key in plaintext, in the name of the machines that copy, by the grant they have. */
function keyOf(
  ctx: Context,
  { account, SnapshotId }: SnapshotRecord,
  encryption: Encryption,
  grant: CopyGrant | undefined,
): Promise<Uint8Array | AwsError> {
  const region = grant?.region ?? ctx.region;
  return unlessRefused(
    openDataKey(ctx, encryption, {
      ...{ as: machinesOf(account, SnapshotId), region },
      GrantTokens: grant === undefined ? [] : [grant.GrantToken],
    }),
  );
}
