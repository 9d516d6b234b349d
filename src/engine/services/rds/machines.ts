import { dbSnapshotCopy } from '../ec2/snapshot-copy.machine';
import { dbInstance } from './instance.machine';

/** The state machines of RDS, to be drawn. The same definitions move instances and copies. */
export const rdsMachines = [dbInstance, dbSnapshotCopy] as const;
