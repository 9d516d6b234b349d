/** How long a slice may take, in ms: half a frame, so that the page draws and answers in between. */
const slice = 8;

/** A work that yields where it may be left off: how to show what it has by then, or nothing yet. */
export type SlicedWork<T> = Iterator<(() => T) | undefined, T>;

/**
 * Work that takes longer than a frame, in slices: it yields where it may be left off, and what it
 * has then is shown as soon as there is a slice of it. Work that fits into one is done at once.
 */
export class Slices<T> {
  /** What was found so far, by the newest work. */
  value: T = $state.raw()!;
  isDone = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** What is looked for, and the newest work that does it again, which waits for the one under way. */
  #purpose: unknown;
  #next: SlicedWork<T> | undefined;

  constructor(first: T) {
    this.value = first;
  }

  /**
   * Begins a work; what was under way is given up. Where it has the same `purpose`, as the world has
   * changed, that ends first, and nothing of the new one shows before it is done.
   */
  start(work: SlicedWork<T>, purpose: unknown = work): void {
    const isAgain = purpose === this.#purpose;
    this.#purpose = purpose;
    if (isAgain && this.#timer !== undefined) {
      this.#next = work;
      return;
    }
    this.stop();
    this.isDone = false;
    this.#go(work, isAgain);
  }

  /** Gives up what is under way. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#next = undefined;
  }

  #go(work: SlicedWork<T>, isQuiet: boolean): void {
    const end = performance.now() + slice;
    for (;;) {
      const { done, value } = work.next();
      if (done === true) {
        this.value = value;
        return this.#end();
      }
      if (performance.now() < end) continue;
      if (!isQuiet && value !== undefined) this.value = value();
      this.#timer = setTimeout(() => this.#go(work, isQuiet));
      return;
    }
  }

  #end(): void {
    const next = this.#next;
    this.#next = undefined;
    this.#timer = next && setTimeout(() => this.#go(next, true));
    this.isDone = next === undefined;
  }
}
