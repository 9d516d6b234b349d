import { assign, setup } from 'xstate';
import { durations } from './durations';

/** What the machine must know of a copy. */
export interface CopyContext {
  readonly blocks: number;
  readonly sourceIsEncrypted: boolean;
  readonly copyIsEncrypted: boolean;
  readonly crossesRegions: boolean;
  /** True where AWS KMS has refused one of the keys already when the copy was asked for. */
  readonly keyRefused: boolean;
}

export type CopyEvent =
  | ({ readonly type: 'CopySnapshot' } & CopyContext)
  /** A KMS key cannot be used, or may not. */
  | { readonly type: 'KeyNotAccessible' }
  /** The source is no longer there, or no longer shared. */
  | { readonly type: 'SourceLost' };

/** The phases of a copy. To EC2's API all but the last two are `pending`. */
export type CopyState =
  'Queued' | 'DecryptingAtSource' | 'ReEncrypting' | 'Transferring' | 'completed' | 'error';

const machine = setup({
  types: { context: {} as CopyContext, events: {} as CopyEvent },
  delays: {
    queue: durations.copyQueue,
    reading: ({ context }) => context.blocks * durations.readBlock,
    writing: ({ context }) => context.blocks * durations.writeBlock,
    moving: ({ context }) => context.blocks * moveBlock(context),
  },
  guards: {
    keyRefused: ({ context }) => context.keyRefused,
    sourceIsEncrypted: ({ context }) => context.sourceIsEncrypted,
    copyIsEncrypted: ({ context }) => context.copyIsEncrypted,
  },
  actions: {
    keep: assign(({ event, context }) => {
      if (event.type !== 'CopySnapshot') return context;
      const { blocks, sourceIsEncrypted, copyIsEncrypted, crossesRegions, keyRefused } = event;
      return { blocks, sourceIsEncrypted, copyIsEncrypted, crossesRegions, keyRefused };
    }),
  },
});

function moveBlock({ crossesRegions }: CopyContext): number {
  return crossesRegions ? durations.moveBlockAcrossRegions : durations.moveBlock;
}

const failing = { KeyNotAccessible: 'error', SourceLost: 'error' } as const;

/**
 * The copy of a snapshot, within a Region or to another. AWS authenticates KMS keys asynchronously:
 * the request is answered, and the copy ends in `error`. Source: Amazon EBS User Guide, "Copy an
 * Amazon EBS snapshot", and EC2 API Reference, CopySnapshot. AWS does not tell the phases.
 */
const copyMachine = (id: string) =>
  machine.createMachine({
    id,
    context: {
      ...{ blocks: 0, sourceIsEncrypted: false, copyIsEncrypted: false },
      ...{ crossesRegions: false, keyRefused: false },
    },
    initial: 'New',
    states: {
      New: { on: { CopySnapshot: { target: 'Queued', actions: 'keep' } } },
      Queued: {
        after: {
          queue: [
            { guard: 'keyRefused', target: 'error' },
            { guard: 'sourceIsEncrypted', target: 'DecryptingAtSource' },
            { guard: 'copyIsEncrypted', target: 'ReEncrypting' },
            { target: 'Transferring' },
          ],
        },
        on: failing,
      },
      DecryptingAtSource: { after: { reading: 'ReEncrypting' }, on: failing },
      ReEncrypting: { after: { writing: 'Transferring' }, on: failing },
      Transferring: { after: { moving: 'completed' }, on: failing },
      completed: { type: 'final' },
      error: { type: 'final' },
    },
  });

export const snapshotCopy = copyMachine('EBS snapshot copy');

/** The copy of a DB snapshot, which takes the same ways. */
export const dbSnapshotCopy = copyMachine('RDS snapshot copy');

/** How long a copy takes where nothing goes wrong, in ms: what its progress is measured by. */
export function copyDuration(context: CopyContext): number {
  const { blocks, sourceIsEncrypted, copyIsEncrypted } = context;
  const each =
    (sourceIsEncrypted ? durations.readBlock : 0) +
    (copyIsEncrypted ? durations.writeBlock : 0) +
    moveBlock(context);
  return durations.copyQueue + blocks * each;
}
