import { createMachine } from 'xstate';

const minute = 60 * 1000;

/** AWS promises no times: these are this model's, short enough to wait for. */
export const waits = { case: 10 * minute, decision: 24 * 60 * minute } as const;

/**
 * A request for a higher quota, in Service Quotas' own statuses. Support decides on every one that
 * may be made a case of, and grants it up to what the quota can be raised to at all.
 */
export const increaseRequestMachine = createMachine({
  types: {
    input: {} as { isCaseAllowed: boolean; isGrantable: boolean },
    context: {} as { isCaseAllowed: boolean; isGrantable: boolean },
  },
  id: 'increaseRequest',
  context: ({ input }) => input,
  initial: 'PENDING',
  states: {
    PENDING: {
      after: {
        [waits.case]: [
          { guard: ({ context }) => context.isCaseAllowed, target: 'CASE_OPENED' },
          { target: 'NOT_APPROVED' },
        ],
      },
    },
    CASE_OPENED: {
      after: {
        [waits.decision]: [
          { guard: ({ context }) => context.isGrantable, target: 'APPROVED' },
          { target: 'DENIED' },
        ],
      },
    },
    APPROVED: { type: 'final' },
    DENIED: { type: 'final' },
    NOT_APPROVED: { type: 'final' },
  },
});
