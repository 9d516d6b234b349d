import type { Context } from '../../operation';
import { snapshotArn, type SnapshotRecord } from './state';

/** What the owner of a shared snapshot learns of its use. */
export type SharedSnapshotEvent = 'SharedSnapshotCopyInitiated' | 'SharedSnapshotVolumeCreated';

/**
 * Tells the owner of a snapshot, by its audit trail, that another account uses it. Nothing is told
 * of an account's own. Source: Amazon EBS User Guide, "Determine the use of snapshots that you
 * share"; of the members AWS publishes no example.
 */
export function sharedSnapshotUsed(
  ctx: Context,
  snapshot: SnapshotRecord,
  eventName: SharedSnapshotEvent,
  made: Readonly<Record<string, string>>,
): void {
  const { account, SnapshotId, region } = snapshot;
  const userAccount = ctx.caller.account;
  if (account === userAccount) return;
  ctx.serviceEvent({
    ...{ eventName, account, region, invokedBy: 'ec2.amazonaws.com' },
    resources: [snapshotArn(snapshot)],
    details: { snapshotId: SnapshotId, userAccount, ...made },
  });
}
