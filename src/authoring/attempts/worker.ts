import { startWorker } from '../../functions/browser';
import { createFunctionRuntime } from '../../functions/host';
import { GradingDesk } from './desk';
import type { FromGrader, ToGrader } from './messages';

const desk = new GradingDesk({ functions: createFunctionRuntime(startWorker) });
const post = (message: FromGrader) => postMessage(message);
let last = Promise.resolve();

// Whoever asked ends the Worker when it is no longer needed.
addEventListener('message', ({ data }: MessageEvent<ToGrader>) => {
  last = last.then(async () => {
    try {
      post(await desk.answer(data));
    } catch (error) {
      post({ fault: error instanceof Error ? error.message : String(error) });
    }
  });
});
