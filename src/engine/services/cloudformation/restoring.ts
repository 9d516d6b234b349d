import type { Context } from '../../operation';
import { durations } from './durations';
import { moveResource } from './events';
import { existing, type Progress } from './making';
import { workOn } from './resource-work';
import {
  partKey,
  resourcesTable,
  stacksTable,
  type OldResource,
  type ResourceRecord,
  type StackRecord,
  type Task,
} from './state';

const done: Progress = { type: 'done' };

/** Takes back what an update did to a resource; what it made new is deleted at the end. */
export async function restore(ctx: Context, stack: StackRecord, task: Task): Promise<Progress> {
  const key = partKey(stack.StackId, task.logicalId);
  const resource = ctx.get(resourcesTable, key);
  if (resource === undefined) return done;
  const { before, change, logicalId } = resource;
  if (before === undefined || change === 'created') {
    leave(ctx, stack, resource);
    ctx.delete(resourcesTable, key);
    return done;
  }
  if (change === 'replaced') {
    if (resource.PhysicalResourceId !== before.PhysicalResourceId) leave(ctx, stack, resource);
    moveResource(ctx, stack, before, 'UPDATE_COMPLETE');
    return done;
  }
  if (task.phase === undefined) {
    const { properties, shown = properties } = before;
    moveResource(ctx, stack, { ...resource, properties, shown }, 'UPDATE_IN_PROGRESS');
    return { type: 'on', wait: durations.step, phase: 'announced' };
  }
  const outcome = await workOn(
    ctx,
    stack,
    before,
    (handler, work) => handler.update!(work, existing(resource)),
    true,
  );
  if (outcome.failure?.isThrottled === true) return { type: 'on', wait: durations.retry };
  if (outcome.failure !== undefined) {
    moveResource(ctx, stack, resource, 'UPDATE_FAILED', outcome.failure.reason);
    return { type: 'failed', reason: outcome.failure.reason };
  }
  const { attributes = before.attributes } = outcome.value;
  moveResource(ctx, stack, { ...before, logicalId, attributes }, 'UPDATE_COMPLETE');
  return done;
}

/** Puts a resource among those that are deleted at the end. */
function leave(ctx: Context, stack: StackRecord, resource: ResourceRecord): void {
  const { logicalId } = resource;
  const leftover: Task = { action: 'delete', logicalId, old: oldResource(resource, 'Delete') };
  const leftovers = [...stack.leftovers, leftover];
  ctx.put(stacksTable, stack.StackId, { ...stack, leftovers });
}

/** A resource that its stack no longer has. */
export function oldResource(
  { type, PhysicalResourceId, properties, shown, attributes }: Omit<ResourceRecord, 'before'>,
  policy: string | undefined,
): OldResource {
  return {
    ...{ type, properties, attributes },
    ...(shown === undefined ? {} : { shown }),
    ...(PhysicalResourceId === undefined ? {} : { PhysicalResourceId }),
    ...(policy === undefined ? {} : { policy }),
  };
}
