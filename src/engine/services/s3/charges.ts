import { s3Prices, type Kept, type Price, type StorageMeter } from '../../prices/index';
import type { Reader } from '../../tables';
import { s3Model } from './regions';
import {
  bucketsTable,
  noncurrentTable,
  objectArn,
  objectsTable,
  type ObjectVersion,
  type Version,
} from './state';

// Source of this file: Amazon S3 pricing, https://aws.amazon.com/s3/pricing/.

/** What a request costs: by its method, but for lists; deleting and aborting are free. */
export function requestPrice(operation: string): Price | undefined {
  const { method } = s3Model.operations[operation]?.http ?? {};
  if (operation.startsWith('Delete') || method === 'DELETE') return undefined;
  const isDear = method === 'PUT' || method === 'POST' || operation.startsWith('List');
  return isDear ? s3Prices.tier1 : s3Prices.tier2;
}

/** A bucket's owner pays for requests to it, whoever sends them. */
export function payer(target: unknown): string | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  const { account, bucket } = target as { account?: string; bucket?: { account?: string } };
  return bucket?.account ?? account;
}

/** Bytes of a GB as AWS counts them. */
const gigabyte = 2 ** 30;

const priceOf = ({ StorageClass }: ObjectVersion): Price | undefined =>
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

/** What versions of objects cost to keep, by their size and storage class. */
export const objectStorage: readonly StorageMeter[] = [objectsTable, noncurrentTable].map(meterOf);
