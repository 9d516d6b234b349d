import type { AuthorizationRequest } from './request';
import { constantCodes, parseTemplate, resolveTemplate } from './variables';
import { literalCodes, matchesPattern, patternOf } from './wildcard';

/** Whether a text of the request fits a value of the policy. */
export type TextMatcher = (text: string, request: AuthorizationRequest) => boolean;

/** The version of the policy language: variables came with 2012-10-17. */
export type Version = '2008-10-17' | '2012-10-17';

/**
 * Compiles a value of a policy. `codesOf` reads wildcards (or not), `shape` adds the rules of ARN
 * segments. Values without variables are compiled once; the others on every request.
 */
export function textMatcher(
  value: string,
  version: Version,
  codesOf: (text: string) => number[],
  shape: (codes: readonly number[]) => readonly number[] = (codes) => codes,
): TextMatcher {
  const template =
    version === '2012-10-17' && value.includes('${')
      ? parseTemplate(value, codesOf)
      : [codesOf(value)];
  const constant = constantCodes(template);
  if (constant !== undefined) {
    const pattern = patternOf(shape(constant));
    if (pattern.kind === 'any') return () => true;
    if (pattern.kind === 'exact') return (text) => text === pattern.text;
    return (text) => matchesPattern(pattern, text);
  }
  return (text, request) => {
    const codes = resolveTemplate(template, request);
    return codes !== undefined && matchesPattern(patternOf(shape(codes)), text);
  };
}

/** Compiles a value that has neither wildcards nor ARN segments, only variables. */
export function exactMatcher(value: string, version: Version): TextMatcher {
  return textMatcher(value, version, literalCodes);
}
