import { setup } from 'xstate';

/** What the machine must know of the replication of a version. */
export interface ReplicationContext {
  readonly bytes: number;
  readonly crossesRegions: boolean;
}

export type ReplicationEvent =
  /** The replica is where it was to come. */
  | { readonly type: 'Replicated' }
  /** A permission, a key or a bucket stands against it. */
  | { readonly type: 'Refused' }
  /** An older version of the key is still on its way, or AWS KMS has no capacity for this one. */
  | { readonly type: 'Deferred' }
  /** The tags or the lock of what was replicated have changed. */
  | { readonly type: 'Changed' };

/** What the header `x-amz-replication-status` has for a version that is to be replicated. */
export type ReplicationState = 'PENDING' | 'COMPLETED' | 'FAILED';

/**
 * How long replication takes, in ms. AWS publishes no figures ("most objects replicate within 15
 * minutes"); these are this model's.
 */
export const durations = {
  withinRegion: 15_000,
  acrossRegions: 30_000,
  /** For each MiB. */
  mebibyte: 100,
} as const;

const mebibyte = 2 ** 20;

/** How long a version is on its way. */
function onTheWay({ bytes, crossesRegions }: ReplicationContext): number {
  const start = crossesRegions ? durations.acrossRegions : durations.withinRegion;
  return start + Math.floor(bytes / mebibyte) * durations.mebibyte;
}

/**
 * The replication of a version of an object to one bucket. Source: Amazon S3 User Guide, "Getting
 * replication status information": what fails stays so, what is only delayed stays `PENDING`.
 */
export const replicationMachine = setup({
  types: {
    context: {} as ReplicationContext,
    events: {} as ReplicationEvent,
    input: {} as ReplicationContext,
  },
  delays: { onTheWay: ({ context }) => onTheWay(context) },
}).createMachine({
  id: 'S3 replication',
  context: ({ input }) => input,
  initial: 'PENDING',
  states: {
    PENDING: { after: { onTheWay: 'Replicating' } },
    // Entered and left within one timer.
    Replicating: { on: { Replicated: 'COMPLETED', Refused: 'FAILED', Deferred: 'PENDING' } },
    COMPLETED: { on: { Changed: 'PENDING' } },
    FAILED: { type: 'final' },
  },
});
