import { cachedRun, messagesPerKey, withCache, type CachedRun } from '../../load/cache-comparison';
import { openLoadWorker } from '../../load/open-worker';
import type { LoadPlan } from '../../load/plan';
import type { FromLoadWorker } from '../../load/worker';

/** One workload, run with one cache after the other, each in a Worker that can be ended. */
export class CacheRuns {
  /** What the runs came to; empty until all are over. */
  rows = $state.raw<readonly CachedRun[]>([]);
  /** The plan that they are of. */
  plan = $state.raw<LoadPlan>();
  /** How much is done, from 0 to 1; undefined where nothing runs. */
  share = $state<number>();
  fault = $state<string>();
  #worker: Worker | undefined;

  start(plan: LoadPlan): void {
    this.cancel();
    this.fault = undefined;
    this.#run(plan, []);
  }

  cancel(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.share = undefined;
  }

  #run(plan: LoadPlan, done: readonly CachedRun[]): void {
    const messages = messagesPerKey[done.length];
    if (messages === undefined) {
      this.rows = done;
      this.plan = plan;
      this.cancel();
      return;
    }
    this.#worker?.terminate();
    const worker = openLoadWorker();
    this.#worker = worker;
    const part = (share: number) => (this.share = (done.length + share) / messagesPerKey.length);
    part(0);
    worker.onmessage = ({ data }: MessageEvent<FromLoadWorker>) => {
      if ('share' in data) part(data.share);
      else if ('fault' in data) this.#fail(data.fault);
      else this.#run(plan, [...done, cachedRun(data.result)]);
    };
    worker.onerror = () => this.#fail('The run ended without a result. Start it again.');
    worker.postMessage(withCache(plan, messages));
  }

  #fail(fault: string): void {
    this.fault = fault;
    this.cancel();
  }
}
