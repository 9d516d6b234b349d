import { withStorage } from './lab-storage';

/** Among the stored values, and so in every export. */
const prefixes = { work: 'assignments/', pack: 'packs/' } as const;

/** Keeps a student's work on a pack, under the pack's digest. Throws `StorageError`. */
export function saveWork(digest: string, work: object): Promise<void> {
  return withStorage((storage) => storage.set(prefixes.work + digest, work));
}

/** The work on a pack as it was stored; undefined when there is none. Throws `StorageError`. */
export function readWork(digest: string): Promise<unknown> {
  return withStorage((storage) => storage.get(prefixes.work + digest));
}

/** Drops the work on a pack. Throws `StorageError`. */
export function deleteWork(digest: string): Promise<void> {
  return withStorage((storage) => storage.remove(prefixes.work + digest));
}

/** Keeps the text of a pack that was handed out here, to grade by later. Throws `StorageError`. */
export function keepPack(digest: string, text: string): Promise<void> {
  return withStorage((storage) => storage.set(prefixes.pack + digest, text));
}

/** The text of a pack that was handed out here; undefined when it is not known. */
export async function keptPack(digest: string): Promise<string | undefined> {
  const text = await withStorage((storage) => storage.get(prefixes.pack + digest));
  return typeof text === 'string' ? text : undefined;
}
