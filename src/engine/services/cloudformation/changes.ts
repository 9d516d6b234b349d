import type { Context } from '../../operation';
import { changedNames, isReplaced } from './making';
import { planned, type Planned, type Subject } from './plan';
import { handlerOf } from './resources/index';
import {
  partKey,
  resourcesTable,
  type ChangeDetail,
  type ChangeRecord,
  type Plan,
  type StackRecord,
} from './state';
import { referencesIn } from './template/references';
import { hasFunction, isSame, type Value } from './template/value';

/** What a plan would make in a new stack. */
export function additions(stack: Subject, plan: Plan): ChangeRecord[] {
  return planned(stack, plan)
    .map(({ name, type }): ChangeRecord => ({ action: 'Add', logicalId: name, type, details: [] }))
    .sort(byName);
}

const byName = (a: ChangeRecord, b: ChangeRecord) => (a.logicalId < b.logicalId ? -1 : 1);

/**
 * What a plan would change of a stack, as far as it is known before anything is made. What hangs on
 * a resource that is replaced may change, too: AWS calls that dynamic.
 */
export function changesOf(ctx: Context, stack: StackRecord, plan: Plan): ChangeRecord[] {
  const before = new Map(planned(stack, stack.plan).map((each) => [each.name, each]));
  const after = planned(stack, plan);
  const idOf = (name: string) => {
    const id = ctx.get(resourcesTable, partKey(stack.StackId, name))?.PhysicalResourceId;
    return id === undefined ? {} : { PhysicalResourceId: id };
  };
  const changes: ChangeRecord[] = [];
  const changed = new Set<string>();
  for (const next of after) {
    const was = before.get(next.name);
    before.delete(next.name);
    const common = { logicalId: next.name, type: next.type };
    if (was === undefined) {
      changes.push({ action: 'Add', ...common, details: [] });
      continue;
    }
    const details = detailsOf(plan, was, next, changed);
    if (details.length === 0) continue;
    changed.add(next.name);
    const replaces = isReplaced(next.type, was.properties, next.properties);
    const policy = plan.template.Resources[next.name]?.UpdateReplacePolicy;
    const maybe = details.some(
      ({ recreation, evaluation }) => recreation === 'Always' && evaluation === 'Dynamic',
    );
    changes.push({
      ...{ action: 'Modify', ...common, ...idOf(next.name), details },
      replacement: !replaces ? 'False' : maybe ? 'Conditional' : 'True',
      ...(replaces && !maybe
        ? { policyAction: policy === 'Retain' ? 'ReplaceAndRetain' : 'ReplaceAndDelete' }
        : {}),
    });
  }
  for (const { name: logicalId, type } of before.values()) {
    const policy = stack.plan.template.Resources[logicalId]?.DeletionPolicy ?? 'Delete';
    const policyAction = policy.startsWith('Retain') ? 'Retain' : policy;
    changes.push({
      action: 'Remove',
      ...{ logicalId, type, policyAction },
      ...idOf(logicalId),
      details: [],
    });
  }
  return changes.sort(byName);
}

function detailsOf(
  plan: Plan,
  was: Planned,
  next: Planned,
  changed: ReadonlySet<string>,
): ChangeDetail[] {
  const handler = handlerOf(next.type);
  const names = new Set(changedNames(was.properties, next.properties));
  for (const [name, value] of Object.entries(next.properties)) {
    if (referencesIn(value).some((reference) => changed.has(reference.name))) names.add(name);
  }
  return [...names].map((name): ChangeDetail => {
    const value = next.properties[name] ?? '';
    const isOpen = hasFunction(value);
    const text = plan.template.Resources[next.name]?.Properties[name] ?? '';
    const isOwn = !isSame(was.properties[name], next.properties[name]);
    return {
      name,
      recreation:
        handler?.update === undefined || handler.replacedBy.includes(name) ? 'Always' : 'Never',
      evaluation: isOpen ? 'Dynamic' : 'Static',
      source: isOwn ? sourceOf(plan, text) : 'ResourceReference',
    };
  });
}

function sourceOf(plan: Plan, text: Value): ChangeDetail['source'] {
  const names = referencesIn(text).map(({ name }) => name);
  return names.some((name) => Object.hasOwn(plan.template.Parameters, name))
    ? 'ParameterReference'
    : 'DirectModification';
}
