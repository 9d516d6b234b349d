import { createMachine } from 'xstate';

/**
 * How one request quota of an account in a Region stands. The tokens are counted in plain numbers
 * beside it; the machine moves only when something changes for who calls: requests are refused,
 * they are no longer, a higher limit is asked for, it is granted or not.
 */
export const requestQuotaMachine = createMachine({
  types: {
    events: {} as
      | { type: 'THROTTLED' }
      | { type: 'RECOVERED' }
      | { type: 'INCREASE_REQUESTED' }
      | { type: 'INCREASE_APPROVED' }
      | { type: 'INCREASE_REFUSED' },
  },
  id: 'requestQuota',
  type: 'parallel',
  states: {
    rate: {
      initial: 'within',
      states: {
        within: { on: { THROTTLED: 'throttling' } },
        // Over once the bucket has filled up again: not each time that one request fits in.
        throttling: { on: { RECOVERED: 'within' } },
      },
    },
    limit: {
      initial: 'standing',
      states: {
        standing: { on: { INCREASE_REQUESTED: 'increaseRequested' } },
        increaseRequested: {
          on: { INCREASE_APPROVED: 'standing', INCREASE_REFUSED: 'standing' },
        },
      },
    },
  },
});
