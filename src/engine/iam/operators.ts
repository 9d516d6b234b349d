import { dateTime } from './date-time';
import { addressRange } from './ip-address';
import {
  arnText,
  exactText,
  foldedText,
  textMatcher,
  wildcardText,
  type Syntax,
  type TextMatcher,
  type Version,
} from './text-matcher';

/** How a condition compares one value of the request with one of the policy. */
export interface Comparison {
  readonly compile: (value: string, version: Version) => TextMatcher;
  /** A negated operator holds when no value of the policy compares. */
  readonly negated: boolean;
}

/** An operator as written in a policy, taken apart. */
export interface Operator {
  /** `null` asks only whether the key is there. */
  readonly comparison: Comparison | 'null';
  readonly set: 'ForAllValues' | 'ForAnyValue' | null;
  readonly ifExists: boolean;
}

const text = (syntax: Syntax) => (value: string, version: Version) =>
  textMatcher(value, version, syntax);

const stringEquals = text(exactText);
const stringLike = text(wildcardText);
const arnLike = text(arnText);

const stringEqualsIgnoreCase = (value: string, version: Version): TextMatcher => {
  const matches = textMatcher(value, version, foldedText);
  return (actual, request) => matches(actual.toLowerCase(), request);
};

function number(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
}

type Order = (actual: number, wanted: number) => boolean;

/** NaN, for what is no number or date, compares false with everything. */
const ordered = (read: (text: string) => number, order: Order) => (value: string) => {
  const wanted = read(value);
  return (text: string) => order(read(text), wanted);
};

const binaryEquals = (value: string) => (text: string) => text === value;

const positive = (compile: Comparison['compile']): Comparison => ({ compile, negated: false });
const negated = (compile: Comparison['compile']): Comparison => ({ compile, negated: true });

const orders: Readonly<Record<string, Order>> = {
  Equals: (actual, wanted) => actual === wanted,
  LessThan: (actual, wanted) => actual < wanted,
  LessThanEquals: (actual, wanted) => actual <= wanted,
  GreaterThan: (actual, wanted) => actual > wanted,
  GreaterThanEquals: (actual, wanted) => actual >= wanted,
};

const comparisons: ReadonlyMap<string, Comparison> = new Map([
  ['StringEquals', positive(stringEquals)],
  ['StringNotEquals', negated(stringEquals)],
  ['StringEqualsIgnoreCase', positive(stringEqualsIgnoreCase)],
  ['StringNotEqualsIgnoreCase', negated(stringEqualsIgnoreCase)],
  ['StringLike', positive(stringLike)],
  ['StringNotLike', negated(stringLike)],
  ['Bool', positive(stringEqualsIgnoreCase)],
  ['BinaryEquals', positive(binaryEquals)],
  ['IpAddress', positive(addressRange)],
  ['NotIpAddress', negated(addressRange)],
  ['ArnEquals', positive(arnLike)],
  ['ArnLike', positive(arnLike)],
  ['ArnNotEquals', negated(arnLike)],
  ['ArnNotLike', negated(arnLike)],
  ...(['Numeric', 'Date'] as const).flatMap((type): [string, Comparison][] => {
    const read = type === 'Numeric' ? number : dateTime;
    return [
      ...Object.entries(orders).map(([name, order]): [string, Comparison] => [
        type + name,
        positive(ordered(read, order)),
      ]),
      [`${type}NotEquals`, negated(ordered(read, orders['Equals']!))],
    ];
  }),
]);

const setPrefix = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/;

/**
 * The operator of that name, with any set qualifier and `IfExists`; undefined when AWS has none.
 * Source: IAM User Guide, "JSON policy elements: Condition operators".
 */
export function findOperator(name: string): Operator | undefined {
  const [, set, base = '', ifExists] = setPrefix.exec(name) ?? [];
  if (base === 'Null') {
    const alone = set === undefined && ifExists === undefined;
    return alone ? { comparison: 'null', set: null, ifExists: false } : undefined;
  }
  const comparison = comparisons.get(base);
  if (comparison === undefined) return undefined;
  return {
    comparison,
    set: (set ?? null) as Operator['set'],
    ifExists: ifExists !== undefined,
  };
}
