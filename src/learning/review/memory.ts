import { createEmptyCard, fsrs, Rating, type Card, type Grade } from 'ts-fsrs';
import { kindOf, unitsIn, type Answered, type Exercises } from './units';

/** FSRS-6 with its published parameters. Nothing is left to chance, and intervals are its own. */
const scheduler = fsrs({
  ...{ enable_fuzz: false, learning_steps: [], relearning_steps: [] },
});

const dayMs = 86_400_000;

/** What is known of one unit's memory. */
export interface Memory {
  readonly unit: string;
  readonly card: Card;
  /** The last answer about it was wrong, and its learner had been certain. */
  readonly confidentMiss: boolean;
  /** When it was last asked for, in ms. */
  readonly last: number;
}

/** Grades by themselves: wrong is Again, right with a hint or by guessing is Hard, right is Good. */
export function ratingOf({ correct, confidence, hinted }: Answered): Grade {
  if (!correct) return Rating.Again;
  return hinted === true || confidence === 1 ? Rating.Hard : Rating.Good;
}

/** The memory of every unit that was ever asked for, from the log alone, oldest answer first. */
export function memoriesOf(
  answers: readonly Answered[],
  bank: ReadonlyMap<string, Exercises>,
): ReadonlyMap<string, Memory> {
  const memories = new Map<string, Memory>();
  for (const answered of answers) {
    const { time, item, correct, confidence } = answered;
    for (const unit of unitsIn(answered, bank.get(kindOf(item)))) {
      const known = memories.get(unit);
      // A clock that was set back must not make FSRS count backwards.
      const now = new Date(Math.max(time, known?.last ?? time));
      const { card } = scheduler.next(known?.card ?? createEmptyCard(now), now, ratingOf(answered));
      const confidentMiss = !correct && confidence === 3;
      memories.set(unit, { unit, card, confidentMiss, last: now.getTime() });
    }
  }
  return memories;
}

/** How likely a unit is recalled at a time, from 0 to 1, if it is not asked for before. */
export function recallAt({ card, last }: Pick<Memory, 'card' | 'last'>, time: number): number {
  return scheduler.forgetting_curve(Math.max(0, (time - last) / dayMs), card.stability);
}

/** The mean of what is recalled at a time; undefined where nothing was ever asked for. */
export function meanRecall(memories: Iterable<Memory>, time: number): number | undefined {
  const recalls = [...memories].map((memory) => recallAt(memory, time));
  if (recalls.length === 0) return undefined;
  return recalls.reduce((sum, recall) => sum + recall, 0) / recalls.length;
}
