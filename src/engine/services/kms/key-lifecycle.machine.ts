import { setup } from 'xstate';

/**
 * The life of a KMS key with key material from KMS: AWS's KeyState values and what moves a key
 * between them. Source: AWS KMS Developer Guide, "Key states of AWS KMS keys".
 */
export const keyLifecycle = setup({
  types: { events: {} as { type: 'EnableKey' } | { type: 'DisableKey' } },
}).createMachine({
  id: 'KMS key',
  initial: 'Enabled',
  states: {
    Enabled: { on: { DisableKey: 'Disabled', EnableKey: 'Enabled' } },
    Disabled: { on: { EnableKey: 'Enabled', DisableKey: 'Disabled' } },
  },
});
