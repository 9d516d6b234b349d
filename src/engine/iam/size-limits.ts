/** The largest policy of a kind, and how AWS counts. */
export interface SizeLimit {
  readonly characters: number;
  /** IAM does not count white space. */
  readonly countsWhiteSpace: boolean;
}

/**
 * Sizes of policies. Those of users, groups and roles are for all inline policies together.
 * Sources: IAM User Guide, "IAM and AWS STS quotas"; AWS Organizations User Guide, "Quotas"; AWS
 * KMS Developer Guide, "Resource quotas"; Amazon S3 User Guide, "Bucket policies"; AWS Secrets
 * Manager User Guide, "Quotas"; AWS PrivateLink Guide, "VPC endpoint policies".
 */
export const policySizeLimits = {
  managed: { characters: 6144, countsWhiteSpace: false },
  userInline: { characters: 2048, countsWhiteSpace: false },
  groupInline: { characters: 5120, countsWhiteSpace: false },
  roleInline: { characters: 10240, countsWhiteSpace: false },
  trust: { characters: 2048, countsWhiteSpace: false },
  session: { characters: 2048, countsWhiteSpace: true },
  scp: { characters: 10240, countsWhiteSpace: true },
  rcp: { characters: 5120, countsWhiteSpace: true },
  key: { characters: 32768, countsWhiteSpace: true },
  bucket: { characters: 20480, countsWhiteSpace: true },
  secret: { characters: 20480, countsWhiteSpace: true },
  endpoint: { characters: 20480, countsWhiteSpace: true },
} as const satisfies Readonly<Record<string, SizeLimit>>;

/** The size of documents as AWS counts it against a limit. */
export function policySize(documents: readonly string[], limit: SizeLimit): number {
  let size = 0;
  for (const document of documents) {
    size += (limit.countsWhiteSpace ? document : document.replace(/\s/g, '')).length;
  }
  return size;
}
