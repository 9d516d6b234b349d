import { formatArn, parseArn } from '../../arn';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { kms as errors } from './errors';
import { storeKey, storesTable } from './state';

type Bytes = Uint8Array<ArrayBuffer>;

/** The KMS key of a secret whose request names none. */
export const defaultKeyId = 'alias/aws/secretsmanager';

/** What binds a data key to a version of a secret. */
export interface Binding {
  readonly SecretARN: string;
  readonly SecretVersionId: string;
}

/** Stands for the version in requests that only find out whether the caller may use a key. */
const validation = 'RequestToValidateKeyAccess';

/** A data key, in the clear and encrypted. */
export interface DataKey {
  readonly Plaintext: Bytes;
  readonly CiphertextBlob: Bytes;
}

/** A new data key of 256 bits for a version. Throws EncryptionFailure or AccessDeniedException. */
export async function newDataKey(
  ctx: Context,
  KeyId: string | undefined,
  EncryptionContext: Binding,
  { region = ctx.region, grant }: { readonly region?: string; readonly grant?: string | undefined },
): Promise<DataKey> {
  await ensureDefaultKey(ctx, KeyId, EncryptionContext, region);
  const input = {
    ...{ KeyId: keyIn(ctx, KeyId, EncryptionContext, region), KeySpec: 'AES_256' },
    ...{ EncryptionContext, ...tokens(ctx, grant) },
  };
  return (await callKms(ctx, 'GenerateDataKey', input, region)) as DataKey;
}

/** A data key back from its ciphertext. Throws DecryptionFailure or AccessDeniedException. */
export async function openDataKey(
  ctx: Context,
  CiphertextBlob: Bytes,
  EncryptionContext: Binding,
  grant?: string,
): Promise<Bytes> {
  const input = { CiphertextBlob, EncryptionContext, ...tokens(ctx, grant) };
  return ((await callKms(ctx, 'Decrypt', input, ctx.region)) as DataKey).Plaintext;
}

/** A data key under another KMS key too. Throws EncryptionFailure or AccessDeniedException. */
export async function encryptDataKey(
  ctx: Context,
  KeyId: string | undefined,
  Plaintext: Bytes,
  EncryptionContext: Binding,
): Promise<Bytes> {
  await ensureDefaultKey(ctx, KeyId, EncryptionContext, ctx.region);
  const input = { KeyId: KeyId ?? defaultKeyId, Plaintext, EncryptionContext };
  return ((await callKms(ctx, 'Encrypt', input, ctx.region)) as DataKey).CiphertextBlob;
}

/**
 * Finds out whether the caller may use a key: asks for a data key, opens it, and throws it away.
 * Source: Secrets Manager User Guide, "Secret encryption and decryption": Validating access.
 */
export async function validateKeyAccess(ctx: Context, KeyId: string, SecretARN: string) {
  const binding = { SecretARN, SecretVersionId: validation };
  const { CiphertextBlob } = await newDataKey(ctx, KeyId, binding, {});
  await openDataKey(ctx, CiphertextBlob, binding);
}

/** A service at work for the account names the key by it: an alias would be one of its own. */
function keyIn(
  { caller }: Context,
  keyId: string | undefined,
  { SecretARN }: Binding,
  region: string,
): string {
  if (keyId !== undefined) return keyId;
  if (caller.principal.type !== 'Service') return defaultKeyId;
  return formatArn('kms', region, parseArn(SecretARN)?.account ?? '', defaultKeyId);
}

/** What a service that manages a secret shows of its grant; others have none to show. */
function tokens({ caller }: Context, grant: string | undefined) {
  const isService = caller.principal.type === 'Service' && grant !== undefined;
  return isService ? { GrantTokens: [grant] } : {};
}

type Operation = 'DescribeKey' | 'GenerateDataKey' | 'Decrypt' | 'Encrypt';

/** A request to KMS in the caller's name. What KMS refuses comes back in Secrets Manager's words. */
async function callKms(ctx: Context, operation: Operation, input: object, region: string) {
  try {
    return await ctx.call('kms', operation, input, { region });
  } catch (error) {
    if (!(error instanceof AwsError) || error.statusCode >= 500) throw error;
    if (error.code === 'ThrottlingException') throw error;
    if (error.code === 'AccessDeniedException') throw errors.accessDenied();
    throw operation === 'Decrypt' ? errors.decryption() : errors.encryption();
  }
}

/**
 * Sees to it that the account has `aws/secretsmanager` where it is needed for the first time:
 * describing the predefined alias has KMS create the key.
 */
async function ensureDefaultKey(
  ctx: Context,
  keyId: string | undefined,
  { SecretARN }: Binding,
  region: string,
): Promise<void> {
  // Only who created the secret can have been the first.
  if (keyId !== undefined || ctx.caller.account !== parseArn(SecretARN)?.account) return;
  const key = storeKey(ctx.caller.account, region);
  const store = ctx.get(storesTable, key) ?? { secrets: 0 };
  if (store.hasDefaultKey === true) return;
  await callKms(ctx, 'DescribeKey', { KeyId: defaultKeyId }, region);
  ctx.put(storesTable, key, { ...store, hasDefaultKey: true });
}
