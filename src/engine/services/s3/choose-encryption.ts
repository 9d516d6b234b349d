import type { Context } from '../../operation';
import { sealingKey, type CustomerKeyInput } from './customer-keys';
import { contextPairs } from './encryption-context';
import { isNamedMode, type Chosen } from './encryption-modes';
import { invalidEncryptionAlgorithm, kmsEncryption } from './encryption-errors';
import { accessDenied } from './errors';
import type { BucketRecord } from './state';

/** What a request says of the encryption of new bytes. */
export interface EncryptionInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string | undefined;
  readonly SSEKMSKeyId?: string | undefined;
  readonly SSEKMSEncryptionContext?: string | undefined;
  readonly BucketKeyEnabled?: boolean | undefined;
}

/**
 * The encryption of new bytes: what the request asks for, or else the bucket's default. Throws what
 * is wrong with the request, and AccessDenied where the bucket blocks SSE-C. AWS's text for that is
 * not known here: "Blocking or unblocking SSE-C" (Amazon S3 User Guide) has only the code.
 */
export function chooseEncryption(
  ctx: Context,
  input: EncryptionInput,
  { encryption }: BucketRecord,
): Chosen {
  const customerKey = sealingKey(ctx, input);
  const { ServerSideEncryption, SSEKMSKeyId } = input;
  const pairs = contextPairs(input.SSEKMSEncryptionContext);
  if (customerKey !== undefined) {
    if (encryption.blocked === 'SSE-C') throw accessDenied();
    return { mode: 'SSE-C', bucketKey: false, pairs, customerKey };
  }
  const isKms = ServerSideEncryption?.startsWith('aws:kms') === true;
  if (SSEKMSKeyId !== undefined && !isKms) throw kmsEncryption.keyWithoutMode();
  const bucketKey = input.BucketKeyEnabled ?? encryption.BucketKeyEnabled;
  if (ServerSideEncryption === undefined) {
    const { SSEAlgorithm: mode, KMSMasterKeyID } = encryption;
    return { mode, bucketKey, pairs, ...named(KMSMasterKeyID) };
  }
  if (!isNamedMode(ServerSideEncryption)) throw invalidEncryptionAlgorithm(ServerSideEncryption);
  return { mode: ServerSideEncryption, bucketKey, pairs, ...named(SSEKMSKeyId) };
}

function named(kmsKeyId: string | undefined): Pick<Chosen, 'kmsKeyId'> {
  return kmsKeyId === undefined ? {} : { kmsKeyId };
}
