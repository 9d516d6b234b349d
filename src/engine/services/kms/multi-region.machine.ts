import { setup } from 'xstate';

type Events =
  | { readonly type: 'ReplicateKey' }
  | { readonly type: 'UpdatePrimaryRegion' }
  /** One of the keys has left Creating or Updating; `passing` of them are still in it. */
  | { readonly type: 'KeySettled'; readonly passing: number }
  | { readonly type: 'DeleteKey'; readonly replicas: number; readonly passing: number };

/** The states of a set of related multi-Region keys. */
export type MultiRegionState = 'PrimaryOnly' | 'Replicating' | 'Synchronized' | 'UpdatingPrimary';

const machine = setup({
  types: { events: {} as Events },
  guards: {
    hasNoReplicas: ({ event }) => event.type === 'DeleteKey' && event.replicas === 0,
    isSettled: ({ event }) => 'passing' in event && event.passing === 0,
  },
});

const settled = { guard: 'isSettled', target: 'Synchronized' } as const;
const deleted = [{ guard: 'hasNoReplicas', target: 'PrimaryOnly' }, settled] as const;

/**
 * The replication of a multi-Region key, over all its Regions: the delays are those of the keys'
 * own states. Source: AWS KMS Developer Guide, "Multi-Region keys in AWS KMS".
 */
export const multiRegionReplication = machine.createMachine({
  id: 'multi-Region replication',
  initial: 'PrimaryOnly',
  states: {
    PrimaryOnly: { on: { ReplicateKey: 'Replicating', KeySettled: {} } },
    Replicating: {
      on: {
        ReplicateKey: {},
        UpdatePrimaryRegion: 'UpdatingPrimary',
        KeySettled: settled,
        DeleteKey: deleted,
      },
    },
    Synchronized: {
      on: {
        ReplicateKey: 'Replicating',
        UpdatePrimaryRegion: 'UpdatingPrimary',
        DeleteKey: deleted,
      },
    },
    UpdatingPrimary: {
      on: {
        ReplicateKey: {},
        UpdatePrimaryRegion: {},
        KeySettled: settled,
        DeleteKey: deleted,
      },
    },
  },
});

export type MultiRegionEvent = Events;
