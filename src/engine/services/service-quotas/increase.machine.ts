import { setup } from 'xstate';

const minute = 60 * 1000;

/** AWS promises no times: these are this model's, short enough to wait for. */
export const waits = { case: 10 * minute, decision: 24 * 60 * minute } as const;

/** What decides on a request. */
interface IncreaseContext {
  readonly isCaseAllowed: boolean;
  readonly isGrantable: boolean;
}

const machine = setup({
  types: { input: {} as IncreaseContext, context: {} as IncreaseContext },
  guards: {
    isCaseAllowed: ({ context }) => context.isCaseAllowed,
    isGrantable: ({ context }) => context.isGrantable,
  },
});

/**
 * A request for a higher quota, in Service Quotas' own statuses. Support decides on every one that
 * may be made a case of, and grants it up to what the quota can be raised to at all.
 */
export const increaseRequestMachine = machine.createMachine({
  id: 'increaseRequest',
  context: ({ input }) => input,
  initial: 'PENDING',
  states: {
    PENDING: {
      after: {
        [waits.case]: [
          { guard: 'isCaseAllowed', target: 'CASE_OPENED' },
          { target: 'NOT_APPROVED' },
        ],
      },
    },
    CASE_OPENED: {
      after: {
        [waits.decision]: [{ guard: 'isGrantable', target: 'APPROVED' }, { target: 'DENIED' }],
      },
    },
    APPROVED: { type: 'final' },
    DENIED: { type: 'final' },
    NOT_APPROVED: { type: 'final' },
  },
});
