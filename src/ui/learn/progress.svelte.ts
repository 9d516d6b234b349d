import type { Scenario, Task, TaskReport } from '../../learning/scenario';

/** Where a task stands: achieved, the one to do now, or still to come. */
export type TaskState = 'done' | 'current' | 'open';

/**
 * Which tasks of a scenario were achieved. A task stays done although later work changes what it
 * was about: the data key that one task asks for is thrown away by the next.
 */
export class Progress {
  done = $state.raw<readonly string[]>([]);
  /** Those of them whose solution the learner watched: of these none is the learner's own. */
  watched = $state.raw<readonly string[]>([]);
  #tasks = $state.raw<readonly Task[]>([]);
  readonly current = $derived.by(() => this.#tasks.find(({ id }) => !this.done.includes(id)));
  readonly finished = $derived.by(() => this.current === undefined);

  constructor(scenario: Scenario) {
    this.#tasks = scenario.tasks;
  }

  /** The scenario is another variant: the same tasks, in other words. */
  vary({ tasks }: Scenario): void {
    this.#tasks = tasks;
  }

  /** How many tasks are done. */
  get count(): number {
    return this.#tasks.filter(({ id }) => this.done.includes(id)).length;
  }

  /** The tasks still to be done, by id, the current one first. */
  get open(): readonly string[] {
    return this.#tasks.map(({ id }) => id).filter((id) => !this.done.includes(id));
  }

  stateOf(task: Task): TaskState {
    if (this.done.includes(task.id)) return 'done';
    return task === this.current ? 'current' : 'open';
  }

  /** Takes in what the checks say now; returns the tasks that were achieved by it. */
  record(reports: readonly TaskReport[], watching = false): readonly Task[] {
    const achieved = this.#tasks.filter(
      ({ id }) => !this.done.includes(id) && reports.some(({ task, done }) => task === id && done),
    );
    const ids = achieved.map(({ id }) => id);
    if (ids.length > 0) this.done = [...this.done, ...ids];
    if (ids.length > 0 && watching) this.watched = [...this.watched, ...ids];
    return achieved;
  }

  /** Takes over what was achieved before. */
  restore(done: readonly string[], watched: readonly string[] = []): void {
    this.done = done;
    this.watched = watched;
  }

  /** Forgets everything: the scenario starts over. */
  clear(): void {
    this.done = [];
    this.watched = [];
  }
}
