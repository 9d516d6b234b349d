import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gradeItem } from '../../../src/learning/questions/graders';
import { scoreOf, type Evidence } from '../../../src/learning/questions/grade';
import { readNumber } from '../../../src/learning/questions/compute/grade';
import type { Item, ItemOf, ItemType } from '../../../src/learning/questions/item';
import { parseQuestions } from '../../../src/learning/questions/parse-questions';

const items = ['kms', 's3'].flatMap((name) => {
  const path = `scenarios/questions/${name}.yaml`;
  return parseQuestions(readFileSync(path, 'utf8'), path);
});

function one<T extends ItemType>(type: T): ItemOf<T> {
  return items.find((item): item is ItemOf<T> => item.type === type)!;
}

const choice = one('choice');
const response = one('response');
const ordering = one('ordering');
const matching = one('matching');
const compute = one('compute');

/** Answers of the right shape, whatever they say. */
const subset = (ids: readonly string[], length: number) =>
  fc.shuffledSubarray([...ids], { minLength: length, maxLength: length });
const key = response.options.filter(({ correct }) => correct).map(({ id }) => id);

const wellFormed: readonly [Item, fc.Arbitrary<unknown>, (answer: never) => boolean][] = [
  [
    choice,
    fc.constantFrom(...choice.options).map(({ id }) => ({ option: id })),
    ({ option }: { option: string }) => choice.options.some((it) => it.id === option && it.correct),
  ],
  [
    response,
    subset(
      response.options.map(({ id }) => id),
      key.length,
    ).map((options) => ({ options })),
    ({ options }: { options: string[] }) => key.every((id) => options.includes(id)),
  ],
  [
    ordering,
    subset(
      ordering.steps.map(({ id }) => id),
      ordering.choose,
    ).map((order) => ({ order })),
    ({ order }: { order: string[] }) => ordering.accept.some((it) => it.join() === order.join()),
  ],
  [
    matching,
    subset(
      matching.responses.map(({ id }) => id),
      matching.prompts.length,
    ).map((chosen) => ({
      pairs: Object.fromEntries(matching.prompts.map(({ id }, i) => [id, chosen[i]])),
    })),
    ({ pairs }: { pairs: Record<string, string> }) =>
      matching.prompts.every(({ id, answer }) => pairs[id] === answer),
  ],
  [
    compute,
    fc.integer({ min: 0, max: 60 }).map((value) => ({ value: String(value) })),
    ({ value }: { value: string }) => Number(value) === compute.answer,
  ],
];

const evidence: Evidence = { checks: [{ label: 'x', passed: true }] };

describe.each(wellFormed.map((row) => [row[0].type, ...row] as const))(
  'an answer to a %s',
  (_, item, answers, isRight) => {
    it('is right exactly when the key says so, and each of its parts then', () => {
      fc.assert(
        fc.property(answers, (answer) => {
          const grade = gradeItem(item, answer);
          if (!grade.readable) throw new Error(grade.message);
          expect(grade.correct).toBe(isRight(answer as never));
          expect(grade.parts.every(({ correct }) => correct)).toBe(grade.correct);
        }),
      );
    });

    it('scores all or nothing in an exam, and between in study', () => {
      fc.assert(
        fc.property(answers, (answer) => {
          const grade = gradeItem(item, answer);
          const [exam, study] = [scoreOf(grade, 'exam')!, scoreOf(grade, 'study')!];
          expect(exam === 1).toBe(isRight(answer as never));
          expect([0, 1]).toContain(exam);
          expect(study >= exam && study <= 1).toBe(true);
          expect(study === 1).toBe(exam === 1);
        }),
      );
    });
  },
);

describe('an answer that cannot be read', () => {
  it.each(items.map((item) => [item.id, item] as const))(
    'to %s costs no attempt, and never throws',
    (_, item) => {
      fc.assert(
        fc.property(fc.jsonValue({ maxDepth: 3 }), (answer) => {
          const grade = gradeItem(item, answer, item.type === 'read' ? evidence : undefined);
          expect(grade).toMatchObject({ readable: false, message: expect.stringMatching(/\.$|:/) });
          expect(scoreOf(grade, 'exam')).toBeUndefined();
        }),
      );
    },
  );

  it('does not reach for inherited members', () => {
    expect(gradeItem(choice, { option: 'toString' }).readable).toBe(false);
    expect(gradeItem(matching, { pairs: Object.create({ disabled: 'disabled' }) }).readable).toBe(
      false,
    );
  });

  it('has too few or too many options', () => {
    const [a, b, c] = response.options.map(({ id }) => id);
    for (const options of [[], [a], [a, b, c], [a, a], [a, 'z']]) {
      expect(gradeItem(response, { options })).toEqual({
        readable: false,
        message: 'Choose 2 options.',
      });
    }
  });

  it('uses a response twice where each is there once', () => {
    const pairs = Object.fromEntries(matching.prompts.map(({ id }) => [id, 'access']));
    expect(gradeItem(matching, { pairs }).readable).toBe(false);
    expect(gradeItem({ ...matching, reuse: true }, { pairs }).readable).toBe(true);
  });
});

describe('a response', () => {
  it('is judged whatever the order in which it was chosen', () => {
    fc.assert(
      fc.property(subset(key, key.length), (options) => {
        expect(gradeItem(response, { options })).toMatchObject({ correct: true });
      }),
    );
  });
});

describe('a number', () => {
  it.each([
    ['1,024', 1024],
    [' 20 000 ', 20000],
    ['$0.30', 0.3],
    ['-5', -5],
    ['−5', -5],
    ['.5', 0.5],
    ['36 requests', 36],
    ['36Requests', 36],
    ['1,000,000.25', 1000000.25],
  ])('is read from %s', (text, value) => {
    expect(readNumber(text, 'requests')).toBe(value);
  });

  it.each([
    '',
    'many',
    '1,02',
    '1.000.000',
    '0x10',
    '1e3',
    'Infinity',
    '3-4',
    '12 apples',
    36,
    null,
  ])('is not read from %s', (text) => {
    expect(readNumber(text, 'requests')).toBeUndefined();
  });

  it('may be off by the tolerance, and by no more', () => {
    const item = { ...compute, answer: 0.3, tolerance: 0.1 };
    const right = (value: number) => gradeItem(item, { value: String(value) });
    expect(right(0.4)).toMatchObject({ correct: true });
    expect(right(0.2)).toMatchObject({ correct: true });
    expect(right(0.41)).toMatchObject({ correct: false });
  });

  it('is the same however it is written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (value) => {
        expect(readNumber(value.toLocaleString('en-US'))).toBe(value);
        expect(readNumber(String(value))).toBe(value);
      }),
    );
  });
});

describe('work that is judged by running it', () => {
  const task = one('do');
  const all = (passed: boolean): Evidence => ({
    checks: task.checks.map(({ label }) => ({ label, passed })),
  });

  it('is right when every check passes', () => {
    expect(gradeItem(task, undefined, all(true))).toMatchObject({ correct: true });
    expect(gradeItem(task, undefined, all(false))).toMatchObject({ correct: false });
    expect(gradeItem(task, undefined, { checks: [] })).toMatchObject({ correct: false });
  });

  it('costs no attempt when it could not be put in place', () => {
    const fix = one('fix');
    const refused = { refused: 'MalformedPolicyDocumentException', checks: [] };
    expect(gradeItem(fix, { text: fix.solution }, refused).readable).toBe(false);
    expect(gradeItem(fix, { text: '{' }, all(true))).toMatchObject({
      readable: false,
      message: expect.stringContaining('This is not JSON'),
    });
  });
});

describe('a case', () => {
  it('scores each question by itself', () => {
    const item = one('case');
    const parts = Object.fromEntries(
      item.parts.map((part) => [
        part.id,
        'options' in part ? { option: part.options.find(({ correct }) => correct)!.id } : undefined,
      ]),
    );
    expect(scoreOf(gradeItem(item, { parts }), 'study')).toBe(1);
    const half = { ...parts, [item.parts[0]!.id]: { option: 'a' } };
    const grade = gradeItem(item, { parts: half });
    expect(scoreOf(grade, 'study')).toBe(0.5);
    expect(scoreOf(grade, 'exam')).toBe(0);
    expect(gradeItem(item, { parts: {} })).toMatchObject({
      readable: false,
      message: 'Question 1: Choose one option.',
    });
  });
});
