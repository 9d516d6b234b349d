import type { TrailRules } from '../../trail/index';

/**
 * Operations on objects, and those that look at a bucket's contents. Source: Amazon S3 User Guide,
 * "Amazon S3 CloudTrail events: Amazon S3 object-level actions tracked by CloudTrail logging" (read
 * 2026-11).
 */
const dataEvents = new Set([
  ...['AbortMultipartUpload', 'CompleteMultipartUpload', 'CopyObject', 'CreateMultipartUpload'],
  ...['DeleteObject', 'DeleteObjects', 'DeleteObjectTagging', 'GetObject', 'GetObjectAcl'],
  ...['GetObjectAttributes', 'GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging'],
  ...['HeadBucket', 'HeadObject', 'ListMultipartUploads', 'ListObjects', 'ListObjectsV2'],
  ...['ListObjectVersions', 'ListParts', 'PutObject', 'PutObjectAcl', 'PutObjectLegalHold'],
  ...['PutObjectRetention', 'PutObjectTagging', 'RestoreObject', 'UpdateObjectEncryption'],
  ...['UploadPart', 'UploadPartCopy'],
]);

/** What S3 keeps out of the event history. */
export const trailRules: TrailRules = { dataEvents };
