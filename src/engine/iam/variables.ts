import { keyName, keyValue, type KeyName } from './condition-keys';
import type { AuthorizationRequest } from './request';
import { literalCodes } from './wildcard';

interface Variable {
  readonly key: KeyName;
  readonly fallback: string | null;
}

/** A text of a policy: codes that stand as they are, and policy variables between them. */
export type Template = readonly (readonly number[] | Variable)[];

/** `${aws:username}`, `${aws:username, 'default'}`, or one of the three escapes. */
const variable = /\$\{(?:([*?$])|([^{}',]+?)(?:\s*,\s*'([^']*)')?)\}/g;

/**
 * Splits a text into codes and policy variables. `codesOf` says how the text between variables is
 * read; `${*}`, `${?}` and `${$}` stand for themselves.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags".
 */
export function parseTemplate(text: string, codesOf: (text: string) => number[]): Template {
  const parts: (readonly number[] | Variable)[] = [];
  let codes: number[] = [];
  let from = 0;
  for (const match of text.matchAll(variable)) {
    const [whole, escape, key, fallback] = match;
    codes.push(...codesOf(text.slice(from, match.index)));
    from = match.index + whole.length;
    if (escape !== undefined) {
      codes.push(...literalCodes(escape));
    } else {
      parts.push(codes, { key: keyName(key!.trim()), fallback: fallback ?? null });
      codes = [];
    }
  }
  codes.push(...codesOf(text.slice(from)));
  parts.push(codes);
  return parts;
}

/** The codes of a template without variables; undefined when it has some. */
export function constantCodes(template: Template): readonly number[] | undefined {
  const [first] = template;
  return template.length === 1 && first !== undefined && !('key' in first) ? first : undefined;
}

/**
 * Puts the request's values in place of the variables. Undefined when one has no value: AWS then
 * takes the whole text to equal nothing. Wildcards inside a value stand for themselves.
 */
export function resolveTemplate(
  template: Template,
  request: AuthorizationRequest,
): readonly number[] | undefined {
  const codes: number[] = [];
  for (const part of template) {
    if ('key' in part) {
      const value = keyValue(request, part.key);
      const text = typeof value === 'string' ? value : part.fallback;
      if (text === null) return undefined;
      codes.push(...literalCodes(text));
    } else {
      codes.push(...part);
    }
  }
  return codes;
}
