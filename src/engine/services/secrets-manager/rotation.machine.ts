import { setup } from 'xstate';
import { durations } from './rotation-durations';

/** What moves a rotation beside time: how a step ended, and what people ask for. */
export type RotationEvent = {
  readonly type:
    | 'RotateSecret'
    /** A window is open. */
    | 'WindowOpened'
    /** Only the configuration is to be tested. */
    | 'TestRotation'
    | 'StepFailed'
    | 'RotationDone'
    /** No time is left in the window. */
    | 'WindowClosed'
    | 'CancelRotateSecret'
    /** A new version became current by another way. */
    | 'VersionCreated';
};

/** A step is at work from when its state is entered until the next one. */
export type RotationState =
  | 'Started'
  | 'createSecret'
  | 'setSecret'
  | 'testSecret'
  | 'finishSecret'
  | 'Testing'
  | 'testSecretOnly'
  | 'byOwningService'
  | 'Retrying'
  | 'Failed'
  | 'Succeeded'
  | 'Cancelled'
  | 'Abandoned';

/** What the machine must know of a secret. */
export interface RotationContext {
  /** True where another service rotates it. */
  readonly isManaged: boolean;
}

const machine = setup({
  types: {
    context: {} as RotationContext,
    events: {} as RotationEvent,
    input: {} as RotationContext,
  },
  delays: durations,
  guards: { isManaged: ({ context }) => context.isManaged },
});

const ends = { CancelRotateSecret: 'Cancelled', VersionCreated: 'Abandoned' } as const;
const working = { ...ends, StepFailed: 'Retrying' } as const;

/**
 * One rotation of a secret. AWSPENDING is on its version from the beginning; where it ends in Failed
 * the label stays there, and RotateSecret is refused until the next window tries again or somebody
 * takes the label away. Source: Secrets Manager User Guide, "Lambda rotation functions" and
 * "Rotation by Lambda function".
 */
export const secretRotation = machine.createMachine({
  id: 'Secret rotation',
  context: ({ input }) => input,
  initial: 'New',
  states: {
    New: { on: { RotateSecret: 'Started', WindowOpened: 'Started', TestRotation: 'Testing' } },
    Started: {
      after: {
        begin: [{ guard: 'isManaged', target: 'byOwningService' }, { target: 'createSecret' }],
      },
      on: ends,
    },
    // A service that manages the secret does all the steps at once, without Lambda.
    byOwningService: { on: { ...working, RotationDone: 'Succeeded' } },
    createSecret: { after: { step: 'setSecret' }, on: working },
    setSecret: { after: { step: 'testSecret' }, on: working },
    testSecret: { after: { step: 'finishSecret' }, on: working },
    finishSecret: { after: { step: 'Succeeded' }, on: { StepFailed: 'Retrying' } },
    Testing: { after: { begin: 'testSecretOnly' }, on: ends },
    testSecretOnly: { after: { step: 'Succeeded' }, on: { ...ends, StepFailed: 'Failed' } },
    Retrying: { after: { retry: 'Started' }, on: { ...ends, WindowClosed: 'Failed' } },
    Failed: { on: { WindowOpened: 'Started', ...ends } },
    Succeeded: { type: 'final' },
    Cancelled: { type: 'final' },
    Abandoned: { type: 'final' },
  },
});
