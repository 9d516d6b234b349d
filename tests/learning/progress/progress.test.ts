import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/learning/interval';
import { answersCsv } from '../../../src/learning/progress/answers-csv';
import { calibrationOf, calibrationText, masteryOf } from '../../../src/learning/progress/mastery';
import type { Answered } from '../../../src/learning/review/units';

const answer = (item: string, time: number, more: Partial<Answered> = {}): Answered => ({
  ...{ item, time, confidence: 2, correct: true, skills: ['DVA-2.2.4'], misconceptions: [] },
  ...more,
});

describe('an interval', () => {
  it('has the share inside, between nothing and all, and narrows with the number', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (a, b) => {
        const [right, counted] = [Math.min(a, b), Math.max(a, b)];
        const { share, low, high } = wilson(right, counted);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
        const twice = wilson(2 * right, 2 * counted);
        expect(twice.high - twice.low).toBeLessThanOrEqual(high - low);
      }),
    );
  });

  it('of none is everything', () => {
    expect(wilson(0, 0)).toEqual({ share: 0, low: 0, high: 1 });
  });
});

describe('mastery', () => {
  it('counts the last answer to each question, for each of its skills', () => {
    const answers = [
      answer('a', 1, { correct: false, skills: ['DVA-2.2.4', 'SCS-5.2.1'] }),
      answer('b', 2, { correct: false }),
      answer('a', 3, { skills: ['DVA-2.2.4', 'SCS-5.2.1'] }),
    ];
    const [dva, scs] = masteryOf(answers, [], 4);
    expect(dva).toMatchObject({ skill: 'DVA-2.2.4', answered: 2, right: 1, share: 0.5 });
    expect(scs).toMatchObject({ skill: 'SCS-5.2.1', answered: 1, right: 1 });
    expect(dva!.recall).toBeGreaterThan(0.9);
    expect(scs!.recall).toBeUndefined();
  });
});

describe('calibration', () => {
  const many = (count: number, more: Partial<Answered>) =>
    [...Array(count).keys()].map((i) => answer(`q${i}`, i, more));

  it('says when one is surer than one should be, and when there is too little to say', () => {
    const text = (answers: readonly Answered[]) => calibrationText(calibrationOf(answers));
    expect(text(many(9, { confidence: 3 }))).toContain('needed');
    const half = [...many(10, { confidence: 3 }), ...many(10, { confidence: 3, correct: false })];
    expect(text(half)).toContain('50 % was right: you are surer');
    expect(text(many(20, { confidence: 3 }))).toBe('Of what you were certain of 100 % was right.');
    const modest = [...many(20, { confidence: 3 }), ...many(20, { confidence: 1 })];
    expect(text(modest)).toContain('more than you think');
  });

  it('leaves out answers for which sureness was not asked', () => {
    const { confidence: _, ...unasked } = answer('a', 1);
    expect(calibrationOf([unasked]).map(({ counted }) => counted)).toEqual([0, 0, 0]);
  });
});

describe('answers as CSV', () => {
  it('are a line each, with nothing that a spreadsheet would run', () => {
    const text = answersCsv([
      { ...answer('a', 0), score: 1, mode: 'study', ms: 61_400 },
      { ...answer('=cmd|"x"', 1000), score: 0.5, mode: 'exam', exam: 'dva-1' },
    ]);
    expect(text.split('\r\n')).toEqual([
      'time,item,correct,score,sureness,mode,seconds,skills,misconceptions,exam',
      '1970-01-01T00:00:00.000Z,a,true,1,2,study,61,DVA-2.2.4,,',
      `1970-01-01T00:00:01.000Z,"'=cmd|""x""",true,0.5,2,exam,,DVA-2.2.4,,dva-1`,
      '',
    ]);
  });
});
