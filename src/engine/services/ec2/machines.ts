import { snapshotCopy } from './snapshot-copy.machine';
import { snapshotCreation } from './snapshot-creation.machine';

/** The state machines of EBS snapshots, to be drawn. The same definitions move the snapshots. */
export const ec2Machines = [snapshotCreation, snapshotCopy] as const;
