import { requestQuotaMachine } from './request-quota.machine';

/** The state machines of request quotas, to be drawn. The same definition moves the quotas. */
export const quotaMachines = [requestQuotaMachine] as const;
