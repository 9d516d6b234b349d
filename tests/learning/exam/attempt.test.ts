import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  afterReopening,
  readAttempt,
  replay,
  step,
  timeLeft,
  type ExamAttempt,
} from '../../../src/learning/exam/attempt';
import type { ExamForm } from '../../../src/learning/exam/form';
import { estimateOf, resultOf } from '../../../src/learning/exam/result';
import type { SessionEvent } from '../../../src/learning/exam/session.machine';
import { clockText, warningAt } from '../../../src/learning/exam/timer';
import type { Item, ItemOf } from '../../../src/learning/questions/item';
import { parseQuestions } from '../../../src/learning/questions/parse-questions';
import { versionOf } from '../../../src/learning/questions/version';

const path = 'scenarios/questions/kms.yaml';
const items = parseQuestions(readFileSync(path, 'utf8'), path).filter(({ type }) =>
  ['choice', 'response', 'ordering', 'matching', 'compute'].includes(type),
);
const bank = new Map(items.map((item) => [item.id, item]));
const choices = items.filter((item): item is ItemOf<'choice'> => item.type === 'choice');
const choice = choices[0]!;

const form: ExamForm = {
  ...{ family: 'DVA', code: 'DVA-C02', length: items.length, types: 'all', seed: 5, minutes: 10 },
  items: items.map((item) => ({
    ...{ id: item.id, version: versionOf(item), domain: 2, skill: item.skills[0]! },
  })),
  slots: [],
};

function attempt(events: readonly SessionEvent[], more: Partial<ExamAttempt> = {}): ExamAttempt {
  return {
    ...{ format: 1, id: 'a', form, timer: 'x1', sureness: true, events, seenAt: 0, logged: false },
    ...more,
  };
}

/** What the key has, or something else. */
function answerTo(item: Item, right: boolean): unknown {
  switch (item.type) {
    case 'choice':
      return { option: item.options.find(({ correct }) => correct === right)!.id };
    case 'response': {
      const sorted = [...item.options].sort((a, b) => Number(b.correct) - Number(a.correct));
      const count = sorted.filter(({ correct }) => correct).length;
      return { options: (right ? sorted : sorted.reverse()).slice(0, count).map(({ id }) => id) };
    }
    case 'ordering':
      return { order: right ? item.accept[0] : [...item.accept[0]!].reverse() };
    case 'matching':
      return {
        pairs: Object.fromEntries(
          item.prompts.map(({ id, answer }, i) => [
            id,
            right ? answer : item.prompts[(i + 1) % item.prompts.length]!.answer,
          ]),
        ),
      };
    case 'compute':
      return { value: String(right ? item.answer : item.answer + 1000) };
    default:
      return undefined;
  }
}

let clock = 1_000_000;
const at = () => (clock += 7000);

/** A whole attempt: every kind of event, every second question right. */
const recorded: readonly SessionEvent[] = [
  { type: 'START', at: at() },
  ...items.flatMap((item, i): SessionEvent[] => [
    { type: 'GO', at: at(), to: i },
    { type: 'STRIKE', at: at(), item: item.id, option: 'a' },
    { type: 'ANSWER', at: at(), item: item.id, answer: answerTo(item, i % 2 === 1) },
    { type: 'SURE', at: at(), item: item.id, level: i % 2 === 0 ? 3 : 1 },
    ...(i === 1
      ? ([{ type: 'ANSWER', at: at(), item: item.id, answer: answerTo(item, false) }] as const)
      : []),
    ...(i === 1
      ? ([{ type: 'ANSWER', at: at(), item: item.id, answer: answerTo(item, true) }] as const)
      : []),
    { type: 'FLAG', at: at(), item: item.id },
  ]),
  { type: 'PAUSE', at: at() },
  { type: 'RESUME', at: at() + 3_600_000 },
  { type: 'REVIEW', at: (clock += 3_600_000) },
  { type: 'GO', at: at(), to: 0 },
  { type: 'REVIEW', at: at() },
  { type: 'SUBMIT', at: at() },
  { type: 'CANCEL', at: at() },
  { type: 'SUBMIT', at: at() },
  { type: 'CONFIRM', at: at() },
];

const scoreOf = (one: ExamAttempt) => resultOf(one.form, bank, replay(one).context);

describe('an attempt', () => {
  const whole = scoreOf(attempt(recorded));

  it('is graded by what was answered last', () => {
    expect(replay(attempt(recorded)).value).toBe('submitted');
    expect(whole.right).toBe(Math.floor(items.length / 2));
    expect(whole.counted).toBe(items.length);
  });

  it.each([...recorded.keys()])('resumed after event %d comes to the same score', (cut) => {
    const stored = JSON.stringify(attempt(recorded.slice(0, cut + 1)));
    const resumed = readAttempt(JSON.parse(stored))!;
    const end = recorded.slice(cut + 1).reduce(step, replay(resumed));
    expect(end.value).toBe('submitted');
    expect(resultOf(form, bank, end.context)).toEqual(whole);
  });

  it('that was left is paused since it was last seen, and goes on with the time it had', () => {
    const left = attempt(recorded.slice(0, 9), { seenAt: clock });
    const before = replay(left);
    const [pause] = afterReopening({ ...left, seenAt: before.context.since + 4000 });
    const reopened = step(before, pause!);
    expect(reopened.value).toBe('paused');
    const later = clock + 86_400_000;
    expect(timeLeft(reopened, later)).toBe(timeLeft(before, before.context.since + 4000));
    expect(timeLeft(step(reopened, { type: 'RESUME', at: later }), later)).toBe(
      timeLeft(reopened, later),
    );
    expect(afterReopening(attempt(recorded))).toEqual([]);
  });

  it('takes nothing after its time is up', () => {
    const start = recorded[0]!.at;
    const first = items[0]!;
    const events: SessionEvent[] = [
      recorded[0]!,
      { type: 'ANSWER', at: start + 1000, item: first.id, answer: answerTo(first, true) },
      { type: 'ANSWER', at: start + 600_000, item: first.id, answer: answerTo(first, false) },
    ];
    const session = replay(attempt(events));
    expect(session.value).toBe('submitted');
    expect(session.context.elapsed).toBe(600_000);
    expect(resultOf(form, bank, session.context).items[0]!.outcome).toBe('right');
    expect(replay(attempt(events, { timer: 'plus30' })).value).toBe('running');
    expect(replay(attempt(events, { timer: 'off' })).context.limit).toBeUndefined();
  });

  it('cannot be brought out of order by whatever its events are', () => {
    const junk = fc.record({
      type: fc.constantFrom('GO', 'ANSWER', 'FLAG', 'CONFIRM', 'SUBMIT', 'xstate.stop', 'STRIKE'),
      at: fc.double({ noNaN: true }),
      item: fc.constantFrom(choice.id, '__proto__', 'no-such-item'),
      to: fc.oneof(fc.integer(), fc.constant('length')),
      option: fc.string(),
      answer: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(junk, fc.jsonValue())), (events) => {
        const read = readAttempt({ ...attempt([]), events: [recorded[0], ...events] })!;
        const { value, context } = replay(read);
        expect(items[context.current]).toBeDefined();
        expect(Object.keys(context.answers).every((id) => bank.has(id))).toBe(true);
        expect(context.elapsed).toBeLessThanOrEqual(600_000);
        expect(['running', 'submitted', 'review']).toContain(value);
      }),
      { numRuns: 50 },
    );
  });

  it('is none when its form is not one', () => {
    for (const value of [null, {}, { ...attempt([]), form: {} }, { ...attempt([]), timer: 'x3' }]) {
      expect(readAttempt(value)).toBeUndefined();
    }
  });
});

describe('a result', () => {
  it('leaves out what was changed since, and counts what was not answered as wrong', () => {
    const changed = new Map(bank).set(choice.id, { ...choice, title: 'Another' });
    const result = resultOf(form, changed, replay(attempt(recorded.slice(0, 1))).context);
    expect(result.counted).toBe(items.length - 1);
    expect(result.right).toBe(0);
    expect(result.items.filter(({ outcome }) => outcome === 'changed')).toHaveLength(1);
  });

  it('has the misconceptions of wrong answers, and how sure one was', () => {
    const wrong = choice.options.find(({ correct, misconception }) => !correct && misconception)!;
    const events: SessionEvent[] = [
      { type: 'START', at: 0 },
      { type: 'ANSWER', at: 1000, item: choice.id, answer: { option: wrong.id } },
      { type: 'SURE', at: 2000, item: choice.id, level: 3 },
    ];
    const result = resultOf(form, bank, replay(attempt(events)).context);
    expect(result.misconceptions).toEqual([{ id: wrong.misconception, count: 1 }]);
    expect(result.bySureness).toEqual([{ name: '3', right: 0, counted: 1 }]);
  });

  it('estimates a straight line, with an interval that narrows', () => {
    expect(estimateOf({ right: 0, counted: 0 })).toEqual({ score: 100, low: 100, high: 1000 });
    // Wilson's interval of 45 of 65 is 0.572 to 0.791.
    expect(estimateOf({ right: 45, counted: 65 })).toEqual({ score: 723, low: 615, high: 812 });
    const width = (n: number) => {
      const { low, high } = estimateOf({ right: n / 2, counted: n });
      return high - low;
    };
    expect(width(10)).toBeGreaterThan(width(20));
    expect(width(20)).toBeGreaterThan(width(65 * 2));
  });
});

describe('the time', () => {
  it('is told in hours where it has them', () => {
    expect([0, 900, 309_000, 3_909_000].map(clockText)).toEqual([
      ...['0:00', '0:01', '5:09', '1:05:09'],
    ]);
  });

  it('warns four times', () => {
    const minutes = (n: number) => warningAt(n * 60_000);
    expect([130, 30.1, 30, 29.8, 12, 10, 5, 1, 0].map(minutes)).toEqual([
      ...['', '', '30 minutes left.', '30 minutes left.', '', '10 minutes left.'],
      ...['5 minutes left.', '1 minute left.', ''],
    ]);
    expect(warningAt(undefined)).toBe('');
  });
});
