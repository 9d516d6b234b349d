import type { DeleteObjectsRequest } from '@aws-sdk/client-s3';
import { prefixCharge, type Charge, type PrefixAccess } from '../../quotas/index';
import { s3Model } from './regions';
import type { BucketRecord } from './state';

interface AboutObjects {
  readonly Key?: string;
  readonly Delete?: DeleteObjectsRequest['Delete'];
}

const none: readonly Charge[] = [];

/**
 * What a request takes of the quotas of prefixes: requests for objects count by the prefix of their
 * keys. Lists take nothing: "LIST and GET objects don't share the same limit" (AWS Knowledge Center,
 * "How can I increase Amazon S3 request limits", 2021), and AWS gives no figure for them. A
 * DeleteObjects counts for each of its objects: AWS does not say so, but Apache Hadoop does, whose
 * client was throttled by it (HADOOP-16823, and its BulkDelete: "each object listed in a bulk delete
 * counts against the write IOPS limit"; read 2026-11).
 */
export function charges(operation: string, input: object, target: unknown): readonly Charge[] {
  const bucket = bucketOf(target);
  const { Key, Delete } = input as AboutObjects;
  if (bucket === undefined) return none;
  if (Delete !== undefined) return deletions(bucket, Delete.Objects ?? []);
  return Key === undefined ? none : [prefixCharge(accessOf(operation), bucket, Key)];
}

function accessOf(operation: string): PrefixAccess {
  const { method } = s3Model.operations[operation]?.http ?? {};
  return method === 'GET' || method === 'HEAD' ? 'read' : 'write';
}

function deletions(
  bucket: BucketRecord,
  objects: readonly { readonly Key: string | undefined }[],
): readonly Charge[] {
  const charged = new Map<Charge['quota'], Charge>();
  for (const { Key = '' } of objects) {
    const charge = prefixCharge('write', bucket, Key);
    const count = (charged.get(charge.quota)?.count ?? 0) + 1;
    charged.set(charge.quota, { ...charge, count });
  }
  return [...charged.values()];
}

/** The bucket of a request's target: that, or what has it. */
function bucketOf(target: unknown): BucketRecord | undefined {
  if (typeof target !== 'object' || target === null) return undefined;
  const { bucket = target } = target as { bucket?: object };
  return 'Name' in bucket ? (bucket as BucketRecord) : undefined;
}
