import { invalidPattern } from './errors';
import { compileRegex } from './regex';
import type { Scanner } from './scanner';

/** A condition on a value: a text or a number. */
export type Condition = (value: string | number | boolean) => boolean;

const operator = />=|<=|!=|=|>|</y;
const operand = /"((?:[^"\\]|\\.)*)"|(%(?:[^%\\]|\\.)+%)|([^\s"'%()&|,[\]{}<>=!]+)/y;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** How much of what filter patterns limit there is in one. */
export interface Tally {
  regexes: number;
  wildcards: number;
}

/** Regular expressions in a pattern. Source: User Guide, see `index.ts`. */
const regexesPerPattern = 2;

/** Reads an operator and what a value is compared with; undefined where no operator stands. */
export function readCondition(scanner: Scanner, tally: Tally): Condition | undefined {
  const [sign] = scanner.take(operator) ?? [];
  if (sign === undefined) return undefined;
  const [, quoted, regex, bare] = scanner.take(operand) ?? [];
  if (regex !== undefined) {
    tally.regexes += 1;
    if (tally.regexes > regexesPerPattern) throw invalidPattern.other();
  }
  if (sign === '=' || sign === '!=') {
    const equals = equality(quoted, regex, bare);
    return sign === '=' ? equals : (value) => !equals(value);
  }
  if (bare === undefined || !number.test(bare)) throw invalidPattern.other();
  return comparison(sign, Number(bare));
}

function equality(
  quoted: string | undefined,
  regex: string | undefined,
  bare: string | undefined,
): Condition {
  if (regex !== undefined) {
    const compiled = compileRegex(regex);
    return (value) => compiled.test(String(value));
  }
  const text = quoted?.replace(/\\(.)/g, '$1') ?? bare;
  if (text === undefined) throw invalidPattern.other();
  if (text.includes('*')) {
    const wildcard = wildcardMatcher(text);
    return (value) => wildcard.test(String(value));
  }
  if (bare !== undefined && number.test(bare)) {
    const wanted = Number(bare);
    return (value) => numberOf(value) === wanted || value === bare;
  }
  return (value) => String(value) === text;
}

/** A text in which `*` stands for any number of characters. */
function wildcardMatcher(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

function comparison(sign: string, than: number): Condition {
  switch (sign) {
    case '>':
      return (value) => numberOf(value) > than;
    case '<':
      return (value) => numberOf(value) < than;
    case '>=':
      return (value) => numberOf(value) >= than;
    default:
      return (value) => numberOf(value) <= than;
  }
}

/** A value as a number; NaN, which compares with nothing, where it is none. */
function numberOf(value: string | number | boolean): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && number.test(value) ? Number(value) : NaN;
}
