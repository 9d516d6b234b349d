import { gradeOf, memberOf, unreadable, type Grade, type PartLike } from '../grade';

/** What is answered: the id of an option. */
export interface ChoiceAnswer {
  readonly option: string;
}

/** Right when the option is. */
export function gradeChoice(
  { options }: Pick<PartLike<'choice' | 'predict'>, 'options'>,
  answer: unknown,
): Grade {
  const chosen = memberOf(answer, 'option');
  if (!options.some(({ id }) => id === chosen)) return unreadable('Choose one option.');
  return gradeOf(options.map(({ id, correct }) => ({ id, correct: correct === (id === chosen) })));
}
