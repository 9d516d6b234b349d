import type { Evidence } from '../../learning/questions/grade';
import { memberOf, scoreOf } from '../../learning/questions/grade';
import { gradeItem } from '../../learning/questions/graders';
import type { Item, ItemOf } from '../../learning/questions/item';
import { misconceptionsIn, wronglyChosen } from '../../learning/questions/misconceptions-in';
import { canonical } from './digest';
import { worldOf, type Exercise } from './exercises';
import type { Given } from './session';
import type { Worlds } from './work';

/** What an exercise that was handed in came to. */
export type Graded =
  | {
      readonly readable: true;
      /** From 0 to 1. Questions are right or wrong; cases and scenarios have parts. */
      readonly score: number;
      /** What was done that is not right, in words; the same words for the same thing. */
      readonly wrong: readonly string[];
      readonly misconceptions: readonly string[];
    }
  /** It could not be read, and costs no attempt; the message says what was expected. */
  | { readonly readable: false; readonly message: string };

/** Grades what students hand in to the exercises of one pack, each answer run once. */
export class Grader {
  readonly #worlds: Worlds;
  readonly #known = new Map<string, Promise<Graded>>();

  constructor(worlds: Worlds) {
    this.#worlds = worlds;
  }

  /** `began` is when the work on the assignment began, in ms. Rejects once `signal` is aborted. */
  grade(
    exercise: Exercise,
    given: Given,
    { seed, began }: { readonly seed: number; readonly began: number },
    signal?: AbortSignal,
  ): Promise<Graded> {
    const placed = worldOf(exercise, seed, began);
    const world = 'item' in placed ? placed.item.world : placed.scenario.world;
    const key = canonical([exercise.id, world.seed, world.now, given.answer ?? null, given.work]);
    let graded = this.#known.get(key);
    if (graded === undefined) {
      graded = this.#grade(placed, given, signal);
      this.#known.set(key, graded);
      // What was stopped may be asked for again.
      graded.catch(() => this.#known.delete(key));
    }
    return graded;
  }

  async #grade(exercise: Exercise, given: Given, signal?: AbortSignal): Promise<Graded> {
    if ('scenario' in exercise) {
      const reports = await this.#worlds.replay(exercise.scenario, given.work, signal);
      const done = reports.filter((report) => report.done).length;
      return {
        ...{ readable: true, score: done / reports.length, misconceptions: [] },
        wrong: reports.flatMap(({ checks }) => notHolding(checks)),
      };
    }
    const { item } = exercise;
    const evidence = await this.#worlds.evidence(item, given, signal);
    const grade = gradeItem(item, given.answer, evidence);
    if (!grade.readable) return grade;
    return {
      readable: true,
      score: scoreOf(grade, item.type === 'case' ? 'study' : 'exam') ?? 0,
      wrong: grade.correct ? [] : wrongIn(item, given.answer, evidence),
      misconceptions: grade.correct ? [] : misconceptionsIn(item, given.answer),
    };
  }
}

const notHolding = (checks: Evidence['checks']) =>
  checks.filter(({ passed }) => !passed).map(({ label }) => `Does not hold: ${label}`);

type Part = Item | ItemOf<'case'>['parts'][number];

/** What of an answer is not right, in the words of the question. */
function wrongIn(item: Part, answer: unknown, evidence: Evidence | undefined): string[] {
  switch (item.type) {
    case 'choice':
    case 'predict':
    case 'response':
      return wronglyChosen(item.options, answer).map(({ text }) => `Chose: ${text}`);
    case 'ordering': {
      const order = [memberOf(answer, 'order')].flat();
      const texts = order.map((id) => item.steps.find((step) => step.id === id)?.text ?? '');
      return [`Order: ${texts.join(' → ')}`];
    }
    case 'matching': {
      const pairs = memberOf(answer, 'pairs');
      return item.prompts
        .filter(({ id, answer: key }) => memberOf(pairs, id) !== key)
        .map(({ id, text }) => {
          const given = item.responses.find((it) => it.id === memberOf(pairs, id));
          return `${text} → ${given?.text ?? ''}`;
        });
    }
    case 'compute':
      return [`Gave: ${String(memberOf(answer, 'value')).trim()}`];
    case 'case': {
      const parts = memberOf(answer, 'parts');
      return item.parts.flatMap((part, i) => {
        const own = memberOf(parts, part.id);
        const grade = gradeItem(part as Item, own);
        if (grade.readable && grade.correct) return [];
        return wrongIn(part, own, undefined).map((text) => `Question ${i + 1}. ${text}`);
      });
    }
    case 'read':
      return item.pick.from === 'statement'
        ? [`Pointed at: ${String(memberOf(answer, 'candidate'))}`]
        : ['Pointed at another event'];
    case 'fix':
    case 'do':
      return notHolding(evidence?.checks ?? []);
  }
}
