/** Starts the Worker in which a plan is simulated: it takes a `LoadPlan` and answers as `worker.ts` says. */
export function openLoadWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
}
