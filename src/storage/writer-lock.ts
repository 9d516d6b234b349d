/**
 * Which of several tabs may write. Browsers without Web Locks have one writer each: nothing can be
 * known of other tabs there.
 */
export class WriterLock {
  readonly #name: string;
  readonly #onLost: () => void;
  #release: (() => void) | undefined;

  /** `name` is what is being written, a world's id; `onLost` is called when another tab took over. */
  constructor(name: string, onLost: () => void) {
    this.#name = `envelope-lab/${name}`;
    this.#onLost = onLost;
  }

  /** Tries to become the writer; false when another tab is. */
  claim(): Promise<boolean> {
    return this.#request({ ifAvailable: true });
  }

  /** Becomes the writer; the tab that was is told. */
  takeOver(): Promise<boolean> {
    return this.#request({ steal: true });
  }

  /** Lets another tab write. */
  release(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #request(options: LockOptions): Promise<boolean> {
    if (typeof navigator === 'undefined' || !('locks' in navigator)) return Promise.resolve(true);
    return new Promise((resolve) => {
      navigator.locks
        .request(this.#name, options, (lock) => {
          resolve(lock !== null);
          if (lock === null) return undefined;
          return new Promise<void>((release) => (this.#release = release));
        })
        .catch(() => {
          // Stolen: the promise of the lock that was held is rejected with AbortError.
          this.#release = undefined;
          this.#onLost();
        });
    });
  }
}
