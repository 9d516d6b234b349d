import type { KeyMetadata } from '@aws-sdk/client-kms';
import type { Bytes } from '../../bytes';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import type { Material } from '../kms/hsm/index';
import { keyNotAllowed } from './errors';

// What CloudWatch Logs asks of AWS KMS. Source: CloudWatch Logs User Guide, "Encrypt log data in
// CloudWatch Logs using AWS Key Management Service" (2026): the key policy allows the service
// principal of the Region, for the encryption context with the log group's ARN, and who calls needs
// kms:DescribeKey to associate a key, and kms:Decrypt to read, through kms:ViaService. For writing,
// the guide asks callers for permissions, too; here the service encrypts in its own name alone, as
// it did before 2025 and as the roles of most writers expect. Which requests AWS sends when is not
// published.

const encryptionContext = (arn: string) => ({ 'aws:logs:arn': arn });

/** What KMS says of a key, in the caller's name. */
export async function describeKey(ctx: Context, KeyId: string): Promise<KeyMetadata> {
  const answer = await ctx.call('kms', 'DescribeKey', { KeyId });
  return (answer as { KeyMetadata: KeyMetadata }).KeyMetadata;
}

/** A data key from KMS, in the clear and as KMS's ciphertext. */
export interface KmsDataKey {
  readonly material: Material;
  readonly ciphertext: Bytes;
}

/** Has KMS make a data key for a log group, as the service. Throws where the key does not allow it. */
export async function generateDataKey(
  ctx: Context,
  KeyId: string,
  arn: string,
): Promise<KmsDataKey> {
  const input = { KeyId, KeySpec: 'AES_256', EncryptionContext: encryptionContext(arn) };
  const call = ctx.call('kms', 'GenerateDataKey', input, { as: 'service' });
  const answer = await unlessRefused(call);
  if (answer instanceof AwsError) throw keyNotAllowed(arn);
  const { Plaintext, CiphertextBlob } = answer as { Plaintext: Bytes; CiphertextBlob: Bytes };
  return { material: { bytes: Plaintext }, ciphertext: CiphertextBlob };
}

/**
 * Has KMS decipher a data key: as the service, which must have permissions whenever encrypted data
 * is requested, and in the name of who requests it. Throws where either is refused.
 */
export async function decryptDataKey(
  ctx: Context,
  KeyId: string,
  CiphertextBlob: Bytes,
  arn: string,
): Promise<Material> {
  const input = { CiphertextBlob, KeyId, EncryptionContext: encryptionContext(arn) };
  const asService = ctx.call('kms', 'Decrypt', input, { as: 'service' });
  if ((await unlessRefused(asService)) instanceof AwsError) throw keyNotAllowed(arn);
  const answer = await ctx.call('kms', 'Decrypt', input);
  return { bytes: (answer as { Plaintext: Bytes }).Plaintext };
}
