import { increaseRequestMachine } from './increase.machine';

/** The state machines of Service Quotas, to be drawn. The same definition moves the requests. */
export const serviceQuotasMachines = [increaseRequestMachine] as const;
