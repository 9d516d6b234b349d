import type { ContentSuite } from './algorithm-suites';
import { S3EncryptionClientException } from './errors';

/** Which objects a client writes and reads: such that commit to their data key, or others too. */
export const commitmentPolicies = [
  'FORBID_ENCRYPT_ALLOW_DECRYPT',
  'REQUIRE_ENCRYPT_ALLOW_DECRYPT',
  'REQUIRE_ENCRYPT_REQUIRE_DECRYPT',
] as const;

/** The name of one of them. */
export type CommitmentPolicy = (typeof commitmentPolicies)[number];

/** Refuses a suite that is not to be written with, or not under this policy. */
export function checkWriting(suite: ContentSuite, policy: CommitmentPolicy): void {
  if (suite.isLegacy) {
    throw new S3EncryptionClientException(
      'Encryption algorithm provided is LEGACY! Please specify a fully-supported encryption algorithm.',
    );
  }
  const forbids = policy === 'FORBID_ENCRYPT_ALLOW_DECRYPT';
  if (suite.commits !== forbids) return;
  throw new S3EncryptionClientException(
    forbids
      ? 'The commitment policy forbids encryption with committing algorithm suites, but the specified encryption algorithm supports key commitment. Please configure a non-committing algorithm suite such as ALG_AES_256_GCM_IV12_TAG16_NO_KDF or change the commitment policy.'
      : 'The commitment policy requires encryption with a committing algorithm suite, but the specified encryption algorithm does not support key commitment. Please configure a committing algorithm suite such as ALG_AES_256_GCM_HKDF_SHA512_COMMIT_KEY.',
  );
}

/** Refuses an object that is not to be read: a legacy one, or one that commits to no data key. */
export function checkReading(
  suite: ContentSuite,
  policy: CommitmentPolicy,
  enableLegacyUnauthenticatedModes: boolean,
): void {
  if (suite.isLegacy && !enableLegacyUnauthenticatedModes) {
    throw new S3EncryptionClientException(
      `Enable legacy unauthenticated modes to use legacy content decryption: ${suite.cipherName}`,
    );
  }
  if (policy === 'REQUIRE_ENCRYPT_REQUIRE_DECRYPT' && !suite.commits) {
    throw new S3EncryptionClientException(
      'Commitment policy violation, decryption requires a committing algorithm suite, but the object was encrypted with a non-committing algorithm. Configure the client to allow non-committing algorithms.',
    );
  }
}
