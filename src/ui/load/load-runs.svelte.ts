import { openLoadWorker } from '../../load/open-worker';
import type { LoadPlan } from '../../load/plan';
import type { LoadResult } from '../../load/recorder';
import type { FromLoadWorker } from '../../load/worker';

/** A run that is over. */
export interface FinishedRun {
  readonly number: number;
  readonly title: string;
  readonly result: LoadResult;
}

/** How many finished runs stay to be compared. */
const kept = 8;

/** The runs of the page: one at a time, each in a Worker that can be ended. */
export class LoadRuns {
  finished = $state.raw<readonly FinishedRun[]>([]);
  /** How much of the run that goes on is done, from 0 to 1; undefined where none does. */
  share = $state<number>();
  fault = $state<string>();
  #worker: Worker | undefined;
  #count = 0;

  start(plan: LoadPlan, title: string): void {
    this.cancel();
    this.fault = undefined;
    this.share = 0;
    const worker = openLoadWorker();
    this.#worker = worker;
    worker.onmessage = ({ data }: MessageEvent<FromLoadWorker>) => {
      if ('share' in data) this.share = data.share;
      else {
        if ('fault' in data) this.fault = data.fault;
        else this.#finish(title, data.result);
        this.cancel();
      }
    };
    worker.onerror = () => {
      this.fault = 'The run ended without a result. Start it again.';
      this.cancel();
    };
    worker.postMessage(plan);
  }

  /** Ends the run that goes on; finished ones stay. */
  cancel(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.share = undefined;
  }

  #finish(title: string, result: LoadResult): void {
    this.#count += 1;
    const run = { number: this.#count, title, result };
    this.finished = [run, ...this.finished].slice(0, kept);
  }
}
