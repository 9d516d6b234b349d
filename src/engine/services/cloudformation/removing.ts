import type { Context } from '../../operation';
import { durations } from './durations';
import { moveResource, recordResourceEvent } from './events';
import { existing, type Progress } from './making';
import { workOn, type Outcome } from './resource-work';
import {
  partKey,
  resourcesTable,
  type OldResource,
  type ResourceRecord,
  type StackRecord,
  type Task,
} from './state';

const done: Progress = { type: 'done' };

interface Removed {
  readonly logicalId: string;
  readonly type: string;
  readonly PhysicalResourceId?: string;
  readonly properties: ResourceRecord['properties'];
  readonly shown?: ResourceRecord['properties'];
  readonly attributes: ResourceRecord['attributes'];
}

/** Deletes a resource, one phase at a time. */
export async function remove(ctx: Context, stack: StackRecord, task: Task): Promise<Progress> {
  const { logicalId, old, phase } = task;
  const resource = ctx.get(resourcesTable, partKey(stack.StackId, logicalId));
  const removed: Removed | undefined = old === undefined ? resource : { logicalId, ...old };
  if (removed === undefined) return done;
  const say = (status: string, reason?: string) => {
    // What is left behind is no longer the resource that the stack has by this name.
    if (old === undefined && resource !== undefined) {
      moveResource(ctx, stack, resource, status, reason);
    } else recordResourceEvent(ctx, stack, removed, status, reason);
  };
  switch (phase ?? 'new') {
    case 'new':
      return begin(stack, removed, resource, old, say);
    case 'announced':
      return ask(ctx, stack, removed, policyOf(stack, resource, old), say);
    case 'asked':
      return settle(ctx, stack, removed, say);
  }
}

type Say = (status: string, reason?: string) => void;

/** Keeps a resource, or says that it is deleted now. */
function begin(
  stack: StackRecord,
  removed: Removed,
  resource: ResourceRecord | undefined,
  old: OldResource | undefined,
  say: Say,
): Progress {
  if (removed.PhysicalResourceId === undefined) {
    say('DELETE_COMPLETE');
    return done;
  }
  const policy = policyOf(stack, resource, old);
  if (policy === 'Retain' || stack.retained.includes(removed.logicalId)) {
    say('DELETE_SKIPPED');
    return done;
  }
  say('DELETE_IN_PROGRESS');
  return { type: 'on', wait: durations.step, phase: 'announced' };
}

/** Source: AWS CloudFormation User Guide, "DeletionPolicy attribute". */
function policyOf(
  { status, retainExceptOnCreate }: StackRecord,
  resource: ResourceRecord | undefined,
  old: OldResource | undefined,
): string | undefined {
  const policy = old === undefined ? resource?.DeletionPolicy : old.policy;
  const isNew = status === 'ROLLBACK_IN_PROGRESS' || resource?.change === 'created';
  if (policy === 'RetainExceptOnCreate') return isNew ? 'Delete' : 'Retain';
  return policy === 'Retain' && isNew && retainExceptOnCreate ? 'Delete' : policy;
}

async function ask(
  ctx: Context,
  stack: StackRecord,
  removed: Removed,
  policy: string | undefined,
  say: Say,
): Promise<Progress> {
  const outcome = await workOn(ctx, stack, removed, (handler, work) => {
    const keepsSnapshot = (policy ?? handler.deletionPolicy) === 'Snapshot';
    return handler.delete(work, existing(removed), keepsSnapshot);
  });
  if (outcome.failure !== undefined) return failed(outcome, say);
  return settle(ctx, stack, removed, say);
}

async function settle(
  ctx: Context,
  stack: StackRecord,
  removed: Removed,
  say: Say,
): Promise<Progress> {
  const outcome = await workOn(ctx, stack, removed, async (handler, work) =>
    handler.gone === undefined ? true : handler.gone(work, existing(removed)),
  );
  if (outcome.failure !== undefined) return failed(outcome, say);
  if (!outcome.value) return { type: 'on', wait: durations.poll, phase: 'asked' };
  say('DELETE_COMPLETE');
  return done;
}

function failed({ failure }: Extract<Outcome<never>, { failure: object }>, say: Say): Progress {
  if (failure.isThrottled) return { type: 'on', wait: durations.retry };
  // Somebody else has deleted it: that is what was wanted.
  if (failure.isNotFound) {
    say('DELETE_COMPLETE');
    return done;
  }
  say('DELETE_FAILED', failure.reason);
  return { type: 'failed', reason: failure.reason };
}
