import type {
  DecryptResponse,
  EncryptResponse,
  GenerateDataKeyResponse,
  ReEncryptResponse,
} from '@aws-sdk/client-kms';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { aliasArn, aliasesTable } from '../kms/state';
import { accessDenied, slowDown } from './errors';
import { newDataKey, type Bytes, type DataKey } from './key-store';

// Everything that S3 asks of AWS KMS, always with its caller's own access. Source: AWS KMS Developer
// Guide, "How Amazon Simple Storage Service (Amazon S3) uses AWS KMS".

/** The alias of the AWS managed key that encrypts where no key is named. */
const managedKeyAlias = 'alias/aws/s3';

/** Bound to a data key in KMS, and needed to get it back. */
export type KmsContext = Readonly<Record<string, string>>;

/** A data key from KMS, in the clear and as KMS's ciphertext. */
export interface KmsDataKey {
  readonly key: DataKey;
  readonly ciphertext: Uint8Array;
  readonly kmsKeyArn: string;
}

/** Has KMS make a data key under the key that is named, or under `aws/s3`. */
export async function generateDataKey(
  ctx: Context,
  keyId: string | undefined,
  EncryptionContext: KmsContext,
): Promise<KmsDataKey> {
  if (keyId === undefined) await ensureManagedKey(ctx);
  const input = { KeyId: keyId ?? managedKeyAlias, KeySpec: 'AES_256', EncryptionContext };
  const { Plaintext, CiphertextBlob, KeyId } = (await askKms(
    ctx,
    'GenerateDataKey',
    input,
  )) as Answered<GenerateDataKeyResponse>;
  return { key: { bytes: Plaintext as Bytes }, ciphertext: CiphertextBlob, kmsKeyArn: KeyId };
}

/** A way to new data keys under a KMS key: for one object, and for a bucket. */
export interface KmsDataKeys {
  readonly forObject: typeof generateDataKey;
  readonly forBucket: typeof generateDataKey;
}

/** KMS makes them. */
export const generated: KmsDataKeys = { forObject: generateDataKey, forBucket: generateDataKey };

/** Makes a data key and has KMS encipher it. */
async function encryptedDataKey(
  ctx: Context,
  KeyId = managedKeyAlias,
  EncryptionContext: KmsContext,
): Promise<KmsDataKey> {
  const key = newDataKey(ctx);
  const input = { KeyId, Plaintext: key.bytes, EncryptionContext };
  const answer = (await askKms(ctx, 'Encrypt', input)) as Answered<EncryptResponse>;
  return { key, ciphertext: answer.CiphertextBlob, kmsKeyArn: answer.KeyId };
}

/**
 * S3 makes them for replicas, and KMS enciphers them; a bucket key is deciphered again, which
 * "verifies the integrity" of it. Source: Amazon S3 User Guide, "Replicating encrypted objects
 * (SSE-S3, SSE-KMS, DSSE-KMS, SSE-C)" (read 2026-04): `kms:Encrypt` for the replica's key, and
 * `kms:GenerateDataKey` only for objects that are not encrypted, which S3 no longer has. The guide's
 * "Amazon S3 replication failure reasons" names `kms:Decrypt` and `kms:GenerateDataKey*` instead.
 */
export const encrypted: KmsDataKeys = {
  forObject: encryptedDataKey,
  async forBucket(ctx, keyId, context) {
    const made = await encryptedDataKey(ctx, keyId, context);
    return { ...made, key: await decryptDataKey(ctx, made.ciphertext, context) };
  },
};

/** Has KMS decipher a data key. */
export async function decryptDataKey(
  ctx: Context,
  CiphertextBlob: Uint8Array,
  EncryptionContext: KmsContext,
): Promise<DataKey> {
  const answer = await askKms(ctx, 'Decrypt', { CiphertextBlob, EncryptionContext });
  return { bytes: (answer as Answered<DecryptResponse>).Plaintext as Bytes };
}

/** Has KMS encipher a data key that there is. */
export async function encryptDataKey(
  ctx: Context,
  KeyId: string,
  key: DataKey,
  EncryptionContext: KmsContext,
): Promise<Uint8Array> {
  const input = { KeyId, Plaintext: key.bytes, EncryptionContext };
  return ((await askKms(ctx, 'Encrypt', input)) as Answered<EncryptResponse>).CiphertextBlob;
}

/** Has KMS put a data key under another KMS key, without showing it to S3. */
export async function reEncryptDataKey(
  ctx: Context,
  CiphertextBlob: Uint8Array,
  SourceEncryptionContext: KmsContext,
  DestinationKeyId: string,
  DestinationEncryptionContext: KmsContext,
): Promise<Uint8Array> {
  const source = { CiphertextBlob, SourceEncryptionContext };
  const input = { ...source, DestinationKeyId, DestinationEncryptionContext };
  return ((await askKms(ctx, 'ReEncrypt', input)) as Answered<ReEncryptResponse>).CiphertextBlob;
}

/** KMS makes the AWS managed key when it is first asked about. */
async function ensureManagedKey(ctx: Context): Promise<void> {
  const arn = aliasArn(ctx.region, ctx.caller.account, managedKeyAlias);
  if (ctx.get(aliasesTable, arn) !== undefined) return;
  await askKms(ctx, 'DescribeKey', { KeyId: managedKeyAlias });
}

/** An answer as KMS gives it: nothing that its type calls optional is missing. */
type Answered<T> = { [K in keyof T]-?: NonNullable<T[K]> };

async function askKms(ctx: Context, operation: string, input: object): Promise<unknown> {
  try {
    return await ctx.call('kms', operation, input);
  } catch (error) {
    throw error instanceof AwsError ? passedOn(error) : error;
  }
}

/**
 * An error of KMS as S3's callers see it. Recorded: `KMS.NotFoundException`, `KMS.DisabledException`
 * and `KMS.KMSInvalidStateException`, with KMS's texts.
 */
function passedOn({ code, message }: AwsError): AwsError {
  if (code === 'AccessDeniedException') return accessDenied(message);
  if (code === 'ThrottlingException') return slowDown();
  return new AwsError(`KMS.${code}`, message);
}
