import { gradeOf, namesIn, unreadable, type GradeItem } from '../grade';

/** What is answered: the ids of options, in any order. */
export interface ResponseAnswer {
  readonly options: readonly string[];
}

/** Right when exactly the right options are chosen; with too few or too many there is no answer yet. */
export const gradeResponse: GradeItem<'response'> = ({ options }, answer) => {
  const ids = options.map(({ id }) => id);
  const count = options.filter(({ correct }) => correct).length;
  const chosen = namesIn(answer, 'options', ids);
  if (chosen?.length !== count) return unreadable(`Choose ${count} options.`);
  return gradeOf(
    options.map(({ id, correct }) => ({ id, correct: correct === chosen.includes(id) })),
  );
};
