import type { Lab } from '../lab.svelte';

/** How often a world that runs with real time catches up with it, in ms. */
const beat = 1000;

/**
 * Lets a world's clock run as real time does; else it moves with commands only. It waits while a
 * command or a check runs, and while nobody looks at the page.
 */
export class RealTime {
  on = $state(false);
  readonly #lab: Pick<Lab, 'catchUp'>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(lab: Pick<Lab, 'catchUp'>) {
    this.#lab = lab;
  }

  /** Switches it on or off. */
  set(on: boolean): void {
    clearTimeout(this.#timer);
    this.on = on;
    if (on) this.#timer = setTimeout(() => void this.#go(), beat);
  }

  async #go(): Promise<void> {
    try {
      if (!document.hidden) await this.#lab.catchUp();
    } catch {
      // Stopped together with a command: the next beat makes up for it.
    }
    if (this.on) this.set(true);
  }
}
