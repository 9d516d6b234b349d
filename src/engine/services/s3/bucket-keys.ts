import type { Caller, Context } from '../../operation';
import { table } from '../../tables';
import { unwrapKey, wrapKey, type DataKey } from './key-store';
import { decryptDataKey, generateDataKey, type KmsContext } from './kms-data-keys';
import { bucketArn, objectArn, type KeptDataKey } from './state';

// Source of this file: Amazon S3 User Guide, "Reducing the cost of SSE-KMS with Amazon S3 Bucket
// Keys": a bucket-level key from KMS makes the data keys of new objects "for a limited time period";
// each requester has it fetched at least once, and meanwhile KMS is not asked, so that key policies
// are not looked at again.

/** How long S3 keeps a bucket key, in ms. AWS does not publish it: the figure is this model's. */
export const bucketKeyLifetime = 5 * 60_000;

/** A bucket key as S3 keeps it for one requester, in the clear, until its time is over. */
interface BucketKeyRecord {
  readonly id: string;
  readonly bytes: DataKey['bytes'];
  /** The same key as the ciphertext of KMS. */
  readonly ciphertext: Uint8Array;
  readonly kmsKeyArn: string;
  readonly expiresAt: number;
}

/**
 * Bucket keys at hand, by `purpose|requester|what for`. One that was fetched to encrypt opens
 * nothing, and the other way round: the requester's permission for that was not looked at.
 */
const bucketKeysTable = table<BucketKeyRecord>('s3.bucket-keys');

/**
 * Who counts as one requester: a user or role, and the scope of its session. Source: same page,
 * "different roles or accounts, or the same role with different scoping policies".
 */
function requesterOf({ principal, arn, account, session }: Caller): string {
  const who = principal.type === 'AssumedRole' ? principal.roleArn : arn;
  const scope = [...(session?.policyArns ?? []), session?.policy ?? ''].join(',');
  return `${account}|${who}|${scope}`;
}

/** A new data key for an object, and what is kept of it, without a call to KMS where that can be. */
export async function keepUnderBucketKey(
  ctx: Context,
  { bucket, Key, kmsKeyId, pairs }: BucketKeyUse & { readonly kmsKeyId: string | undefined },
  dataKey: DataKey,
  make = generateDataKey,
): Promise<{ kept: KeptDataKey; kmsKeyArn: string; context: KmsContext }> {
  const context = contextOf(bucket, pairs);
  const key = `encrypt|${requesterOf(ctx.caller)}|${kmsKeyId ?? ''}|${JSON.stringify(context)}`;
  const bucketKey = await atHand(ctx, key, async () => {
    const made = await make(ctx, kmsKeyId, context);
    return { ...made, id: ctx.random.uuid(), bytes: made.key.bytes };
  });
  const { id: bucketKeyId, ciphertext, kmsKeyArn } = bucketKey;
  const wrapped = await wrapKey(ctx, bucketKey, objectArn(bucket, Key), dataKey);
  const kept = { under: 'bucket key' as const, bucketKeyId, ciphertext, wrapped };
  return { kept, kmsKeyArn, context };
}

/** The data key back that was kept under a bucket key. */
export async function openWithBucketKey(
  ctx: Context,
  { bucket, Key }: Pick<BucketKeyUse, 'bucket' | 'Key'>,
  kept: Extract<KeptDataKey, { under: 'bucket key' }>,
  kmsKeyArn: string,
  context: KmsContext,
): Promise<DataKey> {
  const { bucketKeyId: id, ciphertext, wrapped } = kept;
  const key = `decrypt|${requesterOf(ctx.caller)}|${id}`;
  const bucketKey = await atHand(ctx, key, async () => {
    const { bytes } = await decryptDataKey(ctx, ciphertext, context);
    return { id, bytes, ciphertext, kmsKeyArn };
  });
  return unwrapKey(bucketKey, objectArn(bucket, Key), wrapped);
}

/** What a bucket key is used for. */
interface BucketKeyUse {
  readonly bucket: string;
  readonly Key: string;
  /** Pairs of the encryption context that the request gave. */
  readonly pairs: KmsContext;
}

/** The bucket stands in the encryption context, as one key serves all its objects. */
function contextOf(bucket: string, pairs: KmsContext): KmsContext {
  return { ...pairs, 'aws:s3:arn': bucketArn(bucket) };
}

async function atHand(
  ctx: Context,
  key: string,
  fetch: () => Promise<Omit<BucketKeyRecord, 'expiresAt'>>,
): Promise<BucketKeyRecord> {
  const known = ctx.get(bucketKeysTable, key);
  if (known !== undefined && known.expiresAt > ctx.now) return known;
  const { id, bytes, ciphertext, kmsKeyArn } = await fetch();
  const expiresAt = ctx.now + bucketKeyLifetime;
  const record = { id, bytes, ciphertext, kmsKeyArn, expiresAt };
  ctx.put(bucketKeysTable, key, record);
  ctx.setTimer({
    id: `s3 bucket key|${key}`,
    at: expiresAt,
    kind: 'forgetBucketKey',
    payload: key,
  });
  return record;
}

/** Timer: a bucket key's time is over. */
export function forgetBucketKey(key: string, ctx: Context): void {
  ctx.delete(bucketKeysTable, key);
}
