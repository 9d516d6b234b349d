import { createMachine } from 'xstate';

/**
 * One request of a client that tries again: what an AWS SDK does between the call in the program
 * and its result. Delays are the policy's (`retry-policies.ts`); the machine says what may follow.
 */
export const retryMachine = createMachine({
  types: {
    events: {} as
      | { type: 'CACHED' }
      | { type: 'SEND' }
      | { type: 'SERVED' }
      | { type: 'RETRY' }
      | { type: 'GIVE_UP' },
  },
  id: 'request',
  initial: 'new',
  states: {
    // A cache may have the answer, or the client's own rate limiter may make the request wait.
    new: { on: { CACHED: 'succeeded', SEND: 'sending' } },
    sending: { on: { SERVED: 'succeeded', RETRY: 'backingOff', GIVE_UP: 'abandoned' } },
    backingOff: { on: { SEND: 'sending' } },
    succeeded: { type: 'final' },
    abandoned: { type: 'final' },
  },
});
