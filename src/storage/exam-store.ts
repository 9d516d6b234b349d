import { withStorage } from './lab-storage';

/** Among the stored values, and so in every export. */
const prefix = 'exams/';

/** Keeps an exam that was begun, in place of what was kept under its id. Throws `StorageError`. */
export async function saveExam(id: string, attempt: object): Promise<void> {
  await withStorage((storage) => storage.set(prefix + id, attempt));
}

/** All exams that were begun in this browser, as they were stored. Throws `StorageError`. */
export async function readExams(): Promise<unknown[]> {
  const values = await withStorage((storage) => storage.values());
  return Object.entries(values)
    .filter(([key]) => key.startsWith(prefix))
    .map(([, value]) => value);
}

/** Drops an exam. Throws `StorageError`. */
export async function deleteExam(id: string): Promise<void> {
  await withStorage((storage) => storage.remove(prefix + id));
}
