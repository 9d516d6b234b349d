import { gradeOf, memberOf, unreadable, type GradeItem } from '../grade';

/** What is answered: to each prompt's id that of a response. */
export interface MatchingAnswer {
  readonly pairs: Readonly<Record<string, string>>;
}

/** Right when every prompt has its response. */
export const gradeMatching: GradeItem<'matching'> = ({ prompts, responses, reuse }, answer) => {
  const pairs = memberOf(answer, 'pairs');
  const chosen = prompts.map(({ id }) => memberOf(pairs, id));
  if (!chosen.every((id) => responses.some((response) => response.id === id))) {
    return unreadable('Give every prompt a response.');
  }
  if (!reuse && new Set(chosen).size < chosen.length) {
    return unreadable('Use each response once only.');
  }
  return gradeOf(prompts.map(({ id, answer: key }, i) => ({ id, correct: chosen[i] === key })));
};
