import { release } from '../../learning/release';
import type { OpenedPack } from '../pack';
import { alteredIn, readAttemptFile, type AttemptFile } from './attempt-file';
import { PackError } from '../data';
import {
  contentVersion,
  exercisesOf,
  packDigest,
  plainName,
  seedOf,
  type Exercise,
} from './exercises';
import type { Grader } from './grade';
import { exerciseIn, replay, type Terms, type Try } from './session';

/** What one exercise of an attempt came to, graded anew. */
export interface RegradedExercise {
  readonly id: string;
  /** From 0 to 1: the best try that counts; undefined when nothing was handed in. */
  readonly score: number | undefined;
  readonly points: number;
  readonly tries: number;
  /** What was wrong in the tries that were not right, and the misconceptions they show. */
  readonly wrong: readonly string[];
  readonly misconceptions: readonly string[];
}

/** Something about an attempt that its instructor should look at. */
export interface Remark {
  readonly kind: 'altered' | 'other-grade' | 'unreadable' | 'not-counted' | 'version' | 'seed';
  readonly text: string;
}

/** An attempt, graded anew from its events. */
export interface Regraded {
  readonly student: string;
  readonly began: number | undefined;
  readonly finished: number | undefined;
  readonly exercises: readonly RegradedExercise[];
  readonly points: number;
  readonly remarks: readonly Remark[];
  /** How many events it has. */
  readonly events: number;
}

/** The exercises of a pack with what is allowed of them. */
export function termsOf(opened: OpenedPack): Terms {
  return { ids: exercisesOf(opened).map(({ id }) => id), assignment: opened.pack.assignment };
}

/** The points of an exercise: one, where its assignment says nothing. */
export function pointsOf({ pack }: OpenedPack, id: string): number {
  return pack.assignment?.points[id] ?? 1;
}

/**
 * Grades an attempt anew: every answer is run again in fresh worlds. Throws `PackError` for a file that
 * is no attempt at this pack; anything else that is wrong is a remark, and costs no grade but its own.
 */
export async function regrade(
  source: string,
  opened: OpenedPack,
  grader: Grader,
  signal?: AbortSignal,
): Promise<Regraded> {
  const file = readAttemptFile(source);
  if (file.pack.digest !== (await packDigest(opened))) {
    throw new PackError(
      file.pack.name === opened.pack.name
        ? `This is an attempt at another version of the pack “${file.pack.name}”.`
        : `This is an attempt at another pack: “${file.pack.name}”.`,
    );
  }
  const exercises = exercisesOf(opened);
  const terms = termsOf(opened);
  const state = replay(file.events, terms);
  const began = state.started;
  const remarks = await remarksOnFile(file, opened, exercises);
  const all: RegradedExercise[] = [];
  for (const exercise of exercises) {
    const { tries } = exerciseIn(state, exercise.id);
    const context = { seed: file.seed, began: began ?? 0 };
    const grades = await Promise.all(
      tries.map((one) => gradeTry(exercise, one, context, grader, signal)),
    );
    remarks.push(...grades.flatMap((it) => it.remarks));
    const counting = grades.filter(({ counts }) => counts);
    const scores = counting.map(({ score }) => score);
    const score = scores.length === 0 ? undefined : Math.max(...scores);
    all.push({
      ...{ id: exercise.id, score, tries: counting.length },
      points: (score ?? 0) * pointsOf(opened, exercise.id),
      wrong: counting.flatMap(({ wrong }) => wrong),
      misconceptions: counting.flatMap(({ misconceptions }) => misconceptions),
    });
  }
  return {
    ...{ student: file.student, began, finished: state.finished, exercises: all, remarks },
    points: all.reduce((sum, { points }) => sum + points, 0),
    events: file.events.length,
  };
}

interface GradedTry {
  readonly counts: boolean;
  readonly score: number;
  readonly wrong: readonly string[];
  readonly misconceptions: readonly string[];
  readonly remarks: readonly Remark[];
}

const nothing = { counts: false, score: 0, wrong: [], misconceptions: [] };

async function gradeTry(
  exercise: Exercise,
  { claimed, refused, ...given }: Try,
  context: { readonly seed: number; readonly began: number },
  grader: Grader,
  signal?: AbortSignal,
): Promise<GradedTry> {
  const { title } = exercise;
  if (refused !== undefined) {
    const text = `“${title}” was handed in and does not count. ${refused}`;
    return { ...nothing, remarks: [{ kind: 'not-counted', text }] };
  }
  try {
    const graded = await grader.grade(exercise, given, context, signal);
    if (!graded.readable) {
      const text = `An answer to “${title}” cannot be read, and costs nothing: ${graded.message}`;
      return { ...nothing, remarks: [{ kind: 'unreadable', text }] };
    }
    const text = `“${title}” came to ${percent(graded.score)} here, and to ${percent(claimed)} for the student.`;
    const same = Math.abs(graded.score - claimed) < 1e-9;
    return { ...graded, counts: true, remarks: same ? [] : [{ kind: 'other-grade', text }] };
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    const text = `“${title}” could not be run again: ${why}`;
    return { ...nothing, remarks: [{ kind: 'unreadable', text }] };
  }
}

async function remarksOnFile(
  file: AttemptFile,
  opened: OpenedPack,
  exercises: readonly Exercise[],
): Promise<Remark[]> {
  const remarks: Remark[] = [];
  const altered = await alteredIn(file);
  if (altered !== undefined) remarks.push({ kind: 'altered', text: altered });
  if (file.seed !== (await seedOf(opened, file.student))) {
    const text = `The seed is not that of ${plainName(file.student) === '' ? 'this student' : file.student}.`;
    remarks.push({ kind: 'seed', text });
  }
  if (file.release !== release) {
    const text = `It was made with version ${file.release} of Envelope Lab; this is ${release}.`;
    remarks.push({ kind: 'version', text });
  }
  const changed = exercises.filter((it) => file.content[it.id] !== contentVersion(it));
  if (changed.length > 0) {
    const names = changed.map(({ title }) => `“${title}”`).join(', ');
    const text = `The student's app read other content in ${names}.`;
    remarks.push({ kind: 'version', text });
  }
  return remarks;
}

function percent(score: number): string {
  return `${Math.round(score * 100)} %`;
}
