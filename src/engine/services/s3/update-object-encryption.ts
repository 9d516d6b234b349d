import type {
  UpdateObjectEncryptionRequest,
  UpdateObjectEncryptionResponse,
} from '@aws-sdk/client-s3';
import { parseArn } from '../../arn';
import type { Context, Operation } from '../../operation';
import { keepUnderBucketKey } from './bucket-keys';
import { isUpdatable, openEncryption } from './encryption-modes';
import { encryptionUpdate as errors } from './encryption-errors';
import { requireObject } from './get-object';
import { encryptDataKey, reEncryptDataKey } from './kms-data-keys';
import { findObject, type FoundObject } from './lookup';
import { isLocked } from './object-lock';
import { objectPermission } from './permissions';
import { objectArn, type EncryptionRecord, type ObjectVersion } from './state';
import { replaceVersion } from './versions';

// Source of this file: Amazon S3 API Reference, UpdateObjectEncryption: the object's data key is
// encrypted anew, the object itself stays as it lies.

/** The key that a request names, which must be the bucket owner's. */
function newKeyOf({ ObjectEncryption }: UpdateObjectEncryptionRequest, account: string) {
  const { SSEKMS } = ObjectEncryption ?? {};
  if (SSEKMS === undefined) throw errors.typeRequired();
  const { KMSKeyArn = '', BucketKeyEnabled = false } = SSEKMS;
  if (KMSKeyArn === '') throw errors.keyRequired();
  const arn = parseArn(KMSKeyArn);
  if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) throw errors.invalidKey();
  if (arn.account !== account) throw errors.keyOfOtherAccount();
  return { KMSKeyArn, BucketKeyEnabled };
}

export const UpdateObjectEncryption: Operation<
  UpdateObjectEncryptionRequest,
  UpdateObjectEncryptionResponse,
  FoundObject
> = {
  target: (input, ctx) => findObject(ctx, input),
  permissions: (input, { bucket, Key }, ctx) =>
    ['s3:UpdateObjectEncryption', 's3:PutObject'].map((action) =>
      objectPermission(action, bucket, Key, ctx, input),
    ),
  async handle(input, ctx, found) {
    if (ctx.signature?.version !== 'AWS4-HMAC-SHA256') throw errors.anotherSignature();
    const version = requireObject(ctx, input, found, 'PUT');
    const { KMSKeyArn, BucketKeyEnabled } = newKeyOf(input, found.bucket.account);
    if (!isUpdatable(version.encryption)) throw errors.unsupportedSource();
    if (isLocked(version, ctx.now)) throw errors.isLocked();
    const encryption = BucketKeyEnabled
      ? await underBucketKey(ctx, version, KMSKeyArn)
      : await underKmsKey(ctx, version, KMSKeyArn);
    replaceVersion(ctx, { ...version, encryption });
    return {};
  },
};

async function underBucketKey(
  ctx: Context,
  version: ObjectVersion,
  kmsKeyId: string,
): Promise<EncryptionRecord> {
  const [dataKey] = await openEncryption(ctx, version, version.encryption);
  const use = { bucket: version.bucket, Key: version.Key, kmsKeyId, pairs: {} };
  const { kept, kmsKeyArn, context } = await keepUnderBucketKey(ctx, use, dataKey!);
  return { mode: 'aws:kms', dataKeys: [kept], kmsKeyArn, context };
}

/** A data key that KMS has already is not shown to S3 for this. */
async function underKmsKey(
  ctx: Context,
  version: ObjectVersion,
  kmsKeyArn: string,
): Promise<EncryptionRecord> {
  const { bucket, Key, encryption } = version;
  const context = { 'aws:s3:arn': objectArn(bucket, Key) };
  const [kept] = encryption.dataKeys;
  let ciphertext: Uint8Array;
  if (kept?.under === 'kms') {
    const { context: before = {} } = encryption;
    ciphertext = await reEncryptDataKey(ctx, kept.ciphertext, before, kmsKeyArn, context);
  } else {
    const [dataKey] = await openEncryption(ctx, version, encryption);
    ciphertext = await encryptDataKey(ctx, kmsKeyArn, dataKey!, context);
  }
  return { mode: 'aws:kms', dataKeys: [{ under: 'kms', ciphertext }], kmsKeyArn, context };
}
