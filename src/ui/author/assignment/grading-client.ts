import type { FromGrader, ToGrader } from '../../../authoring/attempts/messages';
import { openGradingWorker } from '../../../authoring/attempts/open-worker';

/** The page's end of the Worker that grades: it answers in the order in which it is asked. */
export class GradingClient {
  readonly #worker: Worker;
  readonly #waiting: { resolve: (answer: FromGrader) => void; reject: (error: Error) => void }[] =
    [];
  readonly #opened: Promise<FromGrader>;

  /** Starts the Worker; `pack` is the text of the pack to grade by. */
  constructor(pack: string, start: () => Worker = openGradingWorker) {
    this.#worker = start();
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromGrader>) => {
      const call = this.#waiting.shift();
      if ('fault' in data) call?.reject(new Error(data.fault));
      else call?.resolve(data);
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(event.message || 'The part of the page that grades has failed.');
    });
    this.#opened = this.#call({ pack });
    // Whoever asks something is told.
    this.#opened.catch(() => undefined);
  }

  /** Asks for a grade, or for a file to be graded anew. Rejects when the Worker has failed or ended. */
  async ask(message: ToGrader): Promise<FromGrader> {
    await this.#opened;
    return this.#call(message);
  }

  /** Ends the Worker, and whatever it is doing. */
  close(): void {
    this.#worker.terminate();
    this.#end('The grading was stopped.');
  }

  #call(message: ToGrader): Promise<FromGrader> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(message);
    });
  }

  #end(message: string): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error(message));
  }
}
