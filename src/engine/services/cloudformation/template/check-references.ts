import { formatError, templateError, validationError } from '../errors';
import { handlerOf } from '../resources/index';
import { pseudoParameters } from './pseudo-parameters';
import { referencesIn, type Reference } from './references';
import type { Template } from './template';

/**
 * Checks that everything a template refers to is there, that no resources wait for each other, and
 * that their types are known. Throws ValidationError.
 */
export function checkReferences(template: Template): void {
  checkTypes(template);
  const { Resources, Outputs, Conditions, Parameters } = template;
  const isResource = (name: string) => Object.hasOwn(Resources, name);
  const isParameter = (name: string) =>
    Object.hasOwn(Parameters, name) || pseudoParameters.has(name);
  const missing = ({ name, by, attribute }: Reference) =>
    by === 'Fn::GetAtt' || attribute !== undefined
      ? !isResource(name)
      : !isResource(name) && !isParameter(name);
  const needed = Object.values(Resources).flatMap(({ Properties, Metadata = '', DependsOn }) => [
    ...referencesIn(Properties),
    ...referencesIn(Metadata),
    ...DependsOn.map((name): Reference => ({ name, attribute: '', by: 'Ref' })),
  ]);
  const lost = namesOf(needed.filter(missing));
  if (lost.length > 0) {
    throw formatError(
      `Unresolved resource dependencies [${lost.join(', ')}] in the Resources block of the template`,
    );
  }
  const shown = Object.values(Outputs).flatMap(({ Value, Export = '' }) => [
    ...referencesIn(Value),
    ...referencesIn(Export),
  ]);
  const lostOutputs = namesOf(shown.filter(missing));
  if (lostOutputs.length > 0) {
    throw validationError(
      `Unresolved resource dependencies [${lostOutputs.join(', ')}] in the Outputs block of the template`,
    );
  }
  // The text is from memory.
  const asked = namesOf(referencesIn(Conditions).filter(({ name }) => !isParameter(name)));
  if (asked.length > 0) {
    throw templateError(
      `Unresolved dependencies [${asked.join(', ')}]. Cannot reference resources in the Conditions block of the template`,
    );
  }
  checkConditionNames(template);
  orderOf(template);
}

function namesOf(references: readonly Reference[]): string[] {
  return [...new Set(references.map(({ name }) => name))];
}

/** Types of this model; of others AWS says which ones it does not have, and so does this model. */
function checkTypes({ Resources }: Template): void {
  const types = new Set(Object.values(Resources).map(({ Type }) => Type));
  const unknown = [...types].filter((type) => handlerOf(type) === undefined);
  // The text is from memory.
  if (unknown.length > 0) {
    throw formatError(`Unrecognized resource types: [${unknown.join(', ')}]`);
  }
}

function checkConditionNames({ Resources, Outputs, Conditions }: Template): void {
  for (const [section, members] of [
    ['Resources', Resources],
    ['Outputs', Outputs],
  ] as const) {
    for (const { Condition } of Object.values(members)) {
      if (Condition === undefined || Object.hasOwn(Conditions, Condition)) continue;
      // The text is from memory.
      throw formatError(
        `Unresolved condition dependency ${Condition} in the ${section} block of the template`,
      );
    }
  }
}

/** The resources that a resource waits for. */
export function dependenciesOf(template: Template, name: string): readonly string[] {
  const { Properties, DependsOn } = template.Resources[name]!;
  const named = [...DependsOn, ...referencesIn(Properties).map((reference) => reference.name)];
  return [...new Set(named)].filter((other) => Object.hasOwn(template.Resources, other));
}

/**
 * The template's resources in the order in which they are made: each after those it waits for, else
 * as they stand. Throws ValidationError where resources wait for each other.
 */
export function orderOf(template: Template): readonly string[] {
  const names = Object.keys(template.Resources);
  const waiting = new Map(names.map((name) => [name, dependenciesOf(template, name)]));
  const order: string[] = [];
  const isMade = new Set<string>();
  for (let next = free(); next !== undefined; next = free()) {
    waiting.delete(next);
    isMade.add(next);
    order.push(next);
  }
  // The text is from memory.
  if (waiting.size > 0) {
    const stuck = withinCycles(waiting).join(', ');
    throw validationError(`Circular dependency between resources: [${stuck}]`);
  }
  return order;

  function free(): string | undefined {
    for (const [name, needs] of waiting) if (needs.every((other) => isMade.has(other))) return name;
    return undefined;
  }
}

/** Of the resources that cannot be made, those that nobody outside a cycle only waits for. */
function withinCycles(waiting: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(waiting);
  for (;;) {
    const needed = new Set([...left.values()].flat());
    const only = [...left.keys()].filter((name) => !needed.has(name));
    if (only.length === 0) return [...left.keys()];
    for (const name of only) left.delete(name);
  }
}
