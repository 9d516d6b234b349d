/** A parameter or a member of an answer, between the command line and the API. */
export type Value =
  | null
  | boolean
  | number
  | string
  | Uint8Array
  | readonly Value[]
  | { readonly [name: string]: Value };

/** A value with named members. */
export type ValueRecord = { readonly [name: string]: Value };

/** True for a structure or map. */
export function isRecord(value: unknown): value is ValueRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Uint8Array)
  );
}

/** True for a list. */
export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}
