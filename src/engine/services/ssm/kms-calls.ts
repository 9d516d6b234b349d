import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { storeKey, storesTable } from './state';

/** The key of a SecureString whose request names none. */
export const defaultKeyId = 'alias/aws/ssm';

/**
 * A request to KMS in the caller's name. What KMS refuses comes back as AWS's Systems Manager words
 * it: as InvalidKeyId with KMS's own text, or as a denial. Source: public bug reports against
 * PutParameter and GetParameter (2018 to 2022); Systems Manager User Guide, "Troubleshooting KMS
 * key issues in Parameter Store".
 */
export async function callKms<Output>(
  ctx: Context,
  operation: 'DescribeKey' | 'Encrypt' | 'Decrypt' | 'GenerateDataKey',
  input: object,
): Promise<Output> {
  try {
    return (await ctx.call('kms', operation, input)) as Output;
  } catch (error) {
    if (!(error instanceof AwsError) || error.statusCode >= 500) throw error;
    throw refusedByKms(error);
  }
}

// KMS refuses these of any caller, and Systems Manager passes them on under their own names.
const passedOn = new Set(['AccessDeniedException', 'ThrottlingException']);

function refusedByKms({ code, message, statusCode, requestId = '' }: AwsError): AwsError {
  const origin = `(Service: AWSKMS; Status Code: ${statusCode}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
  const text = message === '' ? `null ${origin}` : `${message} ${origin}`;
  return new AwsError(passedOn.has(code) ? code : 'InvalidKeyId', text);
}

/**
 * Sees to it that the account has `aws/ssm` where it is needed for the first time: describing the
 * predefined alias has KMS create the key.
 */
export async function ensureDefaultKey(ctx: Context, keyId: string): Promise<void> {
  if (keyId !== defaultKeyId) return;
  const key = storeKey(ctx.caller.account, ctx.region);
  if (ctx.get(storesTable, key)?.hasDefaultKey === true) return;
  await callKms(ctx, 'DescribeKey', { KeyId: keyId });
  const store = ctx.get(storesTable, key) ?? { Standard: 0, Advanced: 0 };
  ctx.put(storesTable, key, { ...store, hasDefaultKey: true });
}
