import type { Context } from '../../operation';
import { checkAttributes } from './check-attributes';
import { durations } from './durations';
import { validationError } from './errors';
import { fail } from './failing';
import { moveStack } from './moves';
import { dropExports, exportInUse, exportOutputs, outputsOf } from './outputs';
import { oldResource } from './restoring';
import { staticScope, wantedResources } from './scope';
import {
  namesTable,
  nameKey,
  partKey,
  resourcesTable,
  roleSessionsTable,
  stacksTable,
  type StackRecord,
  type Task,
} from './state';
import { removingTasks, resourcesOf } from './tasks';
import { without } from './without';

/**
 * What stands against an operation that has only just begun: attributes that no resource has, an
 * export that another stack uses. Throws ValidationError.
 */
export function checkBeginning(ctx: Context, stack: StackRecord): void {
  const { status, since } = stack;
  if (ctx.now - since > durations.step) return;
  if (status === 'CREATE_IN_PROGRESS' || status === 'UPDATE_IN_PROGRESS') {
    checkAttributes(stack.plan.template);
  }
  const inUse = status === 'DELETE_IN_PROGRESS' ? exportInUse(ctx, stack) : undefined;
  if (inUse !== undefined) throw validationError(inUse);
}

/** All tasks of a stack's state are worked off. Throws ValidationError for outputs. */
export function completed(ctx: Context, stack: StackRecord): void {
  const { failed, status } = stack;
  switch (status) {
    case 'CREATE_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
      return made(ctx, stack);
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
      if (failed.length > 0) return fail(ctx, stack, notAll('update', failed));
      return takenBack(ctx, stack);
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return finish(ctx, { ...stack, leftovers: [], failed: [] });
    case 'ROLLBACK_IN_PROGRESS':
      if (failed.length > 0) return fail(ctx, stack, notAll('delete', failed));
      dropExports(ctx, stack);
      return finish(ctx, { ...stack, outputs: [], DeletionTime: ctx.now });
    case 'DELETE_IN_PROGRESS':
      if (failed.length > 0) return fail(ctx, stack, notAll('delete', failed));
      return deleted(ctx, stack);
    default:
      return finish(ctx, stack);
  }
}

const notAll = (verb: string, names: readonly string[]) =>
  `The following resource(s) failed to ${verb}: [${names.join(', ')}]. `;

function finish(ctx: Context, stack: StackRecord): void {
  ctx.delete(roleSessionsTable, stack.StackId);
  moveStack(ctx, { ...stack, tasks: [] }, { type: 'Completed' });
}

/** Everything is made: the outputs are computed, and what is left over is deleted. */
function made(ctx: Context, stack: StackRecord): void {
  const outputs = outputsOf(ctx, stack);
  exportOutputs(ctx, stack, outputs);
  const leftovers = leftoversOf(ctx, stack);
  forgetChanges(ctx, stack);
  const rest = without(stack, 'before');
  const after: StackRecord = { ...rest, outputs, tasks: leftovers, leftovers: [], failed: [] };
  if (stack.status === 'CREATE_IN_PROGRESS') return finish(ctx, after);
  moveStack(ctx, after, { type: 'Completed' });
}

/** What an update has replaced, and what the template no longer has, last made first. */
function leftoversOf(ctx: Context, stack: StackRecord): Task[] {
  const wanted = new Set(
    wantedResources(stack.plan, staticScope(stack, stack.plan)).map(([name]) => name),
  );
  const asBefore = stack.before === undefined ? stack : { ...stack, plan: stack.before };
  return removingTasks(ctx, asBefore).flatMap(({ logicalId }): Task[] => {
    const resource = ctx.get(resourcesTable, partKey(stack.StackId, logicalId));
    if (resource === undefined) return [];
    const { before, change, UpdateReplacePolicy, DeletionPolicy } = resource;
    if (!wanted.has(logicalId)) {
      ctx.delete(resourcesTable, partKey(stack.StackId, logicalId));
      return [{ action: 'delete', logicalId, old: oldResource(resource, DeletionPolicy) }];
    }
    const isReplaced =
      change === 'replaced' && before?.PhysicalResourceId !== resource.PhysicalResourceId;
    if (!isReplaced || before === undefined) return [];
    return [{ action: 'delete', logicalId, old: oldResource(before, UpdateReplacePolicy) }];
  });
}

function forgetChanges(ctx: Context, { StackId }: StackRecord): void {
  for (const resource of resourcesOf(ctx, StackId)) {
    if (resource.change === undefined) continue;
    const key = partKey(StackId, resource.logicalId);
    ctx.put(resourcesTable, key, without(resource, 'change', 'before'));
  }
}

/** An update is taken back: the stack is what it was, and what the update made is deleted. */
function takenBack(ctx: Context, stack: StackRecord): void {
  forgetChanges(ctx, stack);
  const { before, ...rest } = stack;
  const plan = before ?? stack.plan;
  const after: StackRecord = { ...rest, plan, tasks: stack.leftovers, leftovers: [] };
  moveStack(ctx, after, { type: 'Completed' });
}

/** The stack is gone: its name is free, its history stays. */
function deleted(ctx: Context, stack: StackRecord): void {
  const { account, region, StackName, StackId } = stack;
  dropExports(ctx, stack);
  const key = nameKey(account, region, StackName);
  if (ctx.get(namesTable, key)?.StackId === StackId) ctx.delete(namesTable, key);
  ctx.put(stacksTable, StackId, stack);
  finish(ctx, { ...stack, outputs: [], imports: [], DeletionTime: ctx.now });
}
