import type { OpenedPack } from '../pack';
import { exercisesOf, plainName } from './exercises';
import { pointsOf, type Regraded } from './regrade';

/** An attempt in the gradebook, with the file it came in. */
export interface Entry extends Regraded {
  readonly file: string;
  /** False where the same student has a later file: that one counts. */
  readonly counts: boolean;
}

/** A wrong way, and how many students went it. */
export interface WrongPath {
  readonly text: string;
  readonly students: number;
}

/** What all attempts say about an exercise. */
export interface ExerciseStatistics {
  readonly id: string;
  readonly title: string;
  readonly points: number;
  /** Of the students who began, those who handed it in. */
  readonly handedIn: number;
  readonly students: number;
  /** p: the mean share of its points, from 0 to 1; nothing handed in is 0. */
  readonly difficulty: number | undefined;
  /**
   * Point-biserial correlation of its score with the points in all other exercises, from -1 to 1;
   * undefined where one of them is the same for everybody.
   */
  readonly discrimination: number | undefined;
  readonly wrong: readonly WrongPath[];
  /** By id. */
  readonly misconceptions: readonly WrongPath[];
}

/** The attempts at a pack, and what they say together. */
export interface Gradebook {
  readonly entries: readonly Entry[];
  readonly exercises: readonly ExerciseStatistics[];
  readonly most: number;
}

/** The files in the order they came; what counts of each student is the file that was worked on last. */
export function gradebook(
  opened: OpenedPack,
  graded: readonly { readonly file: string; readonly regraded: Regraded }[],
): Gradebook {
  const last = new Map<string, Regraded>();
  for (const { regraded } of graded) {
    const name = plainName(regraded.student);
    const known = last.get(name);
    if (known === undefined || isLater(regraded, known)) last.set(name, regraded);
  }
  const entries = graded.map(({ file, regraded }): Entry => ({
    ...regraded,
    ...{ file, counts: last.get(plainName(regraded.student)) === regraded },
  }));
  const counting = entries.filter(({ counts }) => counts);
  const exercises = exercisesOf(opened).map(({ id, title }, i) => {
    const all = counting.map(({ exercises: own }) => own[i]!);
    const scores = all.map(({ score }) => score ?? 0);
    const rest = counting.map(({ points, exercises: own }) => points - own[i]!.points);
    return {
      ...{ id, title, points: pointsOf(opened, id), students: all.length },
      handedIn: all.filter(({ score }) => score !== undefined).length,
      difficulty: mean(scores),
      discrimination: correlation(scores, rest),
      wrong: frequent(all.map(({ wrong }) => wrong)),
      misconceptions: frequent(all.map(({ misconceptions }) => misconceptions)),
    };
  });
  return { entries, exercises, most: exercises.reduce((sum, { points }) => sum + points, 0) };
}

/** The mean; undefined of nothing. */
export function mean(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  return values.reduce((a, b) => a + b, 0) / values.length;
}

/**
 * Pearson's correlation, which with values of 0 and 1 is the point-biserial one. Undefined where one of
 * the two does not vary.
 */
export function correlation(xs: readonly number[], ys: readonly number[]): number | undefined {
  const [x, y] = [mean(xs) ?? 0, mean(ys) ?? 0];
  let [xy, xx, yy] = [0, 0, 0];
  for (const [i, one] of xs.entries()) {
    const [dx, dy] = [one - x, ys[i]! - y];
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  // Sums of fractions that are all the same differ by dust.
  return xx < 1e-12 || yy < 1e-12 ? undefined : xy / Math.sqrt(xx * yy);
}

function isLater(one: Regraded, other: Regraded): boolean {
  const times = [one, other].map(({ finished, began }) => finished ?? began ?? 0);
  return times[0]! > times[1]! || (times[0] === times[1] && one.events > other.events);
}

/** Each student counts once, however often the same was tried. */
function frequent(perStudent: readonly (readonly string[])[]): WrongPath[] {
  const counts = new Map<string, number>();
  for (const texts of perStudent) {
    for (const text of new Set(texts)) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts]
    .map(([text, students]) => ({ text, students }))
    .sort((a, b) => b.students - a.students || (a.text < b.text ? -1 : 1));
}
