/** Of an answer in the log, what memory is computed from. */
export interface Answered {
  /** Real time in ms. */
  readonly time: number;
  readonly item: string;
  readonly confidence?: 1 | 2 | 3;
  readonly correct: boolean;
  readonly skills: readonly string[];
  /** Misconceptions that the answer showed. */
  readonly misconceptions: readonly string[];
  /** Whether a hint was taken. */
  readonly hinted?: boolean;
}

/** Of an item in the bank, what says which units it exercises. */
export interface Exercises {
  readonly id: string;
  readonly skills: readonly string[];
  readonly misconceptions: readonly string[];
  readonly sections: readonly number[];
}

/** What the bank calls an item: those of one generator differ by their seed only. */
export const kindOf = (item: string) => item.replace(/^(gen-.+)-\d+$/, '$1');

const unit = (skill: string, what: string) => `${skill}|${what}`;

/**
 * What is remembered or forgotten by an item: its first skill with each misconception that it can show,
 * or with the item itself where it shows none.
 */
export function unitsOf({ id, skills, misconceptions }: Omit<Exercises, 'sections'>): string[] {
  const [skill = ''] = skills;
  if (misconceptions.length === 0) return [unit(skill, kindOf(id))];
  return misconceptions.map((misconception) => unit(skill, misconception));
}

/**
 * The units that an answer says something about. A wrong answer that shows a misconception says
 * nothing about the others of its item.
 */
export function unitsIn(answered: Answered, item: Exercises | undefined): string[] {
  const { skills, misconceptions, correct } = answered;
  if (!correct && misconceptions.length > 0) {
    return unitsOf({ id: answered.item, skills: item?.skills ?? skills, misconceptions });
  }
  return unitsOf(item ?? { id: answered.item, skills, misconceptions: [] });
}
