import { asText, isList, isMap, type Value, type Values } from '../template/value';
import { PropertyError } from './handler';

// Templates may write every number and truth value as text. The refusals read as public bug reports
// quote them.

const wrong = (name: string, what: string) =>
  new PropertyError(
    `Property validation failure: [Value of property {/${name}} does not match type {${what}}]`,
  );

/** A property that is text; undefined where it is not given. */
export function text(properties: Values, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined) return undefined;
  const read = asText(value);
  if (read === undefined) throw wrong(name, 'String');
  return read;
}

/** A property that is a number. */
export function number(properties: Values, name: string): number | undefined {
  const read = text(properties, name);
  if (read === undefined) return undefined;
  const value = Number(read);
  if (read.trim() === '' || Number.isNaN(value)) throw wrong(name, 'Number');
  return value;
}

/** A property that is true or false. */
export function flag(properties: Values, name: string): boolean | undefined {
  const read = text(properties, name);
  if (read === undefined) return undefined;
  if (read !== 'true' && read !== 'false') throw wrong(name, 'Boolean');
  return read === 'true';
}

/** A property that is a map. */
export function map(properties: Values, name: string): Values | undefined {
  const value = properties[name];
  if (value !== undefined && !isMap(value)) throw wrong(name, 'Object');
  return value;
}

/** A property that is a list. */
export function list(properties: Values, name: string): readonly Value[] | undefined {
  const value = properties[name];
  if (value !== undefined && !isList(value)) throw wrong(name, 'List');
  return value;
}

/** A property that is a list of texts. */
export function texts(properties: Values, name: string): readonly string[] | undefined {
  return list(properties, name)?.map((item) => {
    const read = asText(item);
    if (read === undefined) throw wrong(name, 'List<String>');
    return read;
  });
}

/** A property that is a list of maps. */
export function maps(properties: Values, name: string): readonly Values[] | undefined {
  return list(properties, name)?.map((item) => {
    if (!isMap(item)) throw wrong(name, 'List<Object>');
    return item;
  });
}

/** A policy document: a map, or JSON that is written out. */
export function document(properties: Values, name: string): string | undefined {
  const value = properties[name];
  if (value === undefined || typeof value === 'string') return value;
  return JSON.stringify(value);
}

/** `value` under `name`, or nothing where it is not given. */
export function given<T>(name: string, value: T | undefined): Record<string, T> {
  return value === undefined ? {} : { [name]: value };
}

/** Refuses members that this model has not. */
export function only(value: Values, path: string, names: readonly string[]): void {
  const unknown = Object.keys(value).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new PropertyError(`Encountered unsupported property ${unknown} in ${path}`);
  }
}
