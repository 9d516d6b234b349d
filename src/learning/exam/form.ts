import type { ItemSummary, ItemType } from '../questions/item';
import { inTurn, shuffled } from '../shuffle';
import type { Domain } from './blueprint-schema';
import { coveredDomains, domainOf, weightHere, type KnownVersion } from './blueprints';

/** Lengths that are offered; the last one is that of the real exams. */
export const lengths = [10, 20, 30, 65] as const;

/** The types of items that can be answered and graded without a lab. */
export const paperTypes: readonly ItemType[] = [
  ...(['choice', 'response', 'ordering', 'matching', 'case', 'predict', 'compute'] as const),
];

/** What is wanted of an exam. */
export interface ExamPlan {
  readonly family: string;
  readonly length: number;
  /** Those of the real exam only, or predictions and numbers as well. */
  readonly types: 'exam' | 'all';
  /** The same seed gives the same exam of the same bank. */
  readonly seed: number;
}

/** A question's place in an exam. */
export interface FormItem {
  readonly id: string;
  /** The content that was asked, as its hash. */
  readonly version: string;
  readonly domain: number;
  /** The skill of the family for which it was taken. */
  readonly skill: string;
}

/** What a domain contributes to an exam. */
export interface Slot {
  readonly domain: Domain;
  /** By the domain's weight. */
  readonly wanted: number;
  /** Fewer where the bank has fewer. */
  readonly taken: number;
}

/** An exam as it was put together: nothing in it changes while it is taken. */
export interface ExamForm extends ExamPlan {
  readonly code: string;
  readonly items: readonly FormItem[];
  readonly slots: readonly Slot[];
  /** Of the real exam's time, this exam's share by its number of questions. */
  readonly minutes: number;
}

/** Shares of a whole number by weights: each within one of its exact share, all adding up. */
export function apportion(weights: readonly number[], total: number): number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (weight * total) / sum);
  const shares = exact.map(Math.floor);
  const byRemainder = exact
    .map((share, i) => ({ i, rest: share - Math.floor(share) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  const left = total - shares.reduce((a, b) => a + b, 0);
  for (const { i } of byRemainder.slice(0, left)) shares[i]! += 1;
  return shares;
}

/** Puts an exam together out of the bank, by the weights of what is covered of it. */
export function formExam(
  { code, table }: KnownVersion,
  bank: readonly ItemSummary[],
  plan: ExamPlan,
): ExamForm {
  const domains = coveredDomains(plan.family, table);
  const counts = apportion(
    domains.map((domain) => weightHere(plan.family, domain)),
    plan.length,
  );
  const types: readonly ItemType[] = plan.types === 'exam' ? table.types : paperTypes;
  const candidates = bank
    .filter(({ type, status }) => status === 'active' && types.includes(type))
    .flatMap((item) => placeOf(item, plan.family, domains));
  const slots = domains.map((domain, i) => {
    const own = candidates.filter(({ domain: number }) => number === domain.number);
    const wanted = counts[i]!;
    // Skills take turns, so that a short exam does not ask for one only.
    const order = inTurn(own, ({ skill }) => skill, plan.seed + i);
    return { domain, wanted, items: order.slice(0, wanted) };
  });
  const items = shuffled(
    slots.flatMap((slot) => slot.items),
    plan.seed,
  );
  return {
    ...plan,
    code,
    items,
    slots: slots.map(({ domain, wanted, items: { length: taken } }) => ({ domain, wanted, taken })),
    minutes: Math.max(1, Math.round((table.minutes * items.length) / table.questions)),
  };
}

/** The same exam with only some of its questions, in another order: those that were missed. */
export function formOf(form: ExamForm, ids: readonly string[], seed: number): ExamForm {
  const items = shuffled(
    form.items.filter(({ id }) => ids.includes(id)),
    seed,
  );
  const slots = form.slots.map(({ domain }) => {
    const taken = items.filter((item) => item.domain === domain.number).length;
    return { domain, wanted: taken, taken };
  });
  const minutes = Math.max(1, Math.round((form.minutes * items.length) / form.items.length));
  return { ...form, seed, length: items.length, items, slots, minutes };
}

/** How many questions the bank lacks for the exam that was wanted. */
export function missingIn({ slots }: Pick<ExamForm, 'slots'>): number {
  return slots.reduce((sum, { wanted, taken }) => sum + wanted - taken, 0);
}

/** An item counts for one domain only: that of the first of its skills that the exam asks for. */
function placeOf(item: ItemSummary, family: string, domains: readonly Domain[]): FormItem[] {
  for (const skill of item.skills) {
    const place = domainOf(skill);
    if (place?.family !== family || !domains.some(({ number }) => number === place.number))
      continue;
    return [{ id: item.id, version: item.version, domain: place.number, skill }];
  }
  return [];
}
