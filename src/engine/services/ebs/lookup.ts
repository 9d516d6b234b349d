import { AwsError } from '../../errors';
import type { Context, Permission } from '../../operation';
import { unlessRefused } from '../../refusals';
import { openDataKey } from '../ec2/kms';
import { mayUse } from '../ec2/lookup';
import {
  rowKey,
  snapshotArn,
  snapshotsTable,
  snapshotState,
  type SnapshotRecord,
} from '../ec2/state';
import { tagKeys } from '../ec2/tags';
import { errors } from './errors';

/** A completed snapshot that the caller owns or is shared with it. */
export function findSnapshot(ctx: Context, id: string): SnapshotRecord {
  const snapshot = ctx.get(snapshotsTable, rowKey(ctx.region, id));
  if (snapshot === undefined || !mayUse(snapshot, ctx.caller.account)) throw errors.notFound(id);
  if (snapshotState(snapshot) !== 'completed') throw errors.notCompleted(id);
  return snapshot;
}

/** A snapshot of the caller's that StartSnapshot has started, and nobody completed. */
export function findStarted(ctx: Context, id: string): SnapshotRecord {
  const snapshot = ctx.get(snapshotsTable, rowKey(ctx.region, id));
  if (snapshot?.account !== ctx.caller.account) throw errors.notFound(id);
  if (snapshot.isBeingWritten !== true) throw errors.notPending(id);
  return snapshot;
}

/** The permission for an operation on a snapshot. */
export function snapshotPermission(operation: string, snapshot: SnapshotRecord): Permission {
  const context = tagKeys(snapshot.tags);
  return { action: `ebs:${operation}`, resource: snapshotArn(snapshot), context };
}

/** The plaintext data key of a snapshot, in the caller's name; none where it is not encrypted. */
export async function dataKeyOf(
  ctx: Context,
  { encryption }: SnapshotRecord,
): Promise<Uint8Array | undefined> {
  if (encryption === undefined) return undefined;
  const key = await unlessRefused(openDataKey(ctx, encryption));
  if (key instanceof AwsError) throw errors.keyRefused();
  return key;
}
