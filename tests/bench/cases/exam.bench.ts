import { newSession, replay } from '../../../src/learning/exam/attempt';
import {
  blueprints,
  coveredDomains,
  skillsIn,
  versionOn,
} from '../../../src/learning/exam/blueprints';
import { formExam } from '../../../src/learning/exam/form';
import type { SessionEvent } from '../../../src/learning/exam/session.machine';
import type { ItemSummary } from '../../../src/learning/questions/item';
import { planSession } from '../../../src/learning/review/session';
import type { Measurement } from '../bench';
import { milliseconds } from '../measure';

const version = versionOn(blueprints[0]!, '2026-11-27');

/** A bank of about a thousand questions over all skills that the exam covers. */
const bank: readonly ItemSummary[] = coveredDomains('DVA', version.table).flatMap((domain) =>
  skillsIn('DVA', domain).flatMap(({ id }) =>
    Array.from({ length: 60 }, (_, n): ItemSummary => ({
      ...{ id: `${id}-${n}`, type: 'choice', title: id, sections: [1 + (n % 27)], skills: [id] },
      ...{ difficulty: 1, status: 'active', facts: [], version: '1', level: 'P3' },
      misconceptions: n % 3 === 0 ? [`m-${n}`] : [],
    })),
  ),
);
const form = formExam(version, bank, { family: 'DVA', length: 65, types: 'exam', seed: 1 });

/** What exams and review cost the page. */
const measurements: Measurement[] = [
  {
    name: 'Exam: a mock of 65 out of about 1,000 questions is put together and started',
    where: ['node', 'chromium'],
    bound: { max: 300, unit: 'ms' },
    run: () => {
      let seed = 0;
      return milliseconds(() => {
        seed += 1;
        const plan = { family: 'DVA', length: 65, types: 'exam', seed } as const;
        newSession({ form: formExam(version, bank, plan), timer: 'x1' });
      });
    },
  },
  {
    name: 'Exam: an attempt of 1,000 events is resumed',
    where: ['node', 'chromium'],
    bound: { max: 300, unit: 'ms' },
    run: () => {
      const answers = Array.from({ length: 1000 }, (_, n): SessionEvent => {
        const item = form.items[n % form.items.length]!.id;
        return { type: 'ANSWER', at: n * 1000, item, answer: { option: 'a' } };
      });
      const events: SessionEvent[] = [{ type: 'START', at: 0 }, ...answers];
      return milliseconds(() => replay({ form, timer: 'off', events }));
    },
  },
  {
    name: 'Review: a day is planned from 5,000 answers',
    where: ['node', 'chromium'],
    bound: { max: 500, unit: 'ms' },
    run: () => {
      const answers = Array.from({ length: 5000 }, (_, n) => ({
        ...{ item: bank[(n * 7) % bank.length]!.id, time: n * 600_000, correct: n % 4 !== 0 },
        ...{ skills: ['DVA-2.2.4'], misconceptions: [], confidence: 2 as const },
      }));
      const plan = { minutesADay: 30, examDay: '1970-03-01' };
      return milliseconds(() => planSession({ answers, bank, plan, now: 5000 * 600_000 }));
    },
  },
];

export default measurements;
