import type { Context } from '../../operation';
import { hidden, refValues } from './parameters';
import {
  exportsTable,
  nameKey,
  partKey,
  resourcesTable,
  type Plan,
  type StackRecord,
} from './state';
import { conditionHolds } from './template/conditions';
import { evaluateWhole, type Scope } from './template/evaluate';
import { pseudoValues } from './template/pseudo-parameters';
import type { ResourceDeclaration } from './template/template';
import { member, type Values } from './template/value';

type Named = Pick<StackRecord, 'StackId' | 'StackName' | 'account' | 'region'>;

/** What is known of a plan before anything is made: parameters, conditions and mappings. */
export function staticScope(stack: Named, plan: Plan): Scope {
  return {
    template: plan.template,
    parameters: {
      ...refValues(plan.template.Parameters, plan.parameters),
      ...pseudoValues(stack),
    },
    hasResource: (name) => Object.hasOwn(plan.template.Resources, name),
    refOf: () => undefined,
    attributeOf: () => undefined,
    importValue: () => undefined,
  };
}

/** The same with what the stack's resources are by now. */
export function scopeOf(
  ctx: Context,
  stack: StackRecord,
  imported: (name: string) => void = () => undefined,
): Scope {
  const resourceOf = (name: string) => ctx.get(resourcesTable, partKey(stack.StackId, name));
  return {
    ...staticScope(stack, stack.plan),
    refOf: (name) => resourceOf(name)?.PhysicalResourceId,
    attributeOf: (name, attribute) => {
      const resource = resourceOf(name);
      return resource === undefined ? undefined : member(resource.attributes, attribute);
    },
    importValue: (name) => {
      const found = ctx.get(exportsTable, nameKey(stack.account, stack.region, name));
      if (found !== undefined) imported(name);
      return found?.value;
    },
  };
}

/** The same for what answers show: the values of parameters with NoEcho are asterisks. */
export function withoutEcho(scope: Scope): Scope {
  const declared = scope.template.Parameters;
  const parameters = Object.entries(scope.parameters).map(([name, value]) => [
    name,
    declared[name]?.NoEcho === true && value !== '' ? hidden : value,
  ]);
  return { ...scope, parameters: Object.fromEntries(parameters) as Scope['parameters'] };
}

/** The resources of a plan whose conditions hold. */
export function wantedResources(
  plan: Plan,
  scope: Scope,
): readonly (readonly [name: string, declaration: ResourceDeclaration])[] {
  return Object.entries(plan.template.Resources).filter(
    ([, { Condition }]) => Condition === undefined || conditionHolds(Condition, scope),
  );
}

/** A resource's properties, as far as they are known. */
export function propertiesOf({ Properties }: ResourceDeclaration, scope: Scope): Values {
  return evaluateWhole(Properties, scope) as Values;
}
