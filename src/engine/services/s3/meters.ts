import { s3Prices, type Kept, type Price, type StorageMeter } from '../../prices/index';
import type { Reader } from '../../tables';
import { partsTable, type PartRecord } from './parts';
import {
  bucketArn,
  bucketsTable,
  noncurrentTable,
  objectArn,
  objectsTable,
  type ObjectVersion,
  type Version,
} from './state';
import { isArchived } from './storage-classes';

// Source of this file: Amazon S3 pricing, https://aws.amazon.com/s3/pricing/, and Amazon S3 User
// Guide, "Understanding your AWS billing and usage reports for Amazon S3" (read 2026-04).

/** Bytes of a GB as AWS counts them. */
const gigabyte = 2 ** 30;

const priceOf = ({ StorageClass }: Pick<ObjectVersion, 'StorageClass'>): Price | undefined =>
  StorageClass in s3Prices ? s3Prices[StorageClass as keyof typeof s3Prices] : undefined;

function kept(version: ObjectVersion, reader: Pick<Reader, 'get'>): readonly Kept[] {
  const bucket = reader.get(bucketsTable, version.bucket);
  const price = priceOf(version);
  if (bucket === undefined || price === undefined) return [];
  const { account, region } = bucket;
  const resource = `${objectArn(version.bucket, version.Key)}#${bytesOf(version)}`;
  const since = version.inClassSince ?? version.LastModified;
  return [{ account, region, price, resource, since, amount: version.Size / gigabyte }];
}

/** The name of an object's bytes, which no other object has. */
const bytesOf = ({ parts, StorageClass }: ObjectVersion) => `${parts[0]?.id} ${StorageClass}`;

function meterOf(table: StorageMeter['table']): StorageMeter {
  return {
    table,
    isCharged: (version: Version) => version.kind === 'object' && version.Size > 0,
    kept,
    isOther: (before: ObjectVersion, after: ObjectVersion) => bytesOf(before) !== bytesOf(after),
  };
}

/**
 * What parts of an upload cost that is not complete: as objects of its class do, but as those of S3
 * Standard where the class is an archived one. Source: Amazon S3 User Guide, "Multipart upload and
 * pricing" (read 2026-04). AWS's bills have usage types of their own for the latter
 * (`TimedStorage-GlacierStaging`, `TimedStorage-GDA-Staging`), at the same price.
 */
const partStorage: StorageMeter = {
  table: partsTable,
  isCharged: ({ part }: PartRecord) => part.Size > 0,
  kept({ bucket: Bucket, StorageClass, part, LastModified }: PartRecord, reader) {
    const bucket = reader.get(bucketsTable, Bucket);
    const price = isArchived(StorageClass) ? s3Prices.STANDARD : priceOf({ StorageClass });
    if (bucket === undefined || price === undefined) return [];
    const { account, region } = bucket;
    const resource = `${bucketArn(Bucket)} part ${part.id}`;
    const amount = part.Size / gigabyte;
    return [{ account, region, price, resource, since: LastModified, amount }];
  },
  isOther: (before: PartRecord, after: PartRecord) => before.part.id !== after.part.id,
};

/** What versions of objects, and parts of them, cost to keep, by their size and storage class. */
export const objectStorage: readonly StorageMeter[] = [
  ...[objectsTable, noncurrentTable].map(meterOf),
  partStorage,
];
