import type { ItemOf, ItemType } from './item';

/** What came of an answer. */
export type Grade =
  | {
      readonly readable: true;
      readonly correct: boolean;
      /** Each option, place or prompt by itself, for study. */
      readonly parts: readonly PartGrade[];
    }
  /** It could not be read, and costs no attempt; the message says what is expected. */
  | { readonly readable: false; readonly message: string };

/** Whether one option, place or prompt was answered as the key has it. */
export interface PartGrade {
  readonly id: string;
  readonly correct: boolean;
}

/** How answers are scored: all or nothing as in an exam, or part by part. */
export type Mode = 'exam' | 'study';

/** What running the learner's work found out, for the types that are judged by it. */
export interface Evidence {
  /** Why the work could not even be put in place; it then costs no attempt. */
  readonly refused?: string;
  readonly checks: readonly { readonly label: string; readonly passed: boolean }[];
}

type WithoutAbout<T> = T extends { type: ItemType } ? T : never;

/** Grades an answer of whatever shape: it may come from a file, and is never trusted. */
export type GradeItem<T extends ItemType> = (
  item: PartLike<T>,
  answer: unknown,
  evidence?: Evidence,
) => Grade;

/** An item of a type, or a question of a case. */
export type PartLike<T extends ItemType> = WithoutAbout<
  ItemOf<T> | Extract<ItemOf<'case'>['parts'][number], { type: T }>
>;

/** The grade of parts that are all to be right. */
export function gradeOf(parts: readonly PartGrade[]): Grade {
  return { readable: true, correct: parts.every(({ correct }) => correct), parts };
}

/** The grade of an answer that says nothing that can be judged. */
export function unreadable(message: string): Grade {
  return { readable: false, message };
}

/** From 0 to 1; undefined for what cannot be read. */
export function scoreOf(grade: Grade, mode: Mode): number | undefined {
  if (!grade.readable) return undefined;
  if (mode === 'exam' || grade.parts.length === 0) return grade.correct ? 1 : 0;
  return grade.parts.filter(({ correct }) => correct).length / grade.parts.length;
}

/** A member of an answer, whatever the answer is. */
export function memberOf(answer: unknown, name: string): unknown {
  if (typeof answer !== 'object' || answer === null || !Object.hasOwn(answer, name))
    return undefined;
  return (answer as Readonly<Record<string, unknown>>)[name];
}

/** A member that is a list of different names out of the known ones. */
export function namesIn(
  answer: unknown,
  name: string,
  known: readonly string[],
): readonly string[] | undefined {
  const value = memberOf(answer, name);
  if (!Array.isArray(value) || new Set(value).size < value.length) return undefined;
  return value.every((id) => known.includes(id as string)) ? (value as string[]) : undefined;
}
