import { gradeCase } from './case/grade';
import { gradeChoice } from './choice/grade';
import { gradeCompute } from './compute/grade';
import { gradeDo } from './do/grade';
import { gradeFix } from './fix/grade';
import type { Evidence, Grade, GradeItem } from './grade';
import type { Item, ItemOf, ItemType } from './item';
import { gradeMatching } from './matching/grade';
import { gradeOrdering } from './ordering/grade';
import { gradePredict } from './predict/grade';
import { gradeRead } from './read/grade';
import { gradeResponse } from './response/grade';

const graders: { readonly [T in ItemType]: GradeItem<T> } = {
  choice: gradeChoice,
  response: gradeResponse,
  ordering: gradeOrdering,
  matching: gradeMatching,
  case: gradeCase,
  predict: gradePredict,
  fix: gradeFix,
  do: gradeDo,
  compute: gradeCompute,
  read: gradeRead,
};

/**
 * Grades an answer. What cannot be read costs no attempt: the grade then says what is expected.
 * `evidence` is what running the learner's work found, for fix, do and read.
 */
export function gradeItem(item: Item, answer: unknown, evidence?: Evidence): Grade {
  return (graders[item.type] as GradeItem<ItemType>)(item, answer, evidence);
}

/** The same for a question of a case. */
export function gradePart(part: ItemOf<'case'>['parts'][number], answer: unknown): Grade {
  return (graders[part.type] as GradeItem<ItemType>)(part, answer);
}
