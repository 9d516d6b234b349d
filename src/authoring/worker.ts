import { startWorker } from '../functions/browser';
import { createFunctionRuntime } from '../functions/host';
import { prove, type ProofEvent } from './proof';
import type { Content } from './read-draft';

/** What the Worker of a proof tells its page. */
export type FromProofWorker = ProofEvent | { readonly done: true } | { readonly fault: string };

// A proof cannot be asked to stop: whoever started it ends the Worker.
addEventListener('message', ({ data }: MessageEvent<Content>) => {
  const post = (message: FromProofWorker) => postMessage(message);
  const options = { functions: createFunctionRuntime(startWorker) };
  prove(data, options, post).then(
    () => post({ done: true }),
    (error: unknown) => post({ fault: error instanceof Error ? error.message : String(error) }),
  );
});
