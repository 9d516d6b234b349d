import { parseArn } from '../../arn';
import type { Context } from '../../operation';
import { instances, snapshots } from './errors';
import {
  instanceArn,
  instancesTable,
  snapshotArn,
  snapshotsTable,
  type InstanceRecord,
  type SnapshotRecord,
} from './state';

/** The caller's DB instance, by identifier or ARN. Throws DBInstanceNotFound. */
export function findInstance(ctx: Context, name = ''): InstanceRecord {
  // A service that acts for a resource of an account looks there.
  const { caller, source } = ctx;
  const account = (caller.account === '' ? source?.account : caller.account) ?? '';
  const arn = name.startsWith('arn:') ? name : instanceArn(ctx.region, account, name.toLowerCase());
  const instance = ctx.get(instancesTable, arn);
  if (instance?.account !== account) throw instances.notFound(name);
  return instance;
}

/** The caller's own DB snapshot, by identifier or ARN. Throws DBSnapshotNotFound. */
export function findOwnSnapshot(ctx: Context, name = ''): SnapshotRecord {
  const snapshot = findUsableSnapshot(ctx, name);
  if (snapshot.account !== ctx.caller.account) throw snapshots.notFound(name);
  return snapshot;
}

/** Whether an account may copy and restore a snapshot. */
export function mayUse({ account, sharedWith }: SnapshotRecord, user: string): boolean {
  return account === user || sharedWith.includes(user) || sharedWith.includes('all');
}

/**
 * A snapshot of the caller's own, or one that is shared with it, which only an ARN can name. One of
 * another Region counts where `anyRegion` says so. Throws DBSnapshotNotFound.
 */
export function findUsableSnapshot(ctx: Context, name = '', anyRegion = false): SnapshotRecord {
  const arn = name.startsWith('arn:')
    ? name
    : snapshotArn(ctx.region, ctx.caller.account, name.toLowerCase());
  const snapshot = ctx.get(snapshotsTable, arn);
  const isHere = anyRegion || parseArn(arn)?.region === ctx.region;
  if (snapshot === undefined || !isHere || !mayUse(snapshot, ctx.caller.account)) {
    throw snapshots.notFound(name);
  }
  return snapshot;
}
