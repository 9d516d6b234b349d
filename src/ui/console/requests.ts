import { Kept } from '../../shell/aws/command-line';

/** A request that an action sends, and what later ones of it need of its answer. */
export interface PlannedRequest {
  /** The engine's name of the service: `secretsmanager`. */
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** Where it goes, if not to the Region of the terminal. */
  readonly region?: string;
  readonly keeps?: { readonly variable: string; readonly path: readonly string[] };
}

/** The value that a path of members leads to. */
export function memberAt(output: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | null | undefined)?.[name],
    output,
  );
}

/** An input with what earlier answers said in the place of the variables that hold it. */
export function withKept(value: unknown, kept: ReadonlyMap<string, unknown>): unknown {
  if (value instanceof Kept) return kept.get(value.variable);
  if (Array.isArray(value)) return value.map((item) => withKept(item, kept));
  const isPlain = typeof value === 'object' && value !== null && value.constructor === Object;
  if (!isPlain) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name, withKept(item, kept)]));
}
