/** Starts the Worker in which content is proven: it takes `Content` and answers as `worker.ts` says. */
export function openProofWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}
