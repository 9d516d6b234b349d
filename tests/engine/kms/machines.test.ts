import type { KeyState } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { stepMachine } from '../../../src/engine/machines';
import {
  keyLifecycle,
  type LifecycleEvent,
} from '../../../src/engine/services/kms/key-lifecycle.machine';
import { keyStateTable } from '../../../src/engine/services/kms/key-state-table';
import { kmsMachines } from '../../../src/engine/services/kms/machines';

const events: readonly (LifecycleEvent & { readonly type: keyof typeof keyStateTable })[] = [
  { type: 'EnableKey' },
  { type: 'DisableKey' },
  { type: 'ScheduleKeyDeletion', PendingWindowInDays: 7, hasReplicas: false },
  { type: 'CancelKeyDeletion', awaitsImport: false },
  { type: 'UpdatePrimaryRegion' },
];

describe('the machines of KMS keys', () => {
  it('have names and states to be drawn by', () => {
    const drawn = kmsMachines.map(({ id, states }) => [id, Object.keys(states).length] as const);
    expect(new Set(drawn.map(([id]) => id)).size).toBe(kmsMachines.length);
    for (const [id, count] of drawn) expect(count, id).toBeGreaterThan(1);
  });

  it('know every key state of AWS', () => {
    const known = Object.keys(keyLifecycle.states);
    expect(known).toEqual(expect.arrayContaining(Object.keys(keyStateTable.Encrypt)));
  });

  // The footnotes of custom key stores (7, 12) aside, both say the same of each state.
  it.each(events)('take $type exactly where the key state table lets it through', (event) => {
    for (const [state, cell] of Object.entries(keyStateTable[event.type])) {
      const record = { value: state as KeyState, context: {} };
      const { changed } = stepMachine(keyLifecycle, record, event);
      expect(changed, state).toBe(cell.length === 0);
    }
  });
});
