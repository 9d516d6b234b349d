import type { SandboxWorker } from './environment';
import type { Language } from './host';
import type { FromSandbox } from './messages';

/** Starts a sandbox in a Worker of a browser, made by the Worker that this runs in. */
export function startWorker(language: Language): SandboxWorker {
  const worker = open(language);
  return {
    post: (message) => worker.postMessage(message),
    listen(receive, ended) {
      worker.addEventListener('message', ({ data }: MessageEvent<FromSandbox>) => receive(data));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        ended({ type: 'exited', reason: `Runtime exited with error: ${event.message}` });
      });
    },
    terminate: () => worker.terminate(),
  };
}

function open(language: Language): Worker {
  switch (language) {
    case 'javascript':
      return new Worker(new URL('./javascript/sandbox.ts', import.meta.url), { type: 'module' });
    case 'python':
      return new Worker(new URL('./python/browser.ts', import.meta.url), { type: 'module' });
  }
}
