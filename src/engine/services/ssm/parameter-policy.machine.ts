import { assign, setup } from 'xstate';

/** What a policy remembers: its kind, and in ms from now how long it waits. */
export interface PolicyContext {
  readonly type: 'Expiration' | 'ExpirationNotification' | 'NoChangeNotification';
  readonly wait: number;
}

/** A new version of the parameter; or the parameter, or the policy, is no more. */
export type PolicyEvent =
  | { readonly type: 'Assign'; readonly wait: number }
  | { readonly type: 'Modify'; readonly wait: number }
  | { readonly type: 'Remove' };

const machine = setup({
  types: { context: {} as PolicyContext, events: {} as PolicyEvent },
  delays: { wait: ({ context }) => context.wait },
  guards: { startsAnew: ({ context }) => context.type === 'NoChangeNotification' },
  actions: {
    keepWait: assign(({ event }) => ('wait' in event ? { wait: event.wait } : {})),
  },
});

const pending = { target: 'Pending', reenter: true, actions: 'keepWait' } as const;

/**
 * The life of one parameter policy, in the statuses that DescribeParameters shows. AWS looks for
 * policies that are due in scans; here each acts at its own time. Only the wait for a change begins
 * anew with every change. Source: Systems Manager User Guide, "Assigning parameter policies in
 * Parameter Store", and the API Reference, ParameterInlinePolicy.
 */
export const parameterPolicy = machine.createMachine({
  id: 'parameter policy',
  context: { type: 'Expiration', wait: 0 },
  initial: 'New',
  states: {
    New: { on: { Assign: pending } },
    Pending: {
      after: { wait: 'Finished' },
      on: { Modify: { guard: 'startsAnew', ...pending }, Remove: 'Removed' },
    },
    Finished: {
      on: { Modify: { guard: 'startsAnew', ...pending }, Remove: 'Removed' },
    },
    Removed: { type: 'final' },
  },
});
