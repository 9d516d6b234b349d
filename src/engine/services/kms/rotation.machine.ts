import { assign, setup } from 'xstate';
import { kmsResourceQuotas } from '../../quotas/index';
import { limits } from './limits';

const second = 1000;
const day = 24 * 60 * 60 * second;

/**
 * How long an on-demand rotation is in progress. AWS says "a slight delay" (API Reference,
 * GetKeyRotationStatus); the figure is this model's.
 */
const onDemandDuration = 3 * second;

/** On-demand rotations in a key's life, not adjustable. Source: AWS KMS Developer Guide, "Resource quotas". */
export const onDemandRotationLimit = kmsResourceQuotas.onDemandRotationsPerKey.value;

/** What the schedule of automatic rotations remembers. */
export interface ScheduleContext {
  readonly RotationPeriodInDays: number;
}

export type ScheduleEvent =
  | { readonly type: 'EnableKeyRotation'; readonly RotationPeriodInDays: number }
  | { readonly type: 'DisableKeyRotation' }
  /** The day came, but the key could not be used. */
  | { readonly type: 'MissRotation' }
  | { readonly type: 'EnableKey' };

const schedule = setup({
  types: { context: {} as ScheduleContext, events: {} as ScheduleEvent },
  delays: { rotationPeriod: ({ context }) => context.RotationPeriodInDays * day },
  actions: {
    keepPeriod: assign(({ event }) =>
      event.type === 'EnableKeyRotation'
        ? { RotationPeriodInDays: event.RotationPeriodInDays }
        : {},
    ),
  },
});

const enable = { target: 'Scheduled', reenter: true, actions: 'keepPeriod' } as const;

/**
 * Automatic rotation: each time `Scheduled` is entered anew by its own delay, or from `Overdue`, the
 * key gets new material. Source: AWS KMS Developer Guide, "Rotate AWS KMS keys".
 */
export const automaticRotation = schedule.createMachine({
  id: 'automatic rotation',
  context: { RotationPeriodInDays: limits.rotationPeriod },
  initial: 'Off',
  states: {
    Off: { on: { EnableKeyRotation: enable } },
    Scheduled: {
      after: { rotationPeriod: { target: 'Scheduled', reenter: true } },
      on: { EnableKeyRotation: enable, DisableKeyRotation: 'Off', MissRotation: 'Overdue' },
    },
    Overdue: {
      on: { EnableKey: 'Scheduled', EnableKeyRotation: enable, DisableKeyRotation: 'Off' },
    },
  },
});

/** What on-demand rotation remembers: how often it was asked for. */
export interface OnDemandContext {
  readonly rotations: number;
}

const onDemand = setup({
  types: {
    context: {} as OnDemandContext,
    events: {} as { readonly type: 'RotateKeyOnDemand' },
  },
  delays: { rotation: onDemandDuration },
  guards: { isSpent: ({ context }) => context.rotations >= onDemandRotationLimit },
  actions: { count: assign({ rotations: ({ context }) => context.rotations + 1 }) },
});

/** On-demand rotation, which happens in the background. Source: AWS KMS API Reference, RotateKeyOnDemand. */
export const onDemandRotation = onDemand.createMachine({
  id: 'on-demand rotation',
  context: { rotations: 0 },
  initial: 'Idle',
  states: {
    Idle: { on: { RotateKeyOnDemand: { target: 'InProgress', actions: 'count' } } },
    InProgress: {
      after: { rotation: [{ guard: 'isSpent', target: 'Spent' }, { target: 'Idle' }] },
    },
    Spent: {},
  },
});
