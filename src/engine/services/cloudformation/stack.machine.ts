import { raise, setup } from 'xstate';
import { durations } from './durations';

/** What happens to a stack. */
export type StackEvent =
  | { readonly type: 'Review' }
  | { readonly type: 'CreateStack' }
  | { readonly type: 'UpdateStack' }
  | { readonly type: 'DeleteStack' }
  /** Time for the next piece of work. */
  | { readonly type: 'Work' }
  /** A piece of work is done, and there is more after `wait` ms. */
  | { readonly type: 'Continue'; readonly wait: number }
  | { readonly type: 'Completed' }
  /** A resource has failed, and the stack is to be `then`. */
  | { readonly type: 'Failed'; readonly then: 'keep' | 'roll back' | 'delete' };

/** The states of a stack, as StackStatus has them. */
export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | 'CREATE_IN_PROGRESS'
  | 'CREATE_COMPLETE'
  | 'CREATE_FAILED'
  | 'ROLLBACK_IN_PROGRESS'
  | 'ROLLBACK_COMPLETE'
  | 'ROLLBACK_FAILED'
  | 'UPDATE_IN_PROGRESS'
  | 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_COMPLETE'
  | 'UPDATE_FAILED'
  | 'UPDATE_ROLLBACK_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'
  | 'UPDATE_ROLLBACK_COMPLETE'
  | 'UPDATE_ROLLBACK_FAILED'
  | 'DELETE_IN_PROGRESS'
  | 'DELETE_COMPLETE'
  | 'DELETE_FAILED';

const machine = setup({
  types: { events: {} as StackEvent },
  guards: {
    keeps: ({ event }) => event.type === 'Failed' && event.then === 'keep',
    deletes: ({ event }) => event.type === 'Failed' && event.then === 'delete',
  },
  actions: {
    schedule: raise(
      { type: 'Work' },
      {
        id: 'work',
        delay: ({ event }) => (event.type === 'Continue' ? event.wait : durations.step),
      },
    ),
  },
});

/** A state in which work is done, one piece after the other. */
function working<Name extends string, On>(name: Name, on: On) {
  const again = { target: name, reenter: true } as const;
  return { entry: 'schedule', on: { Continue: again, Work: {}, ...on } } as const;
}

const deletable = { DeleteStack: 'DELETE_IN_PROGRESS' } as const;
const settled = { UpdateStack: 'UPDATE_IN_PROGRESS', ...deletable } as const;

/**
 * The life of a stack. Source: AWS CloudFormation User Guide, "Understand stack creation events:
 * stack status codes".
 */
export const stackMachine = machine.createMachine({
  id: 'CloudFormation stack',
  initial: 'New',
  states: {
    New: { on: { CreateStack: 'CREATE_IN_PROGRESS', Review: 'REVIEW_IN_PROGRESS' } },
    REVIEW_IN_PROGRESS: { on: { CreateStack: 'CREATE_IN_PROGRESS', ...deletable } },
    CREATE_IN_PROGRESS: working('CREATE_IN_PROGRESS', {
      Completed: 'CREATE_COMPLETE',
      Failed: [
        { guard: 'keeps', target: 'CREATE_FAILED' },
        { guard: 'deletes', target: 'DELETE_IN_PROGRESS' },
        { target: 'ROLLBACK_IN_PROGRESS' },
      ],
      ...deletable,
    } as const),
    CREATE_COMPLETE: { on: settled },
    CREATE_FAILED: { on: settled },
    ROLLBACK_IN_PROGRESS: working('ROLLBACK_IN_PROGRESS', {
      Completed: 'ROLLBACK_COMPLETE',
      Failed: 'ROLLBACK_FAILED',
    } as const),
    ROLLBACK_COMPLETE: { on: deletable },
    ROLLBACK_FAILED: { on: deletable },
    UPDATE_IN_PROGRESS: working('UPDATE_IN_PROGRESS', {
      Completed: 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS',
      Failed: [
        { guard: 'keeps', target: 'UPDATE_FAILED' },
        { target: 'UPDATE_ROLLBACK_IN_PROGRESS' },
      ],
    } as const),
    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS: working('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS', {
      Completed: 'UPDATE_COMPLETE',
      Failed: 'UPDATE_COMPLETE',
    } as const),
    UPDATE_COMPLETE: { on: settled },
    UPDATE_FAILED: { on: settled },
    UPDATE_ROLLBACK_IN_PROGRESS: working('UPDATE_ROLLBACK_IN_PROGRESS', {
      Completed: 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      Failed: 'UPDATE_ROLLBACK_FAILED',
    } as const),
    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS: working(
      'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
      { Completed: 'UPDATE_ROLLBACK_COMPLETE', Failed: 'UPDATE_ROLLBACK_COMPLETE' } as const,
    ),
    UPDATE_ROLLBACK_COMPLETE: { on: settled },
    UPDATE_ROLLBACK_FAILED: { on: deletable },
    DELETE_IN_PROGRESS: working('DELETE_IN_PROGRESS', {
      Completed: 'DELETE_COMPLETE',
      Failed: 'DELETE_FAILED',
    } as const),
    DELETE_FAILED: { on: deletable },
    DELETE_COMPLETE: { type: 'final' },
  },
});
