import { browserWorker } from '../browser-worker';
import type { SandboxWorker } from '../environment';

/** Starts the sandbox of Python in a browser's Worker; its files are loaded then and not before. */
export function startPython(): SandboxWorker {
  return browserWorker(new Worker(new URL('./browser.ts', import.meta.url), { type: 'module' }));
}
