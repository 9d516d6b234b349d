import { wilson } from '../interval';
import type { Grade } from '../questions/grade';
import { gradeItem } from '../questions/graders';
import type { Item } from '../questions/item';
import { misconceptionsIn } from '../questions/misconceptions-in';
import { versionOf } from '../questions/version';
import type { ExamForm, FormItem } from './form';
import type { SessionContext, Sureness } from './session.machine';

/** What came of one question. */
export interface ItemResult {
  readonly place: FormItem;
  /** Undefined when the bank has it no more, or in another version than was asked. */
  readonly item: Item | undefined;
  /** What was changed since counts neither way; what was not answered counts as wrong. */
  readonly outcome: 'right' | 'wrong' | 'unanswered' | 'changed';
  readonly grade: Extract<Grade, { readable: true }> | undefined;
  readonly answer: unknown;
  readonly misconceptions: readonly string[];
  readonly sureness: Sureness | undefined;
  readonly ms: number;
  readonly flagged: boolean;
}

/** Right answers of those that count. */
export interface Tally {
  readonly name: string;
  readonly right: number;
  readonly counted: number;
}

/** What an exam came to. */
export interface ExamResult extends Tally {
  readonly items: readonly ItemResult[];
  readonly byDomain: readonly Tally[];
  readonly bySkill: readonly Tally[];
  /** How sure one was, against how often one was right; the name is the level. */
  readonly bySureness: readonly Tally[];
  /** Those that wrong answers showed, the most frequent first. */
  readonly misconceptions: readonly { readonly id: string; readonly count: number }[];
  readonly estimate: Estimate;
}

/** A point on the scale from 100 to 1,000 and how far the true one may be from it. */
export interface Estimate {
  readonly score: number;
  readonly low: number;
  readonly high: number;
}

/** Grades a session. `items` has the bank's present content by id. */
export function resultOf(
  form: ExamForm,
  items: ReadonlyMap<string, Item>,
  context: SessionContext,
): ExamResult {
  const results = form.items.map((place) => itemResult(place, items.get(place.id), context));
  const counted = results.filter(({ outcome }) => outcome !== 'changed');
  const tally = (name: string, of: readonly ItemResult[]): Tally => ({
    ...{ name, counted: of.length, right: of.filter(({ outcome }) => outcome === 'right').length },
  });
  const group = (nameOf: (result: ItemResult) => string | undefined): Tally[] => {
    const names = new Set(counted.map(nameOf).filter((name) => name !== undefined));
    return [...names].sort().map((name) =>
      tally(
        name,
        counted.filter((result) => nameOf(result) === name),
      ),
    );
  };
  const total = tally('all', counted);
  return {
    ...total,
    items: results,
    byDomain: group(({ place }) => String(place.domain)),
    bySkill: group(({ place }) => place.skill),
    bySureness: group(({ sureness }) => sureness?.toString()),
    misconceptions: frequent(results.flatMap(({ misconceptions }) => misconceptions)),
    estimate: estimateOf(total),
  };
}

/**
 * The share of right answers put on the scale in a straight line, with Wilson's interval of 95 %.
 * AWS publishes no formula and equates forms, so it is no prediction of a score.
 */
export function estimateOf({ right, counted }: Pick<Tally, 'right' | 'counted'>): Estimate {
  const scaled = (part: number) => Math.round(100 + 900 * part);
  const { share, low, high } = wilson(right, counted);
  return { score: scaled(share), low: scaled(low), high: scaled(high) };
}

function itemResult(
  place: FormItem,
  found: Item | undefined,
  { answers, sureness, spent, flags }: SessionContext,
): ItemResult {
  const { id } = place;
  const item = found !== undefined && versionOf(found) === place.version ? found : undefined;
  const answer = answers[id];
  const grade = item === undefined ? undefined : gradeItem(item, answer);
  const readable = grade?.readable === true ? grade : undefined;
  return {
    ...{ place, item, answer, grade: readable },
    outcome:
      item === undefined
        ? 'changed'
        : readable === undefined
          ? 'unanswered'
          : readable.correct
            ? 'right'
            : 'wrong',
    misconceptions:
      item === undefined || readable?.correct !== false ? [] : misconceptionsIn(item, answer),
    ...{ sureness: sureness[id], ms: spent[id] ?? 0, flagged: flags.includes(id) },
  };
}

function frequent(ids: readonly string[]): { id: string; count: number }[] {
  return [...new Set(ids)]
    .map((id) => ({ id, count: ids.filter((other) => other === id).length }))
    .sort((a, b) => b.count - a.count);
}
