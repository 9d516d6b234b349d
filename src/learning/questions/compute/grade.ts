import { gradeOf, memberOf, unreadable, type GradeItem } from '../grade';
import type { ComputeItem } from './schema';

/** What is answered: the number as it was typed. */
export interface ComputeAnswer {
  readonly value: string;
}

type Numeric = Pick<ComputeItem, 'answer' | 'tolerance' | 'unit'>;

/** Right when the number is within the tolerance. */
export const gradeCompute: GradeItem<'compute'> = (item, answer) => {
  const value = readNumber(memberOf(answer, 'value'), item.unit);
  if (value === undefined) return unreadable('Give a number, such as 1,024 or 0.25.');
  return gradeOf([{ id: 'value', correct: isNear(value, item) }]);
};

/** Whether a number counts as the right one. */
export function isNear(value: number, { answer, tolerance }: Omit<Numeric, 'unit'>): boolean {
  // Decimal fractions have no exact form: 0.1 + 0.2 is 0.3 here.
  const dust = 1e-9 * Math.max(1, Math.abs(answer));
  return Math.abs(value - answer) <= tolerance + dust;
}

/**
 * A number as people type it: with a sign, with commas or spaces between thousands, with $ before it
 * or the unit behind it. Undefined for anything that could be meant in two ways.
 */
export function readNumber(typed: unknown, unit = ''): number | undefined {
  if (typeof typed !== 'string' || typed.length > 64) return undefined;
  let text = typed
    .trim()
    .replace(/\u2212/g, '-')
    .replace(/^([-+]?)\s*\$\s*/, '$1');
  if (unit !== '' && text.toLowerCase().endsWith(unit.toLowerCase())) {
    text = text.slice(0, -unit.length).trimEnd();
  }
  if (/^[-+]?\d{1,3}([, \u00a0\u202f]\d{3})+(\.\d+)?$/.test(text)) {
    text = text.replace(/[, \u00a0\u202f]/g, '');
  }
  return /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(text) ? Number(text) : undefined;
}
