import type { SandboxWorker } from './environment';
import type { FromSandbox } from './messages';

/** A browser's Worker with a sandbox in it, as the host deals with it. */
export function browserWorker(worker: Worker): SandboxWorker {
  return {
    post: (message) => worker.postMessage(message),
    listen(receive, ended) {
      worker.addEventListener('message', ({ data }: MessageEvent<FromSandbox>) => receive(data));
      worker.addEventListener('error', ({ message }) => {
        ended({ type: 'exited', reason: message || 'the sandbox could not be loaded' });
      });
    },
    terminate: () => worker.terminate(),
  };
}
