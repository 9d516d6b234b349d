import { assign, setup } from 'xstate';
import { durations } from './durations';

/** What the machine remembers of a snapshot in the making: how many blocks it will hold. */
export interface CreationContext {
  readonly blocks: number;
}

export type CreationEvent =
  | { readonly type: 'CreateSnapshot'; readonly blocks: number }
  /** Nobody has written or completed it in time. */
  | { readonly type: 'Timeout' };

/** The states that a snapshot of a volume is in: AWS's SnapshotState. */
export type CreationState = 'pending' | 'completed' | 'error';

const machine = setup({
  types: { context: {} as CreationContext, events: {} as CreationEvent },
  delays: { writing: ({ context }) => context.blocks * durations.createBlock },
  actions: {
    keepBlocks: assign(({ event }) =>
      event.type === 'CreateSnapshot' ? { blocks: event.blocks } : {},
    ),
  },
});

/**
 * A snapshot of a volume. Its contents are those of the moment of the request; until all of them are
 * written it is pending. Source: Amazon EBS User Guide, "Create Amazon EBS snapshots".
 */
export const snapshotCreation = machine.createMachine({
  id: 'EBS snapshot',
  context: { blocks: 0 },
  initial: 'New',
  states: {
    // Or StartSnapshot's, until CompleteSnapshot.
    New: {
      on: { CreateSnapshot: { target: 'pending', actions: 'keepBlocks' }, Timeout: 'error' },
    },
    pending: { after: { writing: 'completed' } },
    completed: { type: 'final' },
    error: { type: 'final' },
  },
});
