import type { Context } from '../../operation';
import { notFound } from './errors';
import { checkId } from './ids';
import {
  instancesTable,
  rowKey,
  snapshotsTable,
  volumesTable,
  type InstanceRecord,
  type SnapshotRecord,
  type VolumeRecord,
} from './state';

type Asking = Pick<Context, 'get' | 'region'> & { readonly caller: { readonly account: string } };

/** The caller's volume of this id in the request's Region. Throws InvalidVolume.NotFound. */
export function findVolume(ctx: Asking, id: string): VolumeRecord {
  checkId('volume', id);
  const volume = ctx.get(volumesTable, rowKey(ctx.region, id));
  if (volume?.account !== ctx.caller.account) throw notFound.volume(id);
  return volume;
}

/** Whether an account may make volumes and copies of a snapshot: its own, and what is shared with it. */
export function mayUse(snapshot: SnapshotRecord, account: string): boolean {
  const { sharedWith } = snapshot;
  return snapshot.account === account || sharedWith.includes(account) || sharedWith.includes('all');
}

/** A snapshot that the caller owns or is shared with it. Throws InvalidSnapshot.NotFound. */
export function findUsableSnapshot(ctx: Asking, id: string): SnapshotRecord {
  checkId('snapshot', id);
  const snapshot = ctx.get(snapshotsTable, rowKey(ctx.region, id));
  if (snapshot === undefined || !mayUse(snapshot, ctx.caller.account)) throw notFound.snapshot(id);
  return snapshot;
}

/** A snapshot of the caller's own. Throws InvalidSnapshot.NotFound. */
export function findOwnSnapshot(ctx: Asking, id: string): SnapshotRecord {
  const snapshot = findUsableSnapshot(ctx, id);
  if (snapshot.account !== ctx.caller.account) throw notFound.snapshot(id);
  return snapshot;
}

/** The caller's instance of this id. Throws InvalidInstanceID.NotFound. */
export function findInstance(ctx: Asking, id: string): InstanceRecord {
  checkId('instance', id);
  const instance = ctx.get(instancesTable, rowKey(ctx.region, id));
  if (instance?.account !== ctx.caller.account) throw notFound.instance(id);
  return instance;
}
