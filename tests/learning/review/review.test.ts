import fc from 'fast-check';
import { createEmptyCard, fsrs, type Grade } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import {
  daysToExam,
  readPlan,
  targetAt,
  usualTarget,
} from '../../../src/learning/review/exam-date';
import { meanRecall, memoriesOf, ratingOf, recallAt } from '../../../src/learning/review/memory';
import { compositionOf, msPerItem, planSession } from '../../../src/learning/review/session';
import type { Answered, Exercises } from '../../../src/learning/review/units';

const day = 86_400_000;
const start = Date.UTC(2026, 10, 1, 20);

const item = (id: string, misconceptions: string[] = [], section = 4): Exercises => ({
  ...{ id, skills: ['DVA-2.2.4'], misconceptions, sections: [section] },
});
const answer = (id: string, time: number, more: Partial<Answered> = {}): Answered => ({
  ...{ item: id, time, confidence: 2, correct: true, skills: ['DVA-2.2.4'], misconceptions: [] },
  ...more,
});
const bankOf = (items: readonly Exercises[]) => new Map(items.map((it) => [it.id, it]));

// py-fsrs, tests/test_basic.py: test_review_card and test_memo_state.
describe('FSRS-6 as it is used here', () => {
  it('gives the intervals that its authors publish', () => {
    const scheduler = fsrs({ enable_fuzz: false });
    let now = new Date('2022-11-29T12:30:00Z');
    let card = createEmptyCard(now);
    const intervals = ([3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3] as Grade[]).map((grade) => {
      ({ card } = scheduler.next(card, now, grade));
      now = card.due;
      return card.scheduled_days;
    });
    expect(intervals).toEqual([0, 2, 11, 46, 163, 498, 0, 0, 2, 4, 7, 12, 21]);
  });

  it('comes to the memory state that they publish, by the log alone', () => {
    let time = start;
    const answers = [0, 0, 1, 3, 8, 21].map((days, i) => {
      time += days * day;
      return answer('a', time, { correct: i > 0 });
    });
    const memory = memoriesOf(answers, new Map()).get('DVA-2.2.4|a')!;
    expect(memory.card.stability).toBeCloseTo(53.62691, 4);
    expect(memory.card.difficulty).toBeCloseTo(6.3574867, 4);
  });

  it('recalls 90 % after as many days as its stability', () => {
    const memory = memoriesOf([answer('a', start)], new Map()).get('DVA-2.2.4|a')!;
    expect(recallAt(memory, start)).toBe(1);
    expect(recallAt(memory, start + memory.card.stability * day)).toBeCloseTo(0.9, 3);
  });

  it('never lets recall rise while nothing is asked for', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), fc.boolean(), (a, b, correct) => {
        const memories = memoriesOf([answer('a', start, { correct })], new Map());
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
        const at = (days: number) => meanRecall(memories.values(), start + days * day)!;
        expect(at(later)).toBeLessThanOrEqual(at(sooner));
      }),
    );
  });
});

describe('grading by itself', () => {
  it.each([
    [{ correct: false }, 1],
    [{ correct: false, confidence: 1 as const }, 1],
    [{ correct: true, confidence: 1 as const }, 2],
    [{ correct: true, hinted: true }, 2],
    [{ correct: true, confidence: 3 as const }, 3],
  ])('of %o is %d', (more, rating) => {
    expect(ratingOf(answer('a', 0, more))).toBe(rating);
  });

  it('puts a wrong answer down to the misconception it showed, and not to the others', () => {
    const items = [item('a', ['m1', 'm2'])];
    const answers = [
      answer('a', start),
      answer('a', start + 5 * day, { correct: false, misconceptions: ['m1'] }),
    ];
    const memories = memoriesOf(answers, bankOf(items));
    expect(memories.get('DVA-2.2.4|m1')!.last).toBe(start + 5 * day);
    expect(memories.get('DVA-2.2.4|m2')!.last).toBe(start);
  });

  it('takes the seeds of a generator for one', () => {
    const memories = memoriesOf([answer('gen-x-1', start), answer('gen-x-2', start)], new Map());
    expect([...memories.keys()]).toEqual(['DVA-2.2.4|gen-x']);
  });

  it('does not fail where the clock was set back', () => {
    const memories = memoriesOf([answer('a', start), answer('a', start - 9 * day)], new Map());
    expect(memories.get('DVA-2.2.4|a')!.last).toBe(start);
  });
});

describe('the date of the exam', () => {
  it('raises the target as it nears, within bounds', () => {
    fc.assert(
      fc.property(fc.float({ min: 0, max: 400, noNaN: true }), fc.nat(400), (a, b) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b)];
        expect(targetAt(near)).toBeGreaterThanOrEqual(targetAt(far));
        expect(targetAt(a)).toBeGreaterThanOrEqual(0.85);
        expect(targetAt(a)).toBeLessThanOrEqual(0.97);
      }),
    );
    expect(targetAt(undefined)).toBe(usualTarget);
    expect(targetAt(0)).toBeCloseTo(0.97);
  });

  it('counts to the day, and is over after it', () => {
    const plan = { examDay: '2026-12-01', minutesADay: 20 };
    expect(daysToExam(plan, Date.UTC(2026, 10, 28, 12))).toBe(2.5);
    expect(daysToExam(plan, Date.UTC(2026, 11, 1, 9))).toBe(0);
    expect(daysToExam(plan, Date.UTC(2026, 11, 2, 9))).toBeUndefined();
    expect(daysToExam({ minutesADay: 20 }, start)).toBeUndefined();
  });

  it('is read from what was stored, whatever that is', () => {
    expect(readPlan({ examDay: '2026-12-01', minutesADay: 45 })).toEqual({
      ...{ examDay: '2026-12-01', minutesADay: 45 },
    });
    for (const value of [null, 'x', { examDay: 7, minutesADay: 1e9 }, { examDay: 'soon' }]) {
      expect(readPlan(value)).toEqual({ minutesADay: 20 });
    }
  });
});

describe('a day of review', () => {
  const bank = [...Array(30).keys()].map((i) =>
    item(`q${i}`, i % 3 === 0 ? [`m${Math.floor(i / 6)}`] : [], 1 + (i % 5)),
  );
  const log = fc.array(
    fc.record({
      i: fc.nat(29),
      days: fc.double({ min: 0, max: 20, noNaN: true }),
      correct: fc.boolean(),
      confidence: fc.constantFrom(1, 2, 3) as fc.Arbitrary<1 | 2 | 3>,
    }),
    { maxLength: 60 },
  );
  const answersOf = (
    entries: readonly { i: number; days: number; correct: boolean; confidence: 1 | 2 | 3 }[],
  ) =>
    entries
      .map(({ i, days, correct, confidence }) =>
        answer(`q${i}`, start + days * day, { correct, confidence }),
      )
      .sort((a, b) => a.time - b.time);
  const now = start + 21 * day;

  it('keeps to the minutes, asks nothing twice, and says how it is made up', () => {
    fc.assert(
      fc.property(log, fc.integer({ min: 5, max: 60 }), (entries, minutesADay) => {
        const answers = answersOf(entries);
        const session = planSession({ answers, bank, plan: { minutesADay }, now });
        const ids = session.items.map((it) => it.item);
        expect(new Set(ids).size).toBe(ids.length);
        expect(session.minutes).toBeLessThanOrEqual(Math.max(minutesADay, 2));
        const counts = compositionOf(session.items).match(/\d+/g)!.map(Number);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(ids.length);
        const asked = new Set(answers.map((it) => it.item));
        for (const { item: id, reason } of session.items) {
          if (reason === 'new') expect(asked.has(id)).toBe(false);
        }
      }),
    );
  });

  it('asks for more as the exam nears, and never for less', () => {
    fc.assert(
      fc.property(log, (entries) => {
        const answers = answersOf(entries);
        const due = (examDay: string) =>
          planSession({ answers, bank, plan: { minutesADay: 240, examDay }, now }).items.filter(
            ({ reason }) => reason === 'review',
          ).length;
        expect(due('2026-11-24')).toBeGreaterThanOrEqual(due('2026-12-05'));
        expect(due('2026-12-05')).toBeGreaterThanOrEqual(due('2027-03-01'));
      }),
    );
  });

  it('projects the recall of the day, which is no more than that of now', () => {
    const answers = answersOf([{ i: 1, days: 3, correct: true, confidence: 2 }]);
    const plan = { minutesADay: 20, examDay: '2026-12-20' };
    const { recallNow, recallOnDay } = planSession({ answers, bank, plan, now });
    expect(recallOnDay!).toBeLessThan(recallNow!);
    expect(
      planSession({ answers, bank, plan: { minutesADay: 20 }, now }).recallOnDay,
    ).toBeUndefined();
  });

  it('asks for a misconception by another question than last time', () => {
    const answers = [answer('q0', start, { correct: false, misconceptions: ['m0'] })];
    const { items } = planSession({ answers, bank, plan: { minutesADay: 20 }, now });
    expect(items.find(({ reason }) => reason === 'review')).toMatchObject({
      ...{ item: 'q3', unit: 'DVA-2.2.4|m0' },
    });
  });

  it('refreshes what was wrong for certain although it is not due yet', () => {
    const only = [item('a', ['m1'])];
    const learned = [0, 3, 15, 60, 200].map((days) => answer('a', start + days * day));
    const missed = start + 500 * day;
    const asked = (confidence: 1 | 3) => {
      const last = answer('a', missed, { correct: false, confidence, misconceptions: ['m1'] });
      const answers = [...learned, last];
      return planSession({
        answers,
        bank: only,
        plan: { minutesADay: 20 },
        now: missed + 0.6 * day,
      });
    };
    expect(asked(3).items).toMatchObject([{ item: 'a', reason: 'refresh' }]);
    expect(asked(1).items).toEqual([]);
  });

  it('asks a generator again, although another of its seeds was answered', () => {
    const only = [item('gen-x'), item('b')];
    const answers = [answer('gen-x-7', start, { correct: false })];
    const { items } = planSession({ answers, bank: only, plan: { minutesADay: 20 }, now });
    expect(items.map((it) => `${it.reason} ${it.item}`).sort()).toEqual(['new b', 'review gen-x']);
  });

  it('says what found no room', () => {
    const answers = bank.map(({ id }) => answer(id, start, { correct: false }));
    const session = planSession({ answers, bank, plan: { minutesADay: 5 }, now });
    expect(session.items).toHaveLength(3);
    expect(session.left).toBeGreaterThan(10);
  });

  it('takes the median of what answers took, within bounds', () => {
    const timed = (ms: number) => Array(5).fill({ ...answer('a', 0), ms }) as never;
    expect([1, 60_000, 1e9].map((ms) => msPerItem(timed(ms)))).toEqual([20_000, 60_000, 240_000]);
    expect(msPerItem([])).toBe(90_000);
  });
});
