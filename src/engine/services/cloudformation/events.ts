import type { Context } from '../../operation';
import {
  eventsTable,
  partKey,
  resourcesTable,
  type EventRecord,
  type ResourceRecord,
  type StackRecord,
} from './state';
import { without } from './without';

const digits = 6;

function addEvent(ctx: Context, { StackId, token }: StackRecord, event: EventRecord): void {
  const number = ctx.size(eventsTable, partKey(StackId, ''));
  const key = partKey(StackId, String(number).padStart(digits, '0'));
  ctx.put(eventsTable, key, token === undefined ? event : { ...event, token });
}

/** Puts a stack's new status into its history. */
export function recordStackEvent(ctx: Context, stack: StackRecord, reason?: string): void {
  const { StackId, StackName, status } = stack;
  addEvent(ctx, stack, {
    ...{ EventId: ctx.random.uuid(), logicalId: StackName, PhysicalResourceId: StackId },
    ...{ type: 'AWS::CloudFormation::Stack', timestamp: ctx.now, status },
    ...(reason === undefined ? {} : { reason }),
  });
}

/** Writes a resource in its new status, and puts that into the stack's history. */
export function moveResource(
  ctx: Context,
  stack: StackRecord,
  resource: ResourceRecord,
  status: string,
  reason?: string,
): ResourceRecord {
  const after: ResourceRecord = {
    ...{ ...without(resource, 'statusReason'), status, timestamp: ctx.now },
    ...(reason === undefined ? {} : { statusReason: reason }),
  };
  ctx.put(resourcesTable, partKey(stack.StackId, resource.logicalId), after);
  recordResourceEvent(ctx, stack, after, status, reason);
  return after;
}

/** Puts what happens to a resource into the stack's history. */
export function recordResourceEvent(
  ctx: Context,
  stack: StackRecord,
  resource: Pick<
    ResourceRecord,
    'logicalId' | 'type' | 'PhysicalResourceId' | 'properties' | 'shown'
  >,
  status: string,
  reason?: string,
): void {
  const { logicalId, type, PhysicalResourceId = '', properties, shown = properties } = resource;
  addEvent(ctx, stack, {
    EventId: `${logicalId}-${status}-${new Date(ctx.now).toISOString()}`,
    ...{ logicalId, type, PhysicalResourceId, timestamp: ctx.now, status },
    properties: JSON.stringify(shown),
    ...(reason === undefined ? {} : { reason }),
  });
}
