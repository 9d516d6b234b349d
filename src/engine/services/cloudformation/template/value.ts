/** What a template's text holds: JSON, in the form of plain records. */
export type Value = string | number | boolean | null | readonly Value[] | Values;

/** A map of a template. Names are looked up by `member`, as any name may stand there. */
export interface Values {
  readonly [name: string]: Value;
}

/** Whether a value is a map. */
export function isMap(value: Value | undefined): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a value is a list. */
export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** A member of a record, and nothing that the record merely inherits. */
export function member<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** The text of a scalar, as AWS CloudFormation turns numbers and truth values into text. */
export function asText(value: Value | undefined): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
      return String(value);
    default:
      return undefined;
  }
}

/** Whether two values say the same: the order of a map's members does not count. */
export function isSame(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  }
  if (!isMap(a) || !isMap(b)) return false;
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
  );
}

/** The name and argument of an intrinsic function, where a value is one: `{"Ref": "Key"}`. */
export function functionOf(value: Value): readonly [name: string, argument: Value] | undefined {
  if (!isMap(value)) return undefined;
  const entries = Object.entries(value);
  const [first] = entries;
  if (first === undefined || entries.length !== 1) return undefined;
  const [name] = first;
  return name === 'Ref' || name.startsWith('Fn::') ? first : undefined;
}

/** Whether a function is left somewhere in a value. */
export function hasFunction(value: Value): boolean {
  if (isList(value)) return value.some(hasFunction);
  if (!isMap(value)) return false;
  return functionOf(value) !== undefined || Object.values(value).some(hasFunction);
}
