// The Amazon S3 Encryption Client, as far as others see it.
export { kmsClients, type KmsAccess } from '../kms-client';
export { s3Client } from '../s3-client';
export { suites, type ContentSuite, type SuiteName } from './algorithm-suites';
export {
  openS3EncryptionClient,
  type CryptoWork,
  type ObjectRequest,
  type S3EncryptionClient,
  type S3EncryptionOptions,
} from './client';
export { commitmentPolicies, type CommitmentPolicy } from './commitment-policy';
export { S3EncryptionClientException } from './errors';
export type { Pairs, S3Keyring } from './keyring';
export { kmsKeyring } from './kms-keyring';
export { aesKeyring, rsaKeyring, type PartialRsaKeyPair } from './raw-keyrings';
