import type { SessionContext } from '../../learning/exam/session.machine';
import { gradeItem } from '../../learning/questions/graders';
import type { Item } from '../../learning/questions/item';

/** How far a question is: nothing chosen, something, or all that an answer needs. */
export type AnswerState = 'open' | 'begun' | 'answered';

/** What is said of each state. */
export const stateNames: Readonly<Record<AnswerState, string>> = {
  open: 'not answered',
  begun: 'answer incomplete',
  answered: 'answered',
};

/** How far a question is. Whether the answer is right is not looked at. */
export function answerState(
  id: string,
  items: ReadonlyMap<string, Item>,
  { answers }: Pick<SessionContext, 'answers'>,
): AnswerState {
  const answer = answers[id];
  const item = items.get(id);
  if (answer === undefined || item === undefined) return 'open';
  return gradeItem(item, answer).readable ? 'answered' : 'begun';
}
