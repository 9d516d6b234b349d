import type { Shape } from '../../../engine/api/index';
import { floatValue, integerValue } from './numbers';
import { isList, isRecord, type Value } from './value';

/**
 * Gives what shorthand left as text the types of the API model: numbers, booleans, and lists of
 * one where a single value was written. What does not fit stays as it is, for validation to say.
 */
export function typed(value: Value, shape: Shape): Value {
  switch (shape.type) {
    case 'structure':
      return isRecord(value) ? mapMembers(value, (name) => shape.members[name]?.shape) : value;
    case 'map':
      return isRecord(value) ? mapMembers(value, () => shape.value.shape) : value;
    case 'list':
      return isList(value) ? value.map((item) => typed(item, shape.member.shape)) : [value];
    case 'integer':
    case 'long':
      return typeof value === 'string' ? integerValue(value) : value;
    case 'float':
    case 'double':
      return typeof value === 'string' ? floatValue(value) : value;
    case 'boolean':
      return typeof value === 'string' ? booleanValue(value) : value;
    default:
      return value;
  }
}

function mapMembers(
  record: { readonly [name: string]: Value },
  shapeOf: (name: string) => Shape | undefined,
): Value {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => {
      const shape = shapeOf(name);
      return [name, shape === undefined ? value : typed(value, shape)];
    }),
  );
}

function booleanValue(text: string): Value {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : text;
}
