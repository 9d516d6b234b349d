import { keyName, keyValue, type KeyName } from './condition-keys';
import type { AuthorizationRequest } from './request';
import { literalCodes } from './wildcard';

interface Variable {
  readonly key: KeyName;
  readonly fallback: string | null;
}

/** A text of a policy with its variables taken out: one more stretch of codes than variables. */
export interface Template {
  readonly stretches: readonly (readonly number[])[];
  readonly variables: readonly Variable[];
}

/** `${aws:username}`, `${aws:username, 'default'}`, or one of the three escapes. */
const variable = /\$\{(?:([*?$])|([^{}',]+)(?:,\s*'([^']*)'\s*)?)\}/g;

/**
 * Splits a text into codes and policy variables. `codesOf` says how the text between variables is
 * read; `${*}`, `${?}` and `${$}` stand for themselves. Before `variablesFrom` there are none.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function parseTemplate(
  text: string,
  codesOf: (text: string) => number[],
  variablesFrom: number,
): Template {
  const stretches: (readonly number[])[] = [];
  const variables: Variable[] = [];
  let codes: number[] = [];
  let from = 0;
  for (const match of text.matchAll(variable)) {
    const [whole, escape, key, fallback] = match;
    if (match.index < variablesFrom) continue;
    append(codes, codesOf(text.slice(from, match.index)));
    from = match.index + whole.length;
    if (escape !== undefined) {
      append(codes, literalCodes(escape));
    } else {
      stretches.push(codes);
      variables.push({ key: keyName(key!.trim()), fallback: fallback ?? null });
      codes = [];
    }
  }
  append(codes, codesOf(text.slice(from)));
  stretches.push(codes);
  return { stretches, variables };
}

function append(codes: number[], more: readonly number[]): void {
  for (const code of more) codes.push(code);
}

/**
 * The values of a template's variables in a request. Undefined when one has none, or several: AWS
 * then takes the whole text to equal nothing.
 */
export function variableValues(
  { variables }: Template,
  request: AuthorizationRequest,
): readonly string[] | undefined {
  const values: string[] = [];
  for (const { key, fallback } of variables) {
    const value = keyValue(request, key);
    const text = typeof value === 'string' ? value : fallback;
    if (text === null) return undefined;
    values.push(text);
  }
  return values;
}

/** Puts values in place of the variables. Wildcards inside a value stand for themselves. */
export function fillIn({ stretches }: Template, values: readonly string[]): readonly number[] {
  return stretches.flatMap((codes, i) => [...codes, ...literalCodes(values[i] ?? '')]);
}
