import type { Context } from '../../operation';
import { moveStack } from './moves';
import { partKey, resourcesTable, stacksTable, type StackRecord, type Task } from './state';
import { removingTasks, resourcesOf } from './tasks';

/**
 * Ends what cannot go on: the stack is rolled back, deleted or left as it is, as was asked for.
 * `reason` is the stack's own; else it is that of the resource whose `task` failed.
 */
export function fail(ctx: Context, stack: StackRecord, reason?: string, task?: Task): void {
  const { StackId, status, disableRollback, onFailure } = stack;
  const text = reason ?? ofResource(ctx, stack, task);
  switch (status) {
    case 'CREATE_IN_PROGRESS': {
      const then = { ROLLBACK: 'roll back', DELETE: 'delete', DO_NOTHING: 'keep' } as const;
      const what = disableRollback ? 'keep' : then[onFailure];
      // The text is from memory.
      const full =
        what === 'keep'
          ? text
          : `${withStop(text)}${what === 'delete' ? 'Delete' : 'Rollback'} requested by user.`;
      const tasks = what === 'keep' ? [] : removingTasks(ctx, stack);
      moveStack(ctx, { ...stack, tasks, failed: [] }, { type: 'Failed', then: what }, full);
      return;
    }
    case 'UPDATE_IN_PROGRESS': {
      const then = disableRollback ? 'keep' : 'roll back';
      const tasks = disableRollback ? [] : restoringTasks(ctx, stack);
      moveStack(ctx, { ...stack, tasks, failed: [] }, { type: 'Failed', then }, text);
      return;
    }
    default:
      // Resources that are deleted or restored say for themselves what went wrong.
      ctx.put(stacksTable, StackId, { ...stack, tasks: [] });
      moveStack(ctx, { ...stack, tasks: [] }, { type: 'Failed', then: 'keep' }, text);
  }
}

const withStop = (text: string) => (/[.] ?$/.test(text) ? `${text.trimEnd()} ` : `${text}. `);

function ofResource(ctx: Context, { StackId }: StackRecord, task: Task | undefined): string {
  const logicalId = task?.logicalId ?? '';
  const resource = ctx.get(resourcesTable, partKey(StackId, logicalId));
  const verb = resource?.status === 'CREATE_FAILED' ? 'create' : 'update';
  return `The following resource(s) failed to ${verb}: [${logicalId}]. `;
}

/** What an update has done, taken back in the other order. */
function restoringTasks(ctx: Context, stack: StackRecord): Task[] {
  const order = removingTasks(ctx, stack).map(({ logicalId }) => logicalId);
  return resourcesOf(ctx, stack.StackId)
    .filter(({ change }) => change !== undefined)
    .sort((a, b) => order.indexOf(a.logicalId) - order.indexOf(b.logicalId))
    .map(({ logicalId }) => ({ action: 'restore', logicalId }));
}
