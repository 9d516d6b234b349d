import { gradeOf, memberOf, unreadable, type GradeItem } from '../grade';

/** What is answered: the id of a candidate, and whether it is the one, as the run has it. */
export interface ReadAnswer {
  readonly candidate: string;
}

/** Right when the candidate is the one that explains; `evidence` has them as checks, by id. */
export const gradeRead: GradeItem<'read'> = (_, answer, evidence) => {
  if (evidence === undefined) return unreadable('The lines have not run yet.');
  const chosen = memberOf(answer, 'candidate');
  if (!evidence.checks.some(({ label }) => label === chosen)) {
    return unreadable('Choose what explains it.');
  }
  return gradeOf(
    evidence.checks.map(({ label, passed }) => ({
      id: label,
      correct: passed === (label === chosen),
    })),
  );
};
