/** How long a slice may take, in ms: half a frame, so that the page draws and answers in between. */
const slice = 8;

/**
 * Work that takes longer than a frame, in slices: it yields where it may be left off, and what it
 * has then is shown as soon as there is a slice of it. Work that fits into one is done at once.
 */
export class Slices<T> {
  /** What was found so far, by the newest work. */
  value: T = $state.raw()!;
  isDone = $state(true);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(first: T) {
    this.value = first;
  }

  /** Begins a work; what was under way is given up. */
  start(work: Iterator<() => T, T>): void {
    clearTimeout(this.#timer);
    this.isDone = false;
    this.#go(work);
  }

  /** Gives up what is under way. */
  stop(): void {
    clearTimeout(this.#timer);
  }

  #go(work: Iterator<() => T, T>): void {
    const end = performance.now() + slice;
    for (;;) {
      const { done, value } = work.next();
      if (done === true) {
        this.value = value;
        this.isDone = true;
        return;
      }
      if (performance.now() < end) continue;
      this.value = value();
      this.#timer = setTimeout(() => this.#go(work));
      return;
    }
  }
}
