/** What is wrong with the browser's storage. */
export type StorageFault = 'unavailable' | 'full' | 'damaged' | 'newer' | 'closed' | 'replaced';

const texts: Readonly<Record<StorageFault, string>> = {
  unavailable:
    'This browser lets the page store nothing (a private window, or storage is switched off). You can work, but closing the tab loses everything: export your work before you go.',
  full: 'The browser’s storage is full, so the last changes are not saved. Export your work, then free space or delete worlds you no longer need.',
  damaged:
    'What this browser has stored cannot be read. Export what is open now, then delete the stored data to start again.',
  newer:
    'The stored data belongs to a newer version of Envelope Lab. Reload the page to get that version.',
  closed:
    'Another tab has brought the stored data up to a newer version. Reload this page to go on.',
  replaced:
    'Another tab has put other data in the place of this world. Reload this page to see it; what is open here can still be exported.',
};

/** A failure of storage, with a text for the person in front of it. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
  readonly fault: StorageFault;

  constructor(fault: StorageFault, cause?: unknown) {
    super(texts[fault], { cause });
    this.fault = fault;
  }
}

/** Finds out what a failure of IndexedDB means. Names: IndexedDB 3.0, "Exceptions". */
export function storageError(cause: unknown, otherwise: StorageFault): StorageError {
  if (cause instanceof StorageError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'QuotaExceededError') return new StorageError('full', cause);
  if (name === 'VersionError') return new StorageError('newer', cause);
  if (name === 'SecurityError') return new StorageError('unavailable', cause);
  if (name === 'InvalidStateError') return new StorageError('closed', cause);
  return new StorageError(otherwise, cause);
}
