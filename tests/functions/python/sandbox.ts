import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { FromSandbox } from '../../../src/functions/messages';
import type { StartSandbox } from '../../../src/functions/host';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Builds the sandbox of Python for Node, as `npm run serve` does; returns how to start it. */
export async function buildPythonSandbox(): Promise<StartSandbox> {
  const outDir = mkdtempSync(join(tmpdir(), 'python-sandbox-'));
  await build({
    ...{ root, configFile: false, logLevel: 'error', ssr: { noExternal: true } },
    build: {
      ssr: join(root, 'src/functions/python/node.ts'),
      ...{ outDir, target: 'node20', copyPublicDir: false },
    },
  });
  return () => {
    const worker = new Worker(join(outDir, 'node.js'), {
      workerData: { pyodide: `${root}node_modules/pyodide/` },
      ...{ stdout: true, stderr: true },
    });
    return {
      post: (message) => worker.postMessage(message),
      listen(receive, ended) {
        worker.on('message', (message: FromSandbox) => receive(message));
        worker.on('error', (error) => ended({ type: 'exited', reason: error.message }));
      },
      terminate: () => void worker.terminate(),
    };
  };
}
