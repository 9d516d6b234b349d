import type { StorageClass } from '@aws-sdk/client-s3';

/** Storage classes of general purpose buckets; true where objects must be restored to be read. */
const storageClasses: Readonly<Partial<Record<StorageClass, boolean>>> = {
  STANDARD: false,
  REDUCED_REDUNDANCY: false,
  STANDARD_IA: false,
  ONEZONE_IA: false,
  INTELLIGENT_TIERING: false,
  GLACIER_IR: false,
  GLACIER: true,
  DEEP_ARCHIVE: true,
};

/** Whether a general purpose bucket has a storage class of this name. */
export function isStorageClass(name: string): name is StorageClass {
  return Object.hasOwn(storageClasses, name);
}

/** Whether objects of a storage class are archived. */
export function isArchived(name: StorageClass): boolean {
  return storageClasses[name] === true;
}
