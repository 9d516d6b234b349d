import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { durations } from './durations';
import { checkBeginning, completed } from './completing';
import { stacks } from './errors';
import { fail } from './failing';
import { make, type Progress } from './making';
import { moveStack, type StackTimer } from './moves';
import { remove } from './removing';
import { restore } from './restoring';
import { stacksTable, type StackRecord, type Task } from './state';
import { withoutNeeds } from './tasks';

/** The timer of a stack: the next piece of work is done. */
export async function work({ StackId }: StackTimer, ctx: Context): Promise<void> {
  const stack = ctx.get(stacksTable, StackId);
  if (stack === undefined) return;
  try {
    if (isOverdue(stack, ctx.now)) throw stacks.overdue();
    checkBeginning(ctx, stack);
    await next(ctx, stack);
  } catch (error) {
    // A function that cannot be computed, an export that nobody has, a role that is gone.
    if (!(error instanceof AwsError)) throw error;
    fail(ctx, ctx.get(stacksTable, StackId) ?? stack, error.message);
  }
}

function isOverdue(
  { status, since, timeoutMinutes = Infinity }: StackRecord,
  now: number,
): boolean {
  return status === 'CREATE_IN_PROGRESS' && now - since > timeoutMinutes * 60_000;
}

/** Works off tasks until one needs time. */
async function next(ctx: Context, from: StackRecord): Promise<void> {
  let stack = from;
  for (let [task] = stack.tasks; task !== undefined; [task] = stack.tasks) {
    const progress = await workOff(ctx, stack, task);
    // What it has imported is written by the task itself.
    stack = ctx.get(stacksTable, stack.StackId) ?? stack;
    const [, ...rest] = stack.tasks;
    if (progress.type === 'on') {
      const phase = progress.phase === undefined ? {} : { phase: progress.phase };
      const tasks = [{ ...task, ...phase }, ...rest];
      moveStack(ctx, { ...stack, tasks }, { type: 'Continue', wait: progress.wait });
      return;
    }
    if (progress.type === 'failed' && !goesOn(stack)) return fail(ctx, stack, undefined, task);
    stack =
      progress.type === 'failed'
        ? {
            ...stack,
            tasks: withoutNeeds(stack.plan, rest, task.logicalId),
            failed: [...stack.failed, task.logicalId],
          }
        : { ...stack, tasks: rest };
    ctx.put(stacksTable, stack.StackId, stack);
    // A resource that is done leaves the next one to its own time, unless nothing was done.
    if (task.phase !== undefined && rest.length > 0) {
      moveStack(ctx, stack, { type: 'Continue', wait: durations.step });
      return;
    }
  }
  completed(ctx, stack);
}

/** Where resources are deleted, those go on that do not hang on the one that could not be. */
function goesOn({ status }: StackRecord): boolean {
  return status !== 'CREATE_IN_PROGRESS' && status !== 'UPDATE_IN_PROGRESS';
}

function workOff(ctx: Context, stack: StackRecord, task: Task): Promise<Progress> {
  switch (task.action) {
    case 'create':
    case 'update':
      return make(ctx, stack, task);
    case 'restore':
      return restore(ctx, stack, task);
    case 'delete':
      return remove(ctx, stack, task);
  }
}
