import { arnConditionCodes, resourceCodes, resourcePart } from './arn-pattern';
import type { AuthorizationRequest } from './request';
import { fillIn, parseTemplate, variableValues, type Template } from './variables';
import {
  literalCodes,
  matchesPattern,
  patternOf,
  textOf,
  wildcardCodes,
  type Pattern,
} from './wildcard';

/** Whether a text of the request fits a value of the policy. */
export type TextMatcher = (text: string, request: AuthorizationRequest) => boolean;

/** The version of the policy language: variables came with 2012-10-17. */
export type Version = '2008-10-17' | '2012-10-17';

/** How the values of one element or operator are read. */
export interface Syntax {
  /** With wildcards or without. */
  readonly codesOf: (text: string) => number[];
  /** Further rules on the codes, such as those of ARN segments. */
  readonly shape: (codes: readonly number[]) => readonly number[];
  /** Where in a value variables begin to count. */
  readonly variablesFrom: (text: string) => number;
}

const anywhere = () => 0;
const asTheyAre = (codes: readonly number[]) => codes;

/** Values that are compared as a whole. */
export const exactText: Syntax = {
  codesOf: literalCodes,
  shape: asTheyAre,
  variablesFrom: anywhere,
};

/** Values compared as a whole, to texts in lower case. */
export const foldedText: Syntax = {
  ...exactText,
  shape: (codes) => literalCodes(textOf(codes).toLowerCase()),
};

/** Values with wildcards. */
export const wildcardText: Syntax = { ...exactText, codesOf: wildcardCodes };

/** Values of ARN conditions. */
export const arnText: Syntax = { ...wildcardText, shape: arnConditionCodes };

/** Values of `Resource`: variables count in the resource part of the ARN only. */
export const resourceText: Syntax = {
  ...wildcardText,
  shape: resourceCodes,
  variablesFrom: resourcePart,
};

/** Compiles a value of a policy. */
export function textMatcher(value: string, version: Version, syntax: Syntax): TextMatcher {
  const { codesOf, shape, variablesFrom } = syntax;
  const patternFrom = (codes: readonly number[]) => patternOf(shape(codes));
  if (version === '2008-10-17' || !value.includes('${')) {
    return constantMatcher(patternFrom(codesOf(value)));
  }
  const template = parseTemplate(value, codesOf, variablesFrom(value));
  return template.variables.length === 0
    ? constantMatcher(patternFrom(fillIn(template, [])))
    : variableMatcher(template, patternFrom);
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
