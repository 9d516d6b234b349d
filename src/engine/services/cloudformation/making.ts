import type { Context } from '../../operation';
import { durations } from './durations';
import { validationError } from './errors';
import { moveResource } from './events';
import { checkProperties, workOn, type Failure, type Outcome } from './resource-work';
import { handlerOf } from './resources/index';
import type { Existing, Made } from './resources/handler';
import { propertiesOf, scopeOf, withoutEcho } from './scope';
import {
  partKey,
  resourcesTable,
  stacksTable,
  type ResourceRecord,
  type StackRecord,
  type Task,
} from './state';
import { evaluateWhole } from './template/evaluate';
import { functionOf, isList, isMap, isSame, type Value, type Values } from './template/value';
import { without } from './without';

/** How a piece of work on a resource ended: done, to be gone on with after `wait` ms, or failed. */
export type Progress =
  | { readonly type: 'done' }
  | { readonly type: 'on'; readonly wait: number; readonly phase?: Task['phase'] }
  | { readonly type: 'failed'; readonly reason: string };

const done: Progress = { type: 'done' };

/** Makes or changes a resource, one phase at a time. Throws ValidationError for its functions. */
export async function make(ctx: Context, stack: StackRecord, task: Task): Promise<Progress> {
  switch (task.phase ?? 'new') {
    case 'new':
      return announce(ctx, stack, task.logicalId);
    case 'announced':
      return ask(ctx, stack, resourceOf(ctx, stack, task.logicalId));
    case 'asked':
      return settle(ctx, stack, resourceOf(ctx, stack, task.logicalId));
  }
}

function resourceOf(ctx: Context, { StackId }: StackRecord, logicalId: string): ResourceRecord {
  const resource = ctx.get(resourcesTable, partKey(StackId, logicalId));
  if (resource === undefined) throw new Error(`${logicalId} has not been announced`);
  return resource;
}

/** Computes what a resource is to be, and says in the stack's history what is done to it. */
function announce(ctx: Context, stack: StackRecord, logicalId: string): Progress {
  const declaration = stack.plan.template.Resources[logicalId]!;
  const imports = new Set(stack.imports);
  const scope = scopeOf(ctx, stack, (name) => imports.add(name));
  const properties = propertiesOf(declaration, scope);
  checkKnown(properties);
  const shown = propertiesOf(declaration, withoutEcho(scope));
  if (imports.size > stack.imports.length) {
    ctx.put(stacksTable, stack.StackId, { ...stack, imports: [...imports] });
  }
  const { Type, DeletionPolicy, UpdateReplacePolicy, Metadata } = declaration;
  const settings = {
    ...(isSame(shown, properties) ? {} : { shown }),
    ...(DeletionPolicy === undefined ? {} : { DeletionPolicy }),
    ...(UpdateReplacePolicy === undefined ? {} : { UpdateReplacePolicy }),
    ...(Metadata === undefined ? {} : { metadata: evaluateWhole(Metadata, scope) }),
  };
  const known = ctx.get(resourcesTable, partKey(stack.StackId, logicalId));
  const key = partKey(stack.StackId, logicalId);
  if (known?.PhysicalResourceId === undefined || !isThere(known)) {
    const fresh = { ...{ logicalId, type: Type, properties, attributes: {} }, ...settings };
    const resource = { ...fresh, status: '', timestamp: ctx.now, change: 'created' } as const;
    moveResource(ctx, stack, resource, 'CREATE_IN_PROGRESS');
    return { type: 'on', wait: durations.step, phase: 'announced' };
  }
  const before = without(known, 'change', 'before');
  const kept = without(before, 'metadata', 'DeletionPolicy', 'UpdateReplacePolicy', 'shown');
  if (isSame(kept.properties, properties)) {
    ctx.put(resourcesTable, key, { ...kept, ...settings });
    return done;
  }
  const change = isReplaced(Type, kept.properties, properties) ? 'replaced' : 'updated';
  const reason =
    change === 'replaced'
      ? 'Requested update requires the creation of a new physical resource; hence creating one.'
      : undefined;
  const next: ResourceRecord = { ...kept, ...settings, properties, change, before };
  moveResource(ctx, stack, next, 'UPDATE_IN_PROGRESS', reason);
  return { type: 'on', wait: durations.step, phase: 'announced' };
}

const isThere = ({ status }: ResourceRecord) =>
  status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED';

/** Whether a change of properties makes a new resource. */
export function isReplaced(type: string, before: Values, after: Values): boolean {
  const handler = handlerOf(type);
  return (
    handler?.update === undefined ||
    changedNames(before, after).some((name) => handler.replacedBy.includes(name))
  );
}

/** The properties that differ. */
export function changedNames(before: Values, after: Values): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !isSame(before[name], after[name]));
}

/** Everything must be known by now: what is not is an export that nobody has. */
export function checkKnown(value: Value): void {
  if (isList(value)) return value.forEach(checkKnown);
  if (!isMap(value)) return;
  const [name, argument] = functionOf(value) ?? [];
  // The text is from memory.
  if (name === 'Fn::ImportValue')
    throw validationError(`No export named ${String(argument)} found`);
  if (name !== undefined) {
    throw validationError(`Unable to resolve ${name}: ${JSON.stringify(argument)}`);
  }
  Object.values(value).forEach(checkKnown);
}

/** Asks the resource's service. */
async function ask(ctx: Context, stack: StackRecord, resource: ResourceRecord): Promise<Progress> {
  const { change, before } = resource;
  const isUpdate = change === 'updated' && before !== undefined;
  const outcome = await workOn(
    ctx,
    stack,
    resource,
    (handler, work) => {
      checkProperties(handler, work.properties);
      return isUpdate ? handler.update!(work, existing(before)) : handler.create(work);
    },
    true,
  );
  if (outcome.failure !== undefined) return failed(ctx, stack, resource, outcome);
  const made = withMade(resource, outcome.value);
  const verb = change === 'created' ? 'CREATE' : 'UPDATE';
  const initiated = isUpdate ? undefined : 'Resource creation Initiated';
  ctx.put(resourcesTable, partKey(stack.StackId, resource.logicalId), made);
  if (!isUpdate) moveResource(ctx, stack, made, `${verb}_IN_PROGRESS`, initiated);
  return settle(ctx, stack, made);
}

/** A resource as its handler is to see it. */
export function existing({
  PhysicalResourceId = '',
  attributes,
  properties,
}: Pick<ResourceRecord, 'PhysicalResourceId' | 'attributes' | 'properties'>): Existing {
  return { PhysicalResourceId, attributes, properties };
}

function withMade(
  resource: ResourceRecord,
  { PhysicalResourceId, attributes }: Made,
): ResourceRecord {
  return { ...resource, PhysicalResourceId, attributes: attributes ?? resource.attributes };
}

/** Waits until a resource is there. */
async function settle(
  ctx: Context,
  stack: StackRecord,
  resource: ResourceRecord,
): Promise<Progress> {
  const outcome = await workOn(ctx, stack, resource, async (handler, work) =>
    handler.ready === undefined ? existing(resource) : handler.ready(work, existing(resource)),
  );
  if (outcome.failure !== undefined) return failed(ctx, stack, resource, outcome);
  if (outcome.value === undefined) return { type: 'on', wait: durations.poll, phase: 'asked' };
  const verb = resource.change === 'created' ? 'CREATE' : 'UPDATE';
  moveResource(ctx, stack, withMade(resource, outcome.value), `${verb}_COMPLETE`);
  return done;
}

function failed(
  ctx: Context,
  stack: StackRecord,
  resource: ResourceRecord,
  { failure, made }: Outcome<never> & { readonly failure: Failure },
): Progress {
  if (failure.isThrottled) return { type: 'on', wait: durations.retry };
  const verb = resource.change === 'created' ? 'CREATE' : 'UPDATE';
  const there = made === undefined ? resource : withMade(resource, made);
  moveResource(ctx, stack, there, `${verb}_FAILED`, failure.reason);
  return { type: 'failed', reason: failure.reason };
}
