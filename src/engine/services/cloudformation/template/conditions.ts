import { templateError } from '../errors';
import { evaluateWhole, type Scope } from './evaluate';
import { asText, isList, isMap, member, type Value } from './value';

/** Whether a template's condition holds. Throws ValidationError. */
export function conditionHolds(name: string, scope: Scope, under: readonly string[] = []): boolean {
  const condition = member(scope.template.Conditions, name);
  if (condition === undefined) {
    // Recorded for Fn::If; the same for resources and outputs is from memory.
    throw templateError(`unresolved condition dependency ${name}`);
  }
  if (under.includes(name)) {
    throw templateError(`Circular dependency between conditions: [${under.join(', ')}]`);
  }
  return holds(condition, scope, [...under, name]);
}

function holds(value: Value, scope: Scope, under: readonly string[]): boolean {
  const entries = isMap(value) ? Object.entries(value) : [];
  const [name, argument] = entries[0] ?? [];
  if (name === undefined || argument === undefined || entries.length !== 1) {
    // From memory.
    throw templateError(`Every Condition member must be a function that is true or false.`);
  }
  switch (name) {
    case 'Condition':
      return conditionHolds(asText(argument) ?? '', scope, under);
    case 'Fn::Equals':
      return equals(argument, scope);
    case 'Fn::Not': {
      const [only] = operands(name, argument, 1, 1);
      return !holds(only!, scope, under);
    }
    case 'Fn::And':
      return operands(name, argument, 2, 10).every((item) => holds(item, scope, under));
    case 'Fn::Or':
      return operands(name, argument, 2, 10).some((item) => holds(item, scope, under));
    default:
      throw templateError(`Every Condition member must be a function that is true or false.`);
  }
}

function equals(argument: Value, scope: Scope): boolean {
  const sides = isList(argument) ? argument.map((item) => evaluateWhole(item, scope)) : [];
  const [left, right] = sides.map(asText);
  if (sides.length !== 2 || left === undefined || right === undefined) {
    throw templateError('every Fn::Equals object requires a list of 2 string parameters.');
  }
  return left === right;
}

/** Source of the bounds: User Guide, "Condition functions"; the texts are from memory. */
function operands(name: string, argument: Value, min: number, max: number): readonly Value[] {
  if (!isList(argument) || argument.length < min || argument.length > max) {
    const count =
      min === max ? 'a list argument with one element' : `a list argument with two to ten elements`;
    throw templateError(`${name} requires ${count}`);
  }
  return argument;
}
