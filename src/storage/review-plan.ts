import { LabStorage } from './lab-storage';

/** Among the stored values, and so in every export. */
const key = 'review/plan';

/** The plan of review as it was stored; undefined when none was. Throws `StorageError`. */
export async function loadReviewPlan(): Promise<unknown> {
  const storage = await LabStorage.open();
  try {
    return await storage.get(key);
  } finally {
    storage.close();
  }
}

/** Keeps the plan of review. Throws `StorageError`. */
export async function saveReviewPlan(plan: object): Promise<void> {
  const storage = await LabStorage.open();
  try {
    await storage.set(key, plan);
  } finally {
    storage.close();
  }
}
