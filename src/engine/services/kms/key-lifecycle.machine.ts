import type { KeyState } from '@aws-sdk/client-kms';
import { assign, setup } from 'xstate';
import type { LifecycleContext } from './state';

const second = 1000;
const day = 24 * 60 * 60 * second;

/**
 * How long passing states last. AWS says "a few seconds" (API Reference, ReplicateKey and
 * UpdatePrimaryRegion); the figures are this model's.
 */
const passing = { replication: 5 * second, primaryUpdate: 5 * second } as const;

/** What moves a key. Operations bring what the machine cannot know by itself. */
export type LifecycleEvent =
  | { readonly type: 'CreateKey'; readonly awaitsImport: boolean }
  | { readonly type: 'ReplicateKey'; readonly awaitsImport: boolean }
  | { readonly type: 'EnableKey' }
  | { readonly type: 'DisableKey' }
  | {
      readonly type: 'ScheduleKeyDeletion';
      readonly PendingWindowInDays: number;
      readonly hasReplicas: boolean;
    }
  | { readonly type: 'CancelKeyDeletion'; readonly awaitsImport: boolean }
  | { readonly type: 'LastReplicaDeleted' }
  | { readonly type: 'ImportKeyMaterial' }
  | { readonly type: 'LoseKeyMaterial' }
  | { readonly type: 'UpdatePrimaryRegion' }
  | { readonly type: 'DisconnectCustomKeyStore' }
  | { readonly type: 'ConnectCustomKeyStore' };

const machine = setup({
  types: { context: {} as LifecycleContext, events: {} as LifecycleEvent },
  delays: {
    ...passing,
    waitingPeriod: ({ context }) => (context.PendingWindowInDays ?? 0) * day,
  },
  guards: {
    awaitsImport: ({ event }) => 'awaitsImport' in event && event.awaitsImport,
    hasReplicas: ({ event }) => event.type === 'ScheduleKeyDeletion' && event.hasReplicas,
    restsDisabled: ({ context }) => context.resting === 'Disabled',
    restsPendingImport: ({ context }) => context.resting === 'PendingImport',
  },
  actions: {
    restAs: assign((_, resting: KeyState) => ({ resting })),
    keepWindow: assign(({ event }) =>
      event.type === 'ScheduleKeyDeletion'
        ? { resting: undefined, PendingWindowInDays: event.PendingWindowInDays }
        : {},
    ),
    forget: assign({ resting: undefined, PendingWindowInDays: undefined }),
  },
});

const toRest = [
  { guard: 'restsDisabled', target: 'Disabled', actions: 'forget' },
  { guard: 'restsPendingImport', target: 'PendingImport', actions: 'forget' },
  { target: 'Enabled', actions: 'forget' },
] as const;

const toDeletion = [
  { guard: 'hasReplicas', target: 'PendingReplicaDeletion', actions: 'keepWindow' },
  { target: 'PendingDeletion', actions: 'keepWindow' },
] as const;

const toCancelled = [
  { guard: 'awaitsImport', target: 'PendingImport', actions: 'forget' },
  { target: 'Disabled', actions: 'forget' },
] as const;

const updating = (resting: KeyState) => ({
  target: 'Updating' as const,
  actions: { type: 'restAs' as const, params: resting },
});

const unavailable = (resting: KeyState) => ({
  target: 'Unavailable' as const,
  actions: { type: 'restAs' as const, params: resting },
});

/**
 * The life of a KMS key: AWS's KeyState values, before them the key that is not yet, after them
 * the key that is no more. Source: AWS KMS Developer Guide, "Key states of AWS KMS keys" and
 * "Delete an AWS KMS key". No key gets to be Unavailable here: there are no custom key stores.
 */
export const keyLifecycle = machine.createMachine({
  id: 'KMS key',
  context: {},
  initial: 'New',
  states: {
    New: {
      on: {
        CreateKey: [{ guard: 'awaitsImport', target: 'PendingImport' }, { target: 'Enabled' }],
        ReplicateKey: [
          {
            guard: 'awaitsImport',
            target: 'Creating',
            actions: { type: 'restAs', params: 'PendingImport' },
          },
          { target: 'Creating' },
        ],
      },
    },
    Creating: {
      after: { replication: toRest },
      on: { ScheduleKeyDeletion: toDeletion },
    },
    Enabled: {
      on: {
        EnableKey: 'Enabled',
        DisableKey: 'Disabled',
        ScheduleKeyDeletion: toDeletion,
        ImportKeyMaterial: {},
        LoseKeyMaterial: 'PendingImport',
        UpdatePrimaryRegion: updating('Enabled'),
        DisconnectCustomKeyStore: unavailable('Enabled'),
      },
    },
    Disabled: {
      on: {
        EnableKey: 'Enabled',
        DisableKey: 'Disabled',
        ScheduleKeyDeletion: toDeletion,
        ImportKeyMaterial: {},
        LoseKeyMaterial: 'PendingImport',
        DisconnectCustomKeyStore: unavailable('Disabled'),
      },
    },
    PendingImport: {
      on: {
        ImportKeyMaterial: 'Enabled',
        LoseKeyMaterial: {},
        ScheduleKeyDeletion: toDeletion,
      },
    },
    Updating: {
      after: { primaryUpdate: toRest },
      on: {
        ImportKeyMaterial: {},
        LoseKeyMaterial: { actions: { type: 'restAs', params: 'PendingImport' } },
        UpdatePrimaryRegion: { target: 'Updating', reenter: true },
      },
    },
    Unavailable: {
      on: {
        EnableKey: { actions: { type: 'restAs', params: 'Enabled' } },
        DisableKey: { actions: { type: 'restAs', params: 'Disabled' } },
        ConnectCustomKeyStore: toRest,
        ScheduleKeyDeletion: toDeletion,
      },
    },
    PendingReplicaDeletion: {
      on: {
        CancelKeyDeletion: toCancelled,
        LastReplicaDeleted: 'PendingDeletion',
        LoseKeyMaterial: {},
      },
    },
    PendingDeletion: {
      after: { waitingPeriod: 'Deleted' },
      on: { CancelKeyDeletion: toCancelled, LoseKeyMaterial: {} },
    },
    Deleted: { type: 'final' },
  },
});
