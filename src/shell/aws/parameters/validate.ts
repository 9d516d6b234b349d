import type { Shape, StructureShape } from '../../../engine/api/index';
import { paramValidation } from '../cli-error';
import { pythonLiteral, pythonString, pythonType } from '../python-text';
import { readTimestamp } from './timestamp';
import { isList, isRecord, type Value } from './value';

/**
 * Refuses parameters that botocore would refuse before anything is sent, in its words: missing
 * and unknown members, wrong types, numbers and lengths below their minimum. Maxima, patterns
 * and enumerations are left to the service, as there.
 */
export function validateParameters(parameters: Value, shape: StructureShape): void {
  const problems: string[] = [];
  check(parameters, shape, '', problems);
  if (problems.length > 0) {
    throw paramValidation(`Parameter validation failed:\n${problems.join('\n')}`);
  }
}

function check(value: Value, shape: Shape, path: string, problems: string[]): void {
  const wrongType = (...types: readonly string[]) => {
    const shown = pythonString(value);
    problems.push(
      `Invalid type for parameter ${shownPath(path)}, value: ${shown}, type: ${pythonType(value)}, valid types: ${types.join(', ')}`,
    );
  };
  switch (shape.type) {
    case 'structure':
      if (isRecord(value)) checkStructure(value, shape, path, problems);
      else wrongType("<class 'dict'>");
      return;
    case 'map':
      if (!isRecord(value)) return wrongType("<class 'dict'>");
      for (const [key, member] of Object.entries(value)) {
        check(key, shape.key.shape, `${path} (key: ${key})`, problems);
        check(member, shape.value.shape, `${path}.${key}`, problems);
      }
      return;
    case 'list':
      if (!isList(value)) return wrongType("<class 'list'>", "<class 'tuple'>");
      checkLength(value.length, shape, path, problems);
      value.forEach((item, index) => {
        check(item, shape.member.shape, `${path}[${index}]`, problems);
      });
      return;
    case 'string':
      if (typeof value !== 'string') return wrongType("<class 'str'>");
      return checkLength([...value].length, shape, path, problems);
    case 'blob':
      if (typeof value === 'string' || value instanceof Uint8Array) return;
      return wrongType("<class 'bytes'>", "<class 'bytearray'>", 'file-like object');
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrongType("<class 'bool'>");
    case 'timestamp':
      if (readTimestamp(value) !== undefined) return;
      return wrongType("<class 'datetime.datetime'>", 'timestamp-string');
    case 'integer':
    case 'long':
      if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType("<class 'int'>");
      return checkMinimum(value, shape.min, path, problems);
    case 'float':
    case 'double':
      if (typeof value !== 'number') {
        return wrongType("<class 'float'>", "<class 'decimal.Decimal'>", "<class 'int'>");
      }
      return checkMinimum(value, shape.min, path, problems);
  }
}

function checkStructure(
  value: { readonly [name: string]: Value },
  shape: StructureShape,
  path: string,
  problems: string[],
): void {
  const here = shownPath(path);
  const given = Object.keys(value);
  const names = Object.keys(shape.members);
  // Python joins these with a full stop, and forgets a blank: both are what the CLI prints.
  if (shape.union === true && given.length === 0) {
    problems.push(
      `Must set one of the following keys for tagged unionstructure ${here}: ${names.join('. ')}.`,
    );
  } else if (shape.union === true && given.length > 1) {
    problems.push(
      `Invalid number of parameters set for tagged union structure ${here}. Can only set one of the following keys: ${names.join('. ')}.`,
    );
  }
  for (const name of shape.required) {
    if (!Object.hasOwn(value, name)) {
      problems.push(`Missing required parameter in ${here}: "${name}"`);
    }
  }
  const known = given.filter((name) => {
    if (shape.members[name] !== undefined) return true;
    problems.push(`Unknown parameter in ${here}: "${name}", must be one of: ${names.join(', ')}`);
    return false;
  });
  for (const name of known) {
    const member = shape.members[name];
    if (member !== undefined) {
      check(value[name] as Value, member.shape, `${path}.${name}`, problems);
    }
  }
}

function checkLength(
  length: number,
  { min }: { readonly min?: number },
  path: string,
  problems: string[],
): void {
  if (min === undefined || length >= min) return;
  problems.push(
    `Invalid length for parameter ${shownPath(path)}, value: ${length}, valid min length: ${min}`,
  );
}

function checkMinimum(
  value: number,
  min: number | undefined,
  path: string,
  problems: string[],
): void {
  if (min === undefined || value >= min) return;
  problems.push(
    `Invalid value for parameter ${shownPath(path)}, value: ${pythonLiteral(value)}, valid min value: ${min}`,
  );
}

function shownPath(path: string): string {
  if (path === '') return 'input';
  return path.startsWith('.') ? path.slice(1) : path;
}
