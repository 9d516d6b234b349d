import type { Update } from '../../engine/tables';
import type { Step } from '../../engine/trace';
import { recordName } from './world-view';

/** How many steps of the trace, and touched records, the page keeps. */
const limit = 5000;

/** While a command goes on and on, how long it takes until more of it shows, in ms. */
const pause = 250;

/** What happened in the world: the trace, and what the last command did. */
export class Happenings {
  /** The newest steps since the world was opened. */
  steps = $state.raw<readonly Step[]>([]);
  /** What the last command did of those that sent anything. */
  lastSteps = $state.raw<readonly Step[]>([]);
  /** The records the last command touched, as `recordName` names them. */
  touched = $state.raw<readonly string[]>([]);
  readonly #onShow: (changes?: readonly Update[]) => void;
  #waiting: { steps: readonly Step[]; changes: readonly Update[] }[] = [];
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shownAt = -pause;
  /** Whether a command began of which no happening, and no step, has come in yet. */
  #fresh = { command: false, steps: false };

  /** `onShow` is called with changes of the world that are to be shown; without for another world. */
  constructor(onShow: (changes?: readonly Update[]) => void) {
    this.#onShow = onShow;
  }

  /** A new command begins: what comes now is its doing. */
  begin(): void {
    this.#fresh = { command: true, steps: true };
  }

  /**
   * Takes a happening. The first shows with the next frame; a loop brings very many, and typing
   * must not wait for the pictures of all.
   */
  add(steps: readonly Step[], changes: readonly Update[]): void {
    this.#waiting.push({ steps, changes });
    const wait = this.#shownAt + pause - performance.now();
    if (wait > 0) this.#timer ??= setTimeout(() => this.show(), wait);
    else this.#frame ||= requestAnimationFrame(() => this.show());
  }

  /** Shows at once what happened and does not show yet. */
  show(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#frame = 0;
    this.#timer = undefined;
    this.#shownAt = performance.now();
    if (this.#waiting.length === 0) return;
    const steps = this.#waiting.flatMap((happening) => happening.steps);
    const changes = this.#waiting.flatMap((happening) => happening.changes);
    this.#waiting = [];
    if (this.#fresh.command) this.touched = [];
    this.#fresh.command = false;
    // A command that sends nothing leaves the trace of the one before to be looked at.
    if (steps.length > 0) {
      if (this.#fresh.steps) this.lastSteps = [];
      this.#fresh.steps = false;
      this.steps = [...this.steps, ...steps].slice(-limit);
      this.lastSteps = [...this.lastSteps, ...steps].slice(-limit);
    }
    if (changes.length === 0) return;
    this.touched = [...this.touched, ...changes.map(recordName)].slice(-limit);
    this.#onShow(changes);
  }

  /** Another world: nothing has happened in it. */
  clear(): void {
    this.#waiting = [];
    this.steps = [];
    this.lastSteps = [];
    this.touched = [];
    this.#onShow();
  }
}
