import type { Context } from '../../operation';
import { staticScope, wantedResources } from './scope';
import {
  partKey,
  resourcesTable,
  type Plan,
  type ResourceRecord,
  type StackRecord,
  type Task,
} from './state';
import { dependenciesOf, orderOf } from './template/check-references';

type Named = Pick<StackRecord, 'StackId' | 'StackName' | 'account' | 'region'>;

/** The resources that a stack has. */
export function resourcesOf(ctx: Context, StackId: string): ResourceRecord[] {
  return ctx
    .range(resourcesTable, { prefix: partKey(StackId, '') })
    .map(([, resource]) => resource)
    .filter(({ status }) => status !== 'DELETE_COMPLETE' && status !== 'DELETE_SKIPPED');
}

/** What is to be made or changed for a plan, each resource after those it waits for. */
export function makingTasks(stack: Named, plan: Plan, action: 'create' | 'update'): Task[] {
  const wanted = new Set(wantedResources(plan, staticScope(stack, plan)).map(([name]) => name));
  return orderOf(plan.template)
    .filter((logicalId) => wanted.has(logicalId))
    .map((logicalId) => ({ action, logicalId }));
}

/** What is to be deleted of a stack, each resource before those it waited for. */
export function removingTasks(ctx: Context, stack: StackRecord): Task[] {
  const order = orderOf(stack.plan.template);
  const position = ({ logicalId }: ResourceRecord) => order.indexOf(logicalId);
  return resourcesOf(ctx, stack.StackId)
    .sort((a, b) => position(b) - position(a))
    .map(({ logicalId }) => ({ action: 'delete', logicalId }));
}

/** Without what a resource still needs, which must stay as long as it does. */
export function withoutNeeds(plan: Plan, tasks: readonly Task[], logicalId: string): Task[] {
  const needed = new Set<string>();
  const visit = (name: string) => {
    if (needed.has(name) || !Object.hasOwn(plan.template.Resources, name)) return;
    needed.add(name);
    dependenciesOf(plan.template, name).forEach(visit);
  };
  visit(logicalId);
  return tasks.filter((task) => task.old !== undefined || !needed.has(task.logicalId));
}
