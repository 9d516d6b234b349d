import { AwsError } from '../../errors';
import { invalidArgument, invalidRequest } from './errors';

const schema =
  'of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.';

/** What stands against replication. As in ./errors.ts: recorded unless a comment says otherwise. */
export const replication = {
  none: (BucketName: string) =>
    new AwsError(
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
      404,
      { BucketName },
    ),
  sourceUnversioned: () =>
    invalidRequest(
      "Versioning must be 'Enabled' on the bucket to apply a replication configuration",
    ),
  /** The same where there is no such bucket. */
  destinationUnversioned: () => invalidRequest('Destination bucket must have versioning enabled.'),
  /** Text: as users of S3 report it, and so are the next ones. */
  selectionMissing: () =>
    invalidRequest(
      'SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.',
    ),
  keyMissing: () =>
    invalidRequest('ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.'),
  versioningIsNeeded: () =>
    new AwsError(
      'InvalidBucketState',
      'A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration.',
      409,
    ),
  memberMissing: (member: string) =>
    invalidRequest(`${member} must be specified for this version ${schema}`),
  memberTooMany: (member: string) =>
    invalidRequest(`${member} cannot be used for this version ${schema}`),
  priorityTwice: (priority: number) => invalidRequest(`Found duplicate priority ${priority}.`),
  markersWithTags: () =>
    invalidRequest(
      'Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.',
    ),
  accountMissing: () =>
    invalidRequest(
      'Account must be specified if the Owner in AccessControlTranslation has a value',
    ),
  tagTwice: () => invalidRequest('Duplicate Tag Keys are not allowed.'),
  /** Text: as another model of S3 words it that was held against AWS, and so are the next ones. */
  invalidRole: (role: string) =>
    invalidArgument('Invalid Role specified in replication configuration', 'Role', role),
  notARole: (role: string) =>
    invalidArgument('The relative id should start with role', 'Role', role),
  idTwice: (id: string) => invalidArgument('Rule Id must be unique', 'ID', id),
  idTooLong: (id: string) => invalidArgument('Rule Id cannot be greater than 255', 'ID', id),
  priorityNegative: () => invalidRequest('Priority must be between 0 and 2147483647.'),
  emptySelection: () => invalidRequest('SourceSelectionCriteria cannot be empty.'),
  invalidBucketArn: (arn: string) => invalidArgument('Invalid bucket ARN', 'Bucket', arn),
  toItself: () => invalidRequest('Destination bucket cannot be the same as the source bucket.'),
  invalidKey: (key: string) =>
    invalidArgument('Invalid ReplicaKmsKeyID ARN.', 'ReplicaKmsKeyID', key),
  timeWithoutMetrics: () =>
    invalidRequest(
      'Replication destination must contain both ReplicationTime and Metrics or neither.',
    ),
  timeNotKnown: () => invalidArgument('Invalid time minute value', 'ReplicationTime'),
  thresholdMissing: () =>
    invalidArgument('ReplicationMetrics must contain an event threshold', 'ReplicationMetrics'),
  thresholdNotKnown: () =>
    invalidArgument('Invalid event threshold minute value', 'ReplicationMetrics'),
  thresholdWithoutTime: () =>
    invalidArgument(
      'Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled',
      'Metrics',
    ),
};
