import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SandboxWorker } from '../functions/environment';
import { createFunctionRuntime } from '../functions/host';
import type { FromSandbox } from '../functions/messages';

/** MB that a thread may take beyond what its function is given: the runtime itself and the SDK. */
const overhead = 192;

/** Starts a sandbox in a thread of its own, which may take so much memory (MB). */
export function startThread(program: string, memory: number, workerData?: object): SandboxWorker {
  const worker = new Worker(program, {
    resourceLimits: { maxOldGenerationSizeMb: memory + overhead },
    // Nothing of this process is the function's.
    ...{ env: {}, stdout: true, stderr: true, workerData },
  });
  return {
    post: (message) => worker.postMessage(message),
    listen(receive, ended) {
      worker.on('message', (message: FromSandbox) => receive(message));
      worker.on('error', (error: NodeJS.ErrnoException) =>
        ended(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY'
            ? { type: 'out-of-memory' }
            : { type: 'exited', reason: `Runtime exited with error: ${error.message}` },
        ),
      );
    },
    terminate: () => void worker.terminate(),
  };
}

/** Runs functions with the programs that the build puts beside the server's. */
export function threads() {
  return createFunctionRuntime((language, memory) => {
    const program = fileURLToPath(new URL(`${language}-sandbox.js`, import.meta.url));
    if (language === 'javascript') return startThread(program, memory);
    const { resolve } = createRequire(import.meta.url);
    return startThread(program, memory, { pyodide: `${dirname(resolve('pyodide'))}/` });
  });
}
