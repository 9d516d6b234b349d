import type { EngineOptions } from '../../engine/engine';
import { PackError } from '../data';
import { readPack, type OpenedPack } from '../pack';
import { exercisesOf } from './exercises';
import { Grader } from './grade';
import type { FromGrader, ToGrader } from './messages';
import { regrade } from './regrade';
import { Worlds } from './work';

/** How long one file, or one answer, may take to run again, in ms of real time. */
const patience = 20_000;

/** Answers what the Worker that grades is asked, one after the other. */
export class GradingDesk {
  readonly #options: EngineOptions;
  #open: { readonly opened: OpenedPack; readonly grader: Grader } | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  /** The answer. Throws `PackError` for a pack that is refused. */
  async answer(message: ToGrader): Promise<FromGrader> {
    if ('pack' in message) {
      this.#open = {
        opened: readPack(message.pack),
        grader: new Grader(new Worlds(this.#options)),
      };
      return { opened: true };
    }
    if (this.#open === undefined) throw new Error('There is no pack to grade by.');
    const { opened, grader } = this.#open;
    if ('grade' in message) {
      const { exercise: id, given, ...context } = message.grade;
      const exercise = exercisesOf(opened).find((it) => it.id === id);
      if (exercise === undefined) throw new Error(`There is no exercise called ${id}.`);
      return { graded: await grader.grade(exercise, given, context) };
    }
    const { file, text } = message;
    try {
      const signal = AbortSignal.timeout(patience);
      return { file, regraded: await regrade(text, opened, grader, signal) };
    } catch (error) {
      return { file, refused: refusalOf(error) };
    }
  }
}

function refusalOf(error: unknown): string {
  if (error instanceof PackError) return error.message;
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return `Running it again took more than ${patience / 1000} seconds.`;
  }
  return `It cannot be graded: ${error instanceof Error ? error.message : String(error)}`;
}
