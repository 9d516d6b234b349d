import type { Happening } from '../engine/engine';
import { bytesWithoutBlob } from '../engine/large-bytes';
import type { Change } from '../engine/tables';
import { nextTask } from '../shell/breath';
import { toPage } from './large-rows';
import type { LabEvent } from './port';

/** Fewer bytes than this are told at once: that takes as long as a frame, and they are safe then. */
const worthWaiting = 1 << 25;

/** While more bytes than this wait, or for longer than this in ms, nothing waits any longer. */
const mostBytes = 1 << 28;
const longestWait = 2000;

/**
 * Tells the page what happened, in order. Steps go at once; changes with large bytes, and those that
 * come after them, wait until nothing else is to be done: making Blobs of the bytes would keep the
 * command waiting that they come from.
 */
export class Outbox {
  readonly #tell: (event: LabEvent) => void;
  readonly #clock: () => number;
  /** Changes that wait, each list those of one request. */
  #waiting: (readonly Change[])[] = [];
  #bytes = 0;
  #since = 0;

  constructor(tell: (event: LabEvent) => void, clock: () => number) {
    this.#tell = tell;
    this.#clock = clock;
  }

  add({ steps, changes }: Happening): void {
    const bytes = changes.reduce(
      (sum, { after }) => sum + (after === undefined ? 0 : bytesWithoutBlob(after)),
      0,
    );
    if (bytes < worthWaiting && this.#waiting.length === 0) {
      this.#post(steps, changes);
      return;
    }
    if (steps.length > 0) this.#post(steps, []);
    if (this.#waiting.length === 0) this.#since = this.#clock();
    this.#waiting.push(changes);
    this.#bytes += bytes;
    const isLate = this.#clock() - this.#since > longestWait;
    if (isLate || this.#bytes > mostBytes) this.flush();
  }

  /** Tells what waits, row by row with breaks, for as long as nothing else is to be done. */
  async settle(isIdle: () => boolean): Promise<void> {
    for (let [first] = this.#waiting; first !== undefined; [first] = this.#waiting) {
      const next = first.find(({ after }) => after !== undefined && bytesWithoutBlob(after) > 0);
      if (next === undefined) {
        this.#waiting.shift();
        this.#post([], first);
        continue;
      }
      toPage(next);
      await nextTask();
      if (!isIdle()) return;
    }
    this.#bytes = 0;
  }

  /** Tells all that waits, at once. */
  flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#bytes = 0;
    for (const changes of waiting) this.#post([], changes);
  }

  #post(steps: Happening['steps'], changes: readonly Change[]): void {
    this.#tell({ type: 'happened', steps, changes: changes.map(toPage) });
  }
}
