import { openProofWorker } from '../../authoring/open-worker';
import type { Proved } from '../../authoring/proof';
import type { Content } from '../../authoring/read-draft';
import type { FromProofWorker } from '../../authoring/worker';

/** The proof of what is being written, in a Worker that ends when the text changes. */
export class ProofRun {
  /** What is being tried; empty when nothing is. */
  step = $state('');
  proved = $state.raw<readonly Proved[]>([]);
  /** Why the proof could not go on, which is no fault of the content. */
  fault = $state('');
  /** Whether everything was tried. */
  finished = $state(false);
  #worker: Worker | undefined;

  /** Begins anew with this content. */
  start(content: Content): void {
    this.cancel();
    this.proved = [];
    this.fault = '';
    this.step = 'Loading the lab';
    const worker = openProofWorker();
    this.#worker = worker;
    worker.addEventListener('message', ({ data }: MessageEvent<FromProofWorker>) => {
      if (this.#worker === worker) this.#take(data);
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      if (this.#worker === worker) this.#take({ fault: event.message || 'The Worker ended.' });
    });
    worker.postMessage(content);
  }

  /** Stops a proof that runs; what it found so far stays, and is no longer complete. */
  cancel(): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.step = '';
    this.finished = false;
  }

  #take(message: FromProofWorker): void {
    if ('step' in message) this.step = message.step;
    else if ('proved' in message) this.proved = [...this.proved, message.proved];
    else {
      this.cancel();
      if ('fault' in message) this.fault = message.fault;
      else this.finished = true;
    }
  }
}
