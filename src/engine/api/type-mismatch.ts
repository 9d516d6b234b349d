import type { Rule } from './failure';
import type { Shape } from './model';

const targets: Partial<Record<Shape['type'], string>> = {
  string: 'a String',
  integer: 'an Integer',
  long: 'a Long',
  float: 'a Float',
  double: 'a Double',
  boolean: 'a Boolean',
  blob: 'a Blob',
  timestamp: 'milliseconds since epoch',
};

/**
 * What AWS's JSON reader says of a value of the wrong type.
 * Source: answers of Athena, SES and X-Ray to wrongly typed bodies, as public test suites record
 * them; the reader is the same in all services.
 */
export function mismatch(value: unknown, shape: Shape): Rule {
  return { kind: 'type', text: mismatchText(value, shape) };
}

function mismatchText(value: unknown, shape: Shape): string {
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    return 'Start of list found where not expected';
  }
  if (typeof value === 'object' && !(value instanceof Date)) {
    return 'Start of structure or map found where not expected.';
  }
  if (shape.type === 'list') return 'Expected list or null';
  if (shape.type === 'map') return 'Expected map or null';
  if (shape.type === 'structure') return 'Expected null';
  // AWS's articles are its own.
  if (shape.type === 'boolean' && typeof value === 'string') {
    return 'STRING_VALUE can not be converted to an Boolean';
  }
  return `${token(value)} can not be converted to ${targets[shape.type] ?? shape.type}`;
}

function token(value: unknown): string {
  if (typeof value === 'string') return 'STRING_VALUE';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return 'NUMBER_VALUE';
}
