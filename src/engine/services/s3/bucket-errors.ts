import { AwsError } from '../../errors';
import { accessDenied } from './errors';

// AWS's texts about buckets and their settings; errors.ts says where they are from.

export const invalidBucketName = (BucketName: string) =>
  new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName });

/** Text: public bug reports (ansible-collections/amazon.aws, issue 2935). */
export const missingNamespaceHeader = () =>
  new AwsError(
    'MissingNamespaceHeader',
    'The requested bucket is an account-regional namespace bucket, but your request is missing the required x-amz-bucket-namespace header.',
    400,
    { Header: 'x-amz-bucket-namespace' },
  );

/** Code: moto, test_create_bucket_account_regional_namespace_invalid_name. The text is not known. */
export const invalidNamespaceHeader = () =>
  new AwsError(
    'InvalidNamespaceHeader',
    "The requested bucket's name does not end as those of your account's namespace in this Region do.",
    400,
    { Header: 'x-amz-bucket-namespace' },
  );

export const bucketAlreadyOwnedByYou = (BucketName: string) =>
  new AwsError(
    'BucketAlreadyOwnedByYou',
    'Your previous request to create the named bucket succeeded and you already own it.',
    409,
    { BucketName },
  );

/** Text: Amazon S3 API Reference, "Error responses". */
export const bucketAlreadyExists = (BucketName: string) =>
  new AwsError(
    'BucketAlreadyExists',
    'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    409,
    { BucketName },
  );

export const illegalLocation = (constraint: string) =>
  new AwsError(
    'IllegalLocationConstraintException',
    `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`,
  );

export const invalidLocation = (LocationConstraint: string) =>
  new AwsError('InvalidLocationConstraint', 'The specified location-constraint is not valid', 400, {
    LocationConstraint,
  });

export const bucketNotEmpty = (BucketName: string, isVersioned: boolean) =>
  new AwsError(
    'BucketNotEmpty',
    isVersioned
      ? 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.'
      : 'The bucket you tried to delete is not empty',
    409,
    { BucketName },
  );

/** Text: Amazon S3 API Reference, "Error responses". The quota is Service Quotas' `L-DC2B2D3D`. */
export const tooManyBuckets = () =>
  new AwsError('TooManyBuckets', 'You have attempted to create more buckets than allowed', 400);

export const versioningRequired = () =>
  new AwsError(
    'IllegalVersioningConfigurationException',
    'The Versioning element must be specified',
  );

/** What stands against access control lists. */
export const accessControlLists = {
  /** Text: Amazon S3 API Reference, "Error responses". */
  notSupported: () =>
    new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs'),
  /** Text: as clients of S3 quote it. */
  withEnforcedOwner: () =>
    new AwsError(
      'InvalidBucketAclWithObjectOwnership',
      "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
    ),
  headerMissing: () =>
    new AwsError('MissingSecurityHeader', 'Your request was missing a required header', 400, {
      MissingHeaderName: 'x-amz-acl',
    }),
};

export const malformedPolicy = (message: string) => new AwsError('MalformedPolicy', message);

export const bucketPolicies = {
  none: (BucketName: string) =>
    new AwsError('NoSuchBucketPolicy', 'The bucket policy does not exist', 404, { BucketName }),
  /** Text: as clients of S3 quote it. */
  isPublic: (caller: string, arn: string) =>
    accessDenied(
      `User: ${caller} is not authorized to perform: s3:PutBucketPolicy on resource: "${arn}" because public policies are blocked by the BlockPublicPolicy block public access setting.`,
    ),
  notJson: () => malformedPolicy("Policies must be valid JSON and the first byte must be '{'"),
  noStatement: () => malformedPolicy('Missing required field Statement'),
  /** Text: as clients of S3 quote it, and so are the next ones. */
  invalidPrincipal: () => malformedPolicy('Invalid principal in policy'),
  invalidResource: () => malformedPolicy('Policy has invalid resource'),
  invalidAction: () => malformedPolicy('Policy has invalid action'),
  actionWithoutResource: () =>
    malformedPolicy('Action does not apply to any resource(s) in statement'),
  /** AWS's text is not known here. */
  tooLarge: (limit: number) =>
    new AwsError('PolicyTooLarge', `The bucket policy exceeds ${limit} bytes`),
  /** Text and code: Amazon S3 API Reference, PutBucketPolicy and "Error responses". */
  ofAnotherAccount: (Method: string) =>
    new AwsError(
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
      405,
      { Method, ResourceType: 'BUCKETPOLICY' },
    ),
};

export const noPublicAccessBlock = (BucketName: string) =>
  new AwsError(
    'NoSuchPublicAccessBlockConfiguration',
    'The public access block configuration was not found',
    404,
    { BucketName },
  );

export const ownershipControlsNotFound = (BucketName: string) =>
  new AwsError(
    'OwnershipControlsNotFoundError',
    'The bucket ownership controls were not found',
    404,
    { BucketName },
  );

export const noSuchTagSet = (BucketName: string) =>
  new AwsError('NoSuchTagSet', 'The TagSet does not exist', 404, { BucketName });
