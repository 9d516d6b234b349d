/** What the Amazon S3 Encryption Client refuses to do; texts are those of the one for Java, 4.0.1. */
export class S3EncryptionClientException extends Error {
  override readonly name: string = 'S3EncryptionClientException';
}

/** An object that is not what was stored: a tag or a key commitment does not fit. */
export class S3EncryptionClientSecurityException extends S3EncryptionClientException {
  override readonly name = 'S3EncryptionClientSecurityException';
}
