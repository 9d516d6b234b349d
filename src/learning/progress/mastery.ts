import { wilson, type ShareInterval } from '../interval';
import { meanRecall, memoriesOf } from '../review/memory';
import type { Answered, Exercises } from '../review/units';

/** A skill as the answers so far show it. */
export interface Mastery extends ShareInterval {
  readonly skill: string;
  /** Questions of it that were answered: of each only the last answer counts. */
  readonly answered: number;
  readonly right: number;
  /** What FSRS expects to be recalled now; undefined where it is no item's first skill. */
  readonly recall: number | undefined;
}

/**
 * How far each skill is that was asked for: how often its questions were right the last time, and
 * within what bounds that says something.
 */
export function masteryOf(
  answers: readonly Answered[],
  bank: readonly Exercises[],
  now: number,
): Mastery[] {
  const byItem = new Map(answers.map((answered) => [answered.item, answered]));
  const memories = [...memoriesOf(answers, new Map(bank.map((item) => [item.id, item]))).values()];
  const skills = new Set(answers.flatMap((answered) => answered.skills));
  return [...skills].sort().map((skill) => {
    const own = [...byItem.values()].filter((answered) => answered.skills.includes(skill));
    const right = own.filter(({ correct }) => correct).length;
    const remembered = memories.filter(({ unit }) => unit.startsWith(`${skill}|`));
    return {
      ...{ skill, answered: own.length, right, recall: meanRecall(remembered, now) },
      ...wilson(right, own.length),
    };
  });
}

/** How often one was right where one said to be so sure. */
export interface Calibration extends ShareInterval {
  readonly level: 1 | 2 | 3;
  readonly right: number;
  readonly counted: number;
}

/** Sureness against what came of it, the least sure first; every answer counts. */
export function calibrationOf(answers: readonly Answered[]): Calibration[] {
  return ([1, 2, 3] as const).map((level) => {
    const own = answers.filter(({ confidence }) => confidence === level);
    const right = own.filter(({ correct }) => correct).length;
    return { level, right, counted: own.length, ...wilson(right, own.length) };
  });
}

/** What the calibration comes to, in a sentence. */
export function calibrationText(levels: readonly Calibration[]): string {
  const certain = levels.find(({ level }) => level === 3);
  if (certain === undefined || certain.counted < 10) {
    return 'Ten answers given as certain are needed before it says anything.';
  }
  const percent = Math.round(100 * certain.share);
  if (certain.high < 0.9) {
    return `Of what you were certain of ${percent} % was right: you are surer than you should be.`;
  }
  const guessed = levels.find(({ level }) => level === 1);
  if (guessed !== undefined && guessed.counted >= 10 && guessed.low > 0.6) {
    return `Of what you called guesses ${Math.round(100 * guessed.share)} % was right: you know more than you think.`;
  }
  return `Of what you were certain of ${percent} % was right.`;
}
