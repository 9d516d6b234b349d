import { defaultKeyId } from './kms-calls';
import type { SecretRecord } from './state';

/** A KMS key as a secret keeps it: the AWS managed key is not named. */
export function keptKey(KmsKeyId: string | undefined): Pick<SecretRecord, 'KmsKeyId'> {
  const isDefault = KmsKeyId === undefined || KmsKeyId === '' || KmsKeyId.endsWith(defaultKeyId);
  return isDefault ? {} : { KmsKeyId };
}
