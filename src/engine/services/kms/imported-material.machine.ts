import { assign, setup } from 'xstate';

/** What the life of an imported material remembers: how long it is valid yet, null for ever. */
export interface ImportedContext {
  readonly validity: number | null;
}

export type ImportedEvent =
  /** `role` says what new material is for: the first a key gets, or its next rotation. */
  | {
      readonly type: 'ImportKeyMaterial';
      readonly validity: number | null;
      readonly role: 'first' | 'rotation' | 'multi-Region rotation';
    }
  | { readonly type: 'DeleteImportedKeyMaterial' }
  | { readonly type: 'AllRegionsImported'; readonly validity: number | null }
  | { readonly type: 'RegionMissing'; readonly validity: number | null }
  | { readonly type: 'RotateKeyOnDemand'; readonly validity: number | null };

/**
 * The states of an imported material, in AWS's words where ListKeyRotations has them. `IMPORTED`
 * and `PENDING_IMPORT` are of material that belongs to its key for good.
 */
export type ImportedState =
  | 'IMPORTED'
  | 'PENDING_IMPORT'
  | 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION'
  | 'PENDING_ROTATION'
  | 'Removed';

const machine = setup({
  types: { context: {} as ImportedContext, events: {} as ImportedEvent },
  delays: { validity: ({ context }) => context.validity ?? Infinity },
  guards: {
    isFirst: ({ event }) => event.type === 'ImportKeyMaterial' && event.role === 'first',
    isForRegions: ({ event }) =>
      event.type === 'ImportKeyMaterial' && event.role === 'multi-Region rotation',
  },
  actions: {
    keepValidity: assign(({ event }) => ('validity' in event ? { validity: event.validity } : {})),
    forget: assign({ validity: null }),
  },
});

const to = <T extends string>(target: T) =>
  ({ target, reenter: true, actions: 'keepValidity' }) as const;
const lost = { target: 'PENDING_IMPORT', actions: 'forget' } as const;
const removed = { target: 'Removed', actions: 'forget' } as const;

/**
 * The life of one imported material. Source: AWS KMS Developer Guide, "Import the key material", and
 * the KMS API Reference, RotationsListEntry.
 */
export const importedMaterial = machine.createMachine({
  id: 'imported material',
  context: { validity: null },
  initial: 'New',
  states: {
    New: {
      on: {
        ImportKeyMaterial: [
          { guard: 'isFirst', ...to('IMPORTED') },
          { guard: 'isForRegions', ...to('PENDING_MULTI_REGION_IMPORT_AND_ROTATION') },
          to('PENDING_ROTATION'),
        ],
      },
    },
    PENDING_MULTI_REGION_IMPORT_AND_ROTATION: {
      after: { validity: removed },
      on: {
        ImportKeyMaterial: to('PENDING_MULTI_REGION_IMPORT_AND_ROTATION'),
        AllRegionsImported: to('PENDING_ROTATION'),
        DeleteImportedKeyMaterial: removed,
      },
    },
    PENDING_ROTATION: {
      after: { validity: removed },
      on: {
        ImportKeyMaterial: to('PENDING_ROTATION'),
        RegionMissing: to('PENDING_MULTI_REGION_IMPORT_AND_ROTATION'),
        RotateKeyOnDemand: to('IMPORTED'),
        DeleteImportedKeyMaterial: removed,
      },
    },
    IMPORTED: {
      after: { validity: lost },
      on: { ImportKeyMaterial: to('IMPORTED'), DeleteImportedKeyMaterial: lost },
    },
    PENDING_IMPORT: {
      on: { ImportKeyMaterial: to('IMPORTED'), DeleteImportedKeyMaterial: {} },
    },
    Removed: { type: 'final' },
  },
});
