import type { AuthorizationRequest } from './request';
import { fillIn, parseTemplate, variableValues, type Template } from './variables';
import { literalCodes, matchesPattern, patternOf, type Pattern } from './wildcard';

/** Whether a text of the request fits a value of the policy. */
export type TextMatcher = (text: string, request: AuthorizationRequest) => boolean;

/** The version of the policy language: variables came with 2012-10-17. */
export type Version = '2008-10-17' | '2012-10-17';

/**
 * Compiles a value of a policy. `codesOf` reads wildcards (or not), `shape` adds rules on the
 * codes, such as those of ARN segments.
 */
export function textMatcher(
  value: string,
  version: Version,
  codesOf: (text: string) => number[],
  shape: (codes: readonly number[]) => readonly number[] = (codes) => codes,
): TextMatcher {
  const patternFrom = (codes: readonly number[]) => patternOf(shape(codes));
  if (version === '2008-10-17' || !value.includes('${')) {
    return constantMatcher(patternFrom(codesOf(value)));
  }
  const template = parseTemplate(value, codesOf);
  return template.variables.length === 0
    ? constantMatcher(patternFrom(fillIn(template, [])))
    : variableMatcher(template, patternFrom);
}

/** Compiles a value that has neither wildcards nor ARN segments, only variables. */
export function exactMatcher(value: string, version: Version): TextMatcher {
  return textMatcher(value, version, literalCodes);
}

function constantMatcher(pattern: Pattern): TextMatcher {
  if (pattern.kind === 'any') return () => true;
  if (pattern.kind === 'exact') return (text) => text === pattern.text;
  return (text) => matchesPattern(pattern, text);
}

/** Requests of one principal follow each other, so the last pattern is kept: it often fits again. */
function variableMatcher(
  template: Template,
  patternFrom: (codes: readonly number[]) => Pattern,
): TextMatcher {
  let lastValues: readonly string[] | undefined;
  let pattern: Pattern = { kind: 'any' };
  return (text, request) => {
    const values = variableValues(template, request);
    if (values === undefined) return false;
    if (!values.every((value, i) => value === lastValues?.[i])) {
      pattern = patternFrom(fillIn(template, values));
      lastValues = values;
    }
    return matchesPattern(pattern, text);
  };
}
