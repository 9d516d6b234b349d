import { withStorage } from './lab-storage';

/** Among the stored values, and so in every export. */
const key = 'review/plan';

/** The plan of review as it was stored; undefined when none was. Throws `StorageError`. */
export function loadReviewPlan(): Promise<unknown> {
  return withStorage((storage) => storage.get(key));
}

/** Keeps the plan of review. Throws `StorageError`. */
export function saveReviewPlan(plan: object): Promise<void> {
  return withStorage((storage) => storage.set(key, plan));
}
