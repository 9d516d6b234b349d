import { gradeOf, namesIn, unreadable, type GradeItem } from '../grade';

/** What is answered: the ids of steps, in their order. */
export interface OrderingAnswer {
  readonly order: readonly string[];
}

/**
 * Right when the sequence is one of those that reach the goal. Part by part it is held against the
 * one that it is nearest to.
 */
export const gradeOrdering: GradeItem<'ordering'> = ({ steps, choose, accept }, answer) => {
  const ids = steps.map(({ id }) => id);
  const order = namesIn(answer, 'order', ids);
  if (order?.length !== choose) return unreadable(`Put ${choose} steps in order.`);
  const agreement = (sequence: readonly string[]) =>
    order.filter((id, i) => sequence[i] === id).length;
  const nearest = accept.reduce((best, it) => (agreement(it) > agreement(best) ? it : best));
  return gradeOf(order.map((id, i) => ({ id, correct: nearest[i] === id })));
};
