import type { Parameter, Tag } from '@aws-sdk/client-cloudformation';
import type { Context } from '../../operation';
import { checkDynamicReferences } from './dynamic-references';
import { requiresCapabilities, stacks } from './errors';
import { parameterValues, resolveParameters } from './parameters';
import { callAs, principalOf } from './principal';
import { handlerOf } from './resources/index';
import { propertiesOf, staticScope, wantedResources } from './scope';
import type { Plan, StackRecord } from './state';
import { checkReferences } from './template/check-references';
import { conditionHolds } from './template/conditions';
import { evaluateWhole } from './template/evaluate';
import { readTemplate } from './template/read-template';
import { isSame, type Value } from './template/value';

/** What a request says of the stack that it wants. */
export interface Wanted {
  readonly Parameters?: readonly Parameter[] | undefined;
  readonly Capabilities?: readonly string[] | undefined;
  readonly Tags?: readonly Tag[] | undefined;
  readonly ResourceTypes?: readonly string[] | undefined;
}

/** The stack that is to be made or changed, as far as it is known. */
export type Subject = Pick<
  StackRecord,
  'StackId' | 'StackName' | 'account' | 'region' | 'RoleARN' | 'principal'
>;

/**
 * Reads and checks everything that can be checked before anything is made. Throws ValidationError in
 * AWS's words, and InsufficientCapabilitiesException.
 */
export async function planFor(
  ctx: Context,
  stack: Subject,
  text: string,
  wanted: Wanted,
  before?: Plan,
): Promise<Plan> {
  const template = await readTemplate(text);
  checkReferences(template);
  checkDynamicReferences(template);
  const { Parameters, Capabilities = [], Tags, ResourceTypes } = wanted;
  const values = parameterValues(template.Parameters, Parameters, before?.parameters);
  const call = callAs(ctx, await principalOf(ctx, stack));
  const plan: Plan = {
    ...{ text, template, capabilities: Capabilities },
    parameters: await resolveParameters(call, template.Parameters, values),
    tags:
      Tags === undefined
        ? (before?.tags ?? {})
        : Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value])),
  };
  const resources = planned(stack, plan);
  checkCapabilities(resources, Capabilities);
  if (ResourceTypes !== undefined) checkTypes(resources, ResourceTypes);
  return plan;
}

/** A resource with everything computed that is known before anything is made. */
export interface Planned {
  readonly name: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, Value>>;
  readonly metadata: Value;
}

/** The resources of a plan. Throws ValidationError for functions that cannot be computed. */
export function planned(stack: Subject | StackRecord, plan: Plan): Planned[] {
  const scope = staticScope(stack, plan);
  for (const output of Object.values(plan.template.Outputs)) {
    if (output.Condition === undefined || conditionHolds(output.Condition, scope)) {
      evaluateWhole(output.Value, scope);
    }
  }
  return wantedResources(plan, scope).map(([name, declaration]) => ({
    ...{ name, type: declaration.Type },
    properties: propertiesOf(declaration, scope),
    metadata: evaluateWhole(declaration.Metadata ?? {}, scope),
  }));
}

/** Source: AWS CloudFormation API Reference, CreateStack, Capabilities. */
export function capabilitiesOf(resources: readonly Planned[]): string[] {
  const needed = resources.flatMap(({ type, properties }) => {
    const needs = handlerOf(type)?.capability?.(properties);
    return needs === undefined ? [] : [needs];
  });
  if (needed.includes('CAPABILITY_NAMED_IAM')) return ['CAPABILITY_NAMED_IAM'];
  return needed.length > 0 ? ['CAPABILITY_IAM'] : [];
}

function checkCapabilities(resources: readonly Planned[], given: readonly string[]): void {
  const [needed] = capabilitiesOf(resources);
  if (needed === undefined || given.includes(needed)) return;
  if (needed === 'CAPABILITY_IAM' && given.includes('CAPABILITY_NAMED_IAM')) return;
  throw requiresCapabilities([needed]);
}

function checkTypes(resources: readonly Planned[], allowed: readonly string[]): void {
  for (const { type } of resources) {
    const isAllowed = allowed.some(
      (name) =>
        name === type ||
        (name.endsWith('*') && name.endsWith('::*') && type.startsWith(name.slice(0, -1))),
    );
    if (!isAllowed) throw stacks.typeNotAllowed(type, allowed);
  }
}

/** Whether a plan would change nothing of what another one has made. */
export function changesNothing(stack: StackRecord, plan: Plan): boolean {
  const [now, then] = [stack.plan, plan].map((each) => planned(stack, each) as unknown as Value);
  return (
    isSame(now, then) &&
    isSame(outputs(stack, stack.plan), outputs(stack, plan)) &&
    isSame(stack.plan.tags, plan.tags)
  );
}

function outputs(stack: StackRecord, plan: Plan): Value {
  const scope = staticScope(stack, plan);
  return Object.entries(plan.template.Outputs)
    .filter(([, { Condition }]) => Condition === undefined || conditionHolds(Condition, scope))
    .map(([name, { Value, Description = '', Export = '' }]) => [
      ...[name, evaluateWhole(Value, scope), Description, evaluateWhole(Export, scope)],
    ]);
}

/** Resources whose type the new plan would change. Throws ValidationError where there are any. */
export function checkSameTypes(stack: StackRecord, plan: Plan): void {
  const types = new Map(planned(stack, stack.plan).map(({ name, type }) => [name, type]));
  const changed = planned(stack, plan).filter(
    ({ name, type }) => (types.get(name) ?? type) !== type,
  );
  if (changed.length > 0) throw stacks.otherTypes(changed.map(({ name }) => name));
}
