import type { Context as ConditionContext } from '../../iam/index';
import type { Context } from '../../operation';

// Source of this file: Service Authorization Reference, "Condition keys for Amazon S3" (read
// 2026-11). Policies see what the request says, before any default of the bucket is applied.

/** Condition keys that are members of a request, as the request has them. */
const ofMembers: Readonly<Record<string, string>> = {
  ACL: 's3:x-amz-acl',
  BucketNamespace: 's3:x-amz-bucket-namespace',
  CopySource: 's3:x-amz-copy-source',
  Delimiter: 's3:delimiter',
  GrantFullControl: 's3:x-amz-grant-full-control',
  GrantRead: 's3:x-amz-grant-read',
  GrantReadACP: 's3:x-amz-grant-read-acp',
  GrantWrite: 's3:x-amz-grant-write',
  GrantWriteACP: 's3:x-amz-grant-write-acp',
  IfMatch: 's3:if-match',
  IfNoneMatch: 's3:if-none-match',
  MaxKeys: 's3:max-keys',
  MetadataDirective: 's3:x-amz-metadata-directive',
  ObjectLockLegalHoldStatus: 's3:object-lock-legal-hold',
  ObjectLockMode: 's3:object-lock-mode',
  ObjectOwnership: 's3:x-amz-object-ownership',
  Prefix: 's3:prefix',
  ServerSideEncryption: 's3:x-amz-server-side-encryption',
  SSECustomerAlgorithm: 's3:x-amz-server-side-encryption-customer-algorithm',
  SSEKMSKeyId: 's3:x-amz-server-side-encryption-aws-kms-key-id',
  StorageClass: 's3:x-amz-storage-class',
  VersionId: 's3:VersionId',
  WebsiteRedirectLocation: 's3:x-amz-website-redirect-location',
};

/** The condition keys of a request's signature; an anonymous one has none. */
function signatureKeys({ signature }: Pick<Context, 'signature'>): Record<string, string> {
  if (signature === undefined) return {};
  const { authType, version, age, contentSha256 } = signature;
  return {
    's3:authType': authType,
    's3:signatureversion': version,
    's3:signatureAge': String(age),
    ...(contentSha256 === undefined ? {} : { 's3:x-amz-content-sha256': contentSha256 }),
  };
}

/** The condition keys that a request itself gives. */
export function requestKeys(
  input: object | undefined,
  ctx: Pick<Context, 'signature'>,
): ConditionContext {
  const keys = signatureKeys(ctx);
  if (input === undefined) return keys;
  for (const member in input) {
    const key = ofMembers[member];
    const value = (input as Record<string, unknown>)[member];
    if (key !== undefined && isGiven(value)) keys[key] = String(value);
  }
  return keys;
}

function isGiven(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
