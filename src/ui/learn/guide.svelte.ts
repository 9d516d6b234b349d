import type { Prediction } from '../../learning/foresight';
import type { Task } from '../../learning/scenario';

/** How much of a scenario the learner does: from a worked example to all of it. */
export const ways = [
  { id: 'watch', title: 'Watch and predict' },
  { id: 'finish', title: 'Finish it' },
  { id: 'own', title: 'On my own' },
] as const;

export type Way = (typeof ways)[number]['id'];

/** What a way does with the open world. */
export interface Stage {
  /** Runs a line in the terminal; resolves when it has ended. */
  run(line: string): Promise<void>;
  foresee(line: string): Promise<Prediction | null>;
  stepsBeforeTheLast(task: string): Promise<number>;
}

/** The way, and how far the solution of a task has run in it. */
export interface GuidePlace {
  readonly way: Way;
  /** Id of the task whose solution is being run; empty before the first. */
  readonly task: string;
  /** How many of its lines have run. */
  readonly line: number;
  /** How many of them are given where the learner finishes it; null until that was found out. */
  readonly given: number | null;
}

const beginning: GuidePlace = { way: 'own', task: '', line: 0, given: null };

/** Where a learner is in a scenario, and by which way. */
export class Guide {
  place = $state.raw<GuidePlace>(beginning);
  readonly #onchange: (place: GuidePlace) => void;

  constructor(onchange: (place: GuidePlace) => void = () => undefined) {
    this.#onchange = onchange;
  }

  get way(): Way {
    return this.place.way;
  }

  choose(way: Way): void {
    this.#go({ ...this.place, way });
  }

  /** How many lines of the task's solution have run. */
  lineOf(task: Task): number {
    return this.place.task === task.id ? this.place.line : 0;
  }

  givenOf(task: Task): number | null {
    return this.place.task === task.id ? this.place.given : null;
  }

  ran(task: Task, line: number): void {
    this.#go({ ...this.place, task: task.id, line, given: this.givenOf(task) });
  }

  give(task: Task, given: number): void {
    this.#go({ ...this.place, task: task.id, line: this.lineOf(task), given });
  }

  /** The scenario starts over, by the same way. */
  restart(): void {
    this.#go({ ...beginning, way: this.way });
  }

  /** Takes over what was stored; anything else is the beginning. */
  restore(stored: unknown): void {
    const { way, task, line, given } = (stored ?? {}) as Partial<Record<keyof GuidePlace, unknown>>;
    const known = ways.find(({ id }) => id === way)?.id;
    if (known === undefined || typeof task !== 'string' || typeof line !== 'number') return;
    this.place = { way: known, task, line, given: typeof given === 'number' ? given : null };
  }

  #go(place: GuidePlace): void {
    this.place = place;
    this.#onchange(place);
  }
}
