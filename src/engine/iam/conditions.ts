import { keyName, keyValue, type KeyName, type KeyValue } from './condition-keys';
import { findOperator, type Comparison, type Operator } from './operators';
import type { ConditionElement } from './parse';
import type { AuthorizationRequest } from './request';
import type { TextMatcher, Version } from './text-matcher';

/** A condition ready to be tested: one key under one operator. */
export interface Condition {
  readonly element: ConditionElement;
  readonly key: KeyName;
  readonly operator: Operator;
  readonly values: readonly TextMatcher[];
}

/** Why a condition holds or not: what the policy asks for and what the request has. */
export interface ConditionExplanation {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
  /** The request's value or values; null where it does not have the key. */
  readonly actual: string | readonly string[] | null;
  readonly matched: boolean;
}

/** Compiles one key of a `Condition` element. */
export function compileCondition(element: ConditionElement, version: Version): Condition {
  const operator = findOperator(element.operator);
  if (operator === undefined) throw new Error(`no condition operator ${element.operator}`);
  const { comparison } = operator;
  return {
    element,
    key: keyName(element.key),
    operator,
    values:
      comparison === 'null'
        ? element.values.map((value) => nullMatcher(value))
        : element.values.map((value) => comparison.compile(value, version)),
  };
}

/** `Null` compares "is the key absent?" with "true" or "false". */
function nullMatcher(value: string): TextMatcher {
  const wanted = value.toLowerCase();
  return (absent) => absent === wanted;
}

/** Tests a condition against a request. */
export function explainCondition(
  condition: Condition,
  request: AuthorizationRequest,
): ConditionExplanation {
  const { element } = condition;
  const actual = keyValue(request, condition.key);
  return {
    operator: element.operator,
    key: element.key,
    values: element.values,
    actual: actual ?? null,
    matched: holds(condition, actual, request),
  };
}

// Source for absent keys, sets and negation: IAM User Guide, "Condition operators" and
// "Single-valued vs. multivalued context keys".
function holds(condition: Condition, actual: KeyValue, request: AuthorizationRequest): boolean {
  const { comparison, set, ifExists } = condition.operator;
  if (comparison === 'null') return anyFits(condition, String(actual === undefined), request);
  if (actual === undefined) {
    if (ifExists || set === 'ForAllValues') return true;
    return set === null && comparison.negated;
  }
  if (typeof actual === 'string') return passes(condition, comparison, actual, request);
  const test = (value: string) => passes(condition, comparison, value, request);
  if (set === 'ForAllValues') return actual.every(test);
  if (set === 'ForAnyValue') return actual.some(test);
  // A multivalued key without a set operator: AWS asks for one. Negation then covers all values.
  return comparison.negated ? actual.every(test) : actual.some(test);
}

function passes(
  condition: Condition,
  comparison: Comparison,
  actual: string,
  request: AuthorizationRequest,
): boolean {
  return anyFits(condition, actual, request) !== comparison.negated;
}

function anyFits({ values }: Condition, actual: string, request: AuthorizationRequest): boolean {
  for (const matches of values) if (matches(actual, request)) return true;
  return false;
}
