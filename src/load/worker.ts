import type { LoadPlan } from './plan';
import type { LoadResult } from './recorder';
import { simulation } from './simulation';

/** What the Worker of a run tells its page. */
export type FromLoadWorker =
  { readonly share: number } | { readonly result: LoadResult } | { readonly fault: string };

// A run cannot be asked to stop: whoever started it ends the Worker.
addEventListener('message', ({ data }: MessageEvent<LoadPlan>) => {
  const post = (message: FromLoadWorker) => postMessage(message);
  try {
    const run = simulation(data);
    let step = run.next();
    for (; step.done !== true; step = run.next()) post({ share: step.value });
    post({ result: step.value });
  } catch (error) {
    post({ fault: error instanceof Error ? error.message : String(error) });
  }
});
