import { replicationMachine } from './replication.machine';

/** The state machines of Amazon S3, to be drawn. The same definitions move the replications. */
export const s3Machines = [replicationMachine] as const;
