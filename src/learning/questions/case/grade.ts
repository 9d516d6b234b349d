import { gradePart } from '../graders';
import { gradeOf, memberOf, unreadable, type GradeItem, type PartGrade } from '../grade';

/** What is answered: to each question's id the answer of its type. */
export interface CaseAnswer {
  readonly parts: Readonly<Record<string, unknown>>;
}

/** Each question is scored by itself; the case is right when all are. */
export const gradeCase: GradeItem<'case'> = (item, answer) => {
  const parts: PartGrade[] = [];
  for (const [i, part] of item.parts.entries()) {
    const grade = gradePart(part, memberOf(memberOf(answer, 'parts'), part.id));
    if (!grade.readable) return unreadable(`Question ${i + 1}: ${grade.message}`);
    parts.push({ id: part.id, correct: grade.correct });
  }
  return gradeOf(parts);
};
