import { decodeBase64, encodeBase64 } from '../../base64';
import type { Context } from '../../operation';
import { callKms, ensureDefaultKey } from './kms-calls';
import type { FoundVersion } from './lookup';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Binds a ciphertext to its parameter. */
const contextOf = (arn: string) => ({ PARAMETER_ARN: arn });

/**
 * Encrypts the value of a standard SecureString under the KMS key itself. Source: Systems Manager
 * User Guide, "AWS KMS encryption for AWS Systems Manager Parameter Store SecureString parameters".
 */
export async function sealStandard(
  ctx: Context,
  arn: string,
  KeyId: string,
  value: string,
): Promise<string> {
  await ensureDefaultKey(ctx, KeyId);
  const Plaintext = encoder.encode(value);
  const { CiphertextBlob } = await callKms<{ CiphertextBlob: Uint8Array }>(ctx, 'Encrypt', {
    ...{ KeyId, Plaintext, EncryptionContext: contextOf(arn) },
  });
  return encodeBase64(CiphertextBlob);
}

/** The value of a version, decrypted where it is a SecureString. */
export async function openValue(ctx: Context, found: FoundVersion): Promise<string> {
  const { parameter, version } = found;
  if (parameter.Type !== 'SecureString') return version.Value;
  const { Plaintext } = await callKms<{ Plaintext: Uint8Array }>(ctx, 'Decrypt', {
    CiphertextBlob: decodeBase64(version.Value),
    EncryptionContext: contextOf(parameter.ARN),
  });
  return decoder.decode(Plaintext);
}
