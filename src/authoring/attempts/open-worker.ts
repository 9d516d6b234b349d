/** Starts the Worker that grades: it takes `ToGrader` and answers `FromGrader`. */
export function openGradingWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'grading' });
}
