import { stateName, startMachine, stepMachine } from '../engine/machines';
import { retryMachine } from './retry.machine';

/** States and events of the retry machine by number: a million requests take no objects. */
export const states = ['new', 'sending', 'backingOff', 'succeeded', 'abandoned'] as const;
export const events = ['CACHED', 'SEND', 'SERVED', 'RETRY', 'GIVE_UP'] as const;

export type RetryState = (typeof states)[number];
export type RetryEvent = (typeof events)[number];

/** What an event leads to that a state does not take. */
export const refused = 255;

/**
 * The retry machine as a table: the state after event `e` in state `s` is at `s * events.length + e`,
 * `refused` where the state does not take it. Each entry is a transition that XState made.
 */
export function transitionTable(): Uint8Array {
  const table = new Uint8Array(states.length * events.length).fill(refused);
  const { context } = startMachine(retryMachine).record;
  for (const [s, value] of states.entries()) {
    for (const [e, type] of events.entries()) {
      const { record, changed } = stepMachine(retryMachine, { value, context }, { type });
      if (!changed) continue;
      table[s * events.length + e] = states.indexOf(stateName(record.value) as RetryState);
    }
  }
  return table;
}
