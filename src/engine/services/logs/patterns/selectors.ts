import { invalidPattern } from './errors';
import type { Tally } from './conditions';
import type { Scanner } from './scanner';

/** One step from a value to what is in it; `*` stands for each element or member. */
type Step = string | number | { readonly any: true };

/** Which values of a JSON document a condition is about. */
export interface Selector {
  /** As the pattern has it: `$.user.id`. */
  readonly text: string;
  readonly steps: readonly Step[];
}

// $.name, $.*, $['a.name'], $.['a.name'], [0], [*]
const selector = /\$(?:\.?\[(?:\d+|\*|'[^']*'|"[^"]*")\]|\.(?:[\w\-@]+|\*))+/y;
const step = /\.?\[(?:(\d+)|(\*)|'([^']*)'|"([^"]*)")\]|\.(?:([\w\-@]+)|(\*))/g;

/** Wildcards in a selector and in a pattern. Source: User Guide, see `index.ts`. */
const wildcardsPerSelector = 1;
const wildcardsPerPattern = 3;

/** Reads a selector. Throws where none stands, or where there are too many wildcards. */
export function readSelector(scanner: Scanner, tally: Tally): Selector {
  const [text] = scanner.take(selector) ?? [];
  if (text === undefined) throw invalidPattern.other();
  const steps = [...text.matchAll(step)].map(([, index, all, single, double, name, any]): Step => {
    if (index !== undefined) return Number(index);
    if (all !== undefined || any !== undefined) return { any: true };
    return single ?? double ?? name ?? '';
  });
  const wildcards = steps.filter((one) => typeof one === 'object').length;
  tally.wildcards += wildcards;
  if (wildcards > wildcardsPerSelector || tally.wildcards > wildcardsPerPattern) {
    throw invalidPattern.other();
  }
  return { text, steps };
}

/** The values that a selector points to; none where the document has no such place. */
export function select(document: unknown, { steps }: Selector): readonly unknown[] {
  let values: readonly unknown[] = [document];
  for (const one of steps) values = values.flatMap((value) => into(value, one));
  return values;
}

function into(value: unknown, one: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (typeof one === 'object') return Object.values(value) as unknown[];
  if (typeof one === 'number') {
    return Array.isArray(value) && one < value.length ? [value[one] as unknown] : [];
  }
  if (Array.isArray(value) || !Object.hasOwn(value, one)) return [];
  return [(value as Record<string, unknown>)[one]];
}
