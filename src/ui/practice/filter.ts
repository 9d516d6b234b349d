import type { ItemSummary, ItemType, ProofLevel } from '../../learning/questions/item';
import { shuffled } from '../../learning/shuffle';

/** Which items a learner wants; an absent member leaves everything in. */
export interface Filter {
  readonly section?: number;
  readonly skill?: string;
  readonly type?: ItemType;
  readonly level?: ProofLevel;
  readonly difficulty?: number;
}

/** Whether an item is one of those that are wanted. */
export function matches(item: ItemSummary, filter: Filter): boolean {
  const { section, skill, type, level, difficulty } = filter;
  return (
    (section === undefined || item.sections.includes(section)) &&
    (skill === undefined || item.skills.includes(skill)) &&
    (type === undefined || item.type === type) &&
    (level === undefined || item.level === level) &&
    (difficulty === undefined || item.difficulty === difficulty)
  );
}

/**
 * An order to practise in: sections take turns, so that what looks alike is told apart, and within a
 * section chance decides.
 */
export function interleaved(items: readonly ItemSummary[], seed: number): ItemSummary[] {
  const bySection = new Map<number, ItemSummary[]>();
  for (const item of shuffled(items, seed)) {
    const [section = 0] = item.sections;
    bySection.set(section, [...(bySection.get(section) ?? []), item]);
  }
  const groups = shuffled([...bySection.values()], seed + 1);
  const result: ItemSummary[] = [];
  for (let turn = 0; result.length < items.length; turn += 1) {
    for (const group of groups) result.push(...group.slice(turn, turn + 1));
  }
  return result;
}

/** What is said of the types of questions. */
export const typeNames: Readonly<Record<ItemType, string>> = {
  choice: 'Multiple choice',
  response: 'Multiple response',
  ordering: 'Ordering',
  matching: 'Matching',
  case: 'Case study',
  predict: 'Prediction',
  fix: 'Policy repair',
  do: 'Task in the terminal',
  compute: 'Number',
  read: 'Reading evidence',
};
