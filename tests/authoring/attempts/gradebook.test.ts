import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlation, gradebook } from '../../../src/authoring/attempts/gradebook';
import { gradebookCsv } from '../../../src/authoring/attempts/gradebook-csv';
import type { Regraded } from '../../../src/authoring/attempts/regrade';
import { smallPack } from './student';

const pack = smallPack();

/** An attempt with these scores in the pack's three exercises of 2, 1 and 4 points. */
function attempt(student: string, scores: readonly (number | undefined)[], began = 1): Regraded {
  const exercises = scores.map((score, i) => ({
    ...{ id: ['my-stop-a-key', 'my-disable-it', 'encrypt-a-note'][i]!, score, tries: 1 },
    points: (score ?? 0) * [2, 1, 4][i]!,
    wrong: score === 0 ? ['Chose: a', 'Chose: a'] : [],
    misconceptions: [],
  }));
  const points = exercises.reduce((sum, it) => sum + it.points, 0);
  return { student, began, finished: undefined, exercises, points, remarks: [], events: 3 };
}

const book = (...all: readonly Regraded[]) =>
  gradebook(
    pack,
    all.map((regraded, i) => ({ file: `${i}.json`, regraded })),
  );

describe('a gradebook', () => {
  it('counts the later one of two files of a student', () => {
    const { entries, exercises, most } = book(
      attempt('Ada', [1, 1, 1], 5),
      attempt(' ADA ', [0, 0, 0], 4),
      attempt('Grace', [0, undefined, 1]),
    );
    expect(entries.map(({ counts, points }) => [counts, points])).toEqual([
      [true, 7],
      [false, 0],
      [true, 4],
    ]);
    expect(most).toBe(7);
    expect(exercises.map(({ difficulty, handedIn }) => [difficulty, handedIn])).toEqual([
      [0.5, 2],
      [0.5, 1],
      [1, 2],
    ]);
  });

  it('takes an exercise out of the total that it is held against', () => {
    const scores = [
      ...[1, 1, 1, 0, 0, 1].map((one, i) => attempt(`A${i}`, [one, i % 2, i < 3 ? 1 : 0.5])),
    ];
    const rest = scores.map((it) => it.exercises[1]!.points + it.exercises[2]!.points);
    const { exercises } = book(...scores);
    expect(exercises[0]!.discrimination).toBeCloseTo(correlation([1, 1, 1, 0, 0, 1], rest)!, 12);
    expect(exercises[0]!.wrong).toEqual([{ text: 'Chose: a', students: 2 }]);
  });

  it('says nothing about discrimination where nothing differs', () => {
    expect(book(attempt('A', [1, 1, 1]), attempt('B', [1, 0, 1])).exercises[0]!).toMatchObject({
      discrimination: undefined,
      difficulty: 1,
    });
    expect(book().exercises[0]!).toMatchObject({ difficulty: undefined, students: 0 });
  });

  it('correlates as the textbook has it', () => {
    // Mean of those who are right less that of those who are wrong, over the deviation.
    const scores = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 50 })), {
      minLength: 2,
    });
    fc.assert(
      fc.property(scores, (pairs) => {
        const [xs, ys] = [pairs.map(([x]) => Number(x)), pairs.map(([, y]) => y)];
        const [ones, zeros] = [1, 0].map((x) => ys.filter((_, i) => xs[i] === x));
        const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
        const found = correlation(xs, ys);
        if (ones!.length === 0 || zeros!.length === 0 || new Set(ys).size === 1) {
          expect(found).toBeUndefined();
          return;
        }
        const deviation = Math.sqrt(mean(ys.map((y) => (y - mean(ys)) ** 2)));
        const p = ones!.length / ys.length;
        const textbook = ((mean(ones!) - mean(zeros!)) / deviation) * Math.sqrt(p * (1 - p));
        expect(found).toBeCloseTo(textbook, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('leaves as CSV in which a name is no formula', () => {
    const text = gradebookCsv(book(attempt('=HYPERLINK("x")', [1, undefined, 0.5])));
    const [head, row] = text.split('\r\n');
    expect(head).toBe(
      'student,points,of,counts,began,finished,file,my-stop-a-key,my-disable-it,encrypt-a-note,remarks',
    );
    expect(row).toBe(`"'=HYPERLINK(""x"")",4,7,yes,1970-01-01T00:00:00.001Z,,0.json,2,,2,`);
  });
});
