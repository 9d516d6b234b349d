import { setup } from 'xstate';
import { durations } from './durations';

export type InstanceEvent = {
  readonly type: 'CreateDBInstance' | 'ResetPassword' | 'DeleteDBInstance';
};

/** The states of a DB instance, as DBInstanceStatus has them. */
export type InstanceState = 'creating' | 'available' | 'resetting-master-credentials' | 'deleting';

const machine = setup({ types: { events: {} as InstanceEvent }, delays: durations });

/** The life of a DB instance. Source: Amazon RDS User Guide, "Viewing Amazon RDS DB instance status". */
export const dbInstance = machine.createMachine({
  id: 'RDS DB instance',
  initial: 'New',
  states: {
    New: { on: { CreateDBInstance: 'creating' } },
    creating: { after: { create: 'available' } },
    available: {
      on: { ResetPassword: 'resetting-master-credentials', DeleteDBInstance: 'deleting' },
    },
    'resetting-master-credentials': {
      after: { resetPassword: 'available' },
      on: { DeleteDBInstance: 'deleting' },
    },
    deleting: { after: { delete: 'Deleted' } },
    Deleted: { type: 'final' },
  },
});
