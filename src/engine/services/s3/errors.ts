import { AwsError } from '../../errors';

// AWS's texts, each once. Unless a comment says otherwise they were recorded against AWS and are
// published in LocalStack's snapshots (tests/aws/services/s3, 2022 to 2026). The details are the
// elements of S3's XML beside Code and Message.

export const noSuchBucket = (BucketName: string) =>
  new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName });

export const noSuchKey = (Key: string, headers: Readonly<Record<string, string>> = {}) =>
  new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key, ...headers });

export const noSuchVersion = (Key: string, VersionId: string) =>
  new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key, VersionId });

/** The refusal without a reason: what other accounts are told. */
export const accessDenied = (message = 'Access Denied') =>
  new AwsError('AccessDenied', message, 403);

/** A bucket of another Region. Text: Amazon S3 API Reference, "Error responses". */
export const permanentRedirect = (Bucket: string, region: string) =>
  new AwsError(
    'PermanentRedirect',
    'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
    301,
    {
      ...{ Endpoint: `${Bucket}.s3.${region}.amazonaws.com`, Bucket },
      // A header, by which clients find the Region.
      'x-amz-bucket-region': region,
    },
  );

export const invalidArgument = (
  message: string,
  ArgumentName: string,
  ArgumentValue?: string,
): AwsError =>
  new AwsError('InvalidArgument', message, 400, {
    ArgumentName,
    ...(ArgumentValue === undefined ? {} : { ArgumentValue }),
  });

export const invalidEncodingType = (value: string) =>
  invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', value);

/** A limit below zero, as AWS answers it according to reports of its clients. */
export const invalidLimit = (name: string, value: number) =>
  invalidArgument(
    `Argument ${name} must be an integer between 0 and 2147483647`,
    name,
    String(value),
  );

/** A limit that is no number, or too large for one, as AWS answers it according to such reports. */
export const unreadableLimit = (parameter: string, value: unknown) =>
  invalidArgument(
    `Provided ${parameter} not an integer or within integer range`,
    ...([parameter, String(value)] as const),
  );

export const versionMarkerAlone = (value: string) =>
  invalidArgument(
    'A version-id marker cannot be specified without a key marker.',
    ...(['version-id-marker', value] as const),
  );

/** A request for content, of a version that has none. `Method` is HTTP's. */
export const isDeleteMarker = (
  Method: string,
  headers: Readonly<Record<string, string>> = {},
): AwsError =>
  new AwsError(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    405,
    { Method, ResourceType: 'DeleteMarker', ...headers },
  );

export const invalidVersionId = (VersionId: string) =>
  invalidArgument('Invalid version id specified', 'versionId', VersionId);

export const malformedXml = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

/** Recorded against AWS by moto's project. */
export const noBody = () => new AwsError('MissingRequestBodyError', 'Request Body is empty');

export const invalidBucketOwner = (value: string) =>
  new AwsError(
    'InvalidBucketOwnerAWSAccountID',
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${value}]`,
  );

/** Text: Amazon S3 API Reference, "Error responses". */
export const keyTooLong = (size: number, limit: number) =>
  new AwsError('KeyTooLongError', 'Your key is too long', 400, {
    Size: String(size),
    MaxSizeAllowed: String(limit),
  });

/** What S3 answers where AWS KMS throttles it. Text: Amazon S3 API Reference, "Error responses". */
export const slowDown = () => new AwsError('SlowDown', 'Please reduce your request rate.', 503);

const invalidTag = (message: string, details: Readonly<Record<string, string>>) =>
  new AwsError('InvalidTag', message, 400, details);

/** What stands against tags. */
export const tagging = {
  invalidKey: (TagKey: string) => invalidTag('The TagKey you have provided is invalid', { TagKey }),
  invalidValue: (TagKey: string, TagValue: string) =>
    invalidTag('The TagValue you have provided is invalid', { TagKey, TagValue }),
  keyTwice: (TagKey: string) =>
    invalidTag('Cannot provide multiple Tags with the same key', { TagKey }),
  ownPrefix: (TagKey: string) => invalidTag('Your TagKey cannot be prefixed with aws:', { TagKey }),
  /** Of buckets. */
  systemTag: (TagKey: string) =>
    invalidTag('System tags cannot be added/updated by requester', { TagKey }),
  systemTagRemoved: () => invalidTag('System Tags cannot be removed by requester', {}),
  /** Of buckets, as they are made. */
  systemTagOfNew: () =>
    invalidTag(
      'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
      {},
    ),
};

/** An operation or option that this model leaves out; `what` names it. */
export const notImplemented = (what: string) =>
  new AwsError(
    'NotImplemented',
    `A header or query you provided implies functionality that is not implemented. (${what})`,
    501,
  );

export const invalidRequest = (message: string) => new AwsError('InvalidRequest', message);

export const badDigest = (algorithm: string) =>
  new AwsError(
    'BadDigest',
    `The ${algorithm} you specified did not match the calculated checksum.`,
  );

/** Recorded: what was expected is in hexadecimal for an object, and for a part as it was given. */
export const badMd5 = (CalculatedDigest: string, ExpectedDigest: string) =>
  new AwsError('BadDigest', 'The Content-MD5 you specified did not match what we received.', 400, {
    ...{ CalculatedDigest, ExpectedDigest },
  });

export const invalidDigest = (value: string) =>
  new AwsError('InvalidDigest', 'The Content-MD5 you specified was invalid.', 400, {
    'Content-MD5': value,
  });

/** `Condition` is the header whose condition does not hold. */
export const preconditionFailed = (Condition: string) =>
  new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { Condition },
  );

/**
 * No error but an answer without a body: clients show its status in place of a code. The details
 * are headers. Source: RFC 9110, 15.4.5, "304 Not Modified".
 */
export const notModified = (tag: string, modified: Date) =>
  new AwsError('304', 'Not Modified', 304, {
    ...{ etag: `"${tag}"`, 'last-modified': modified.toUTCString() },
  });

export const unsupportedHeader = (Header: string, additionalMessage?: string) =>
  new AwsError(
    'NotImplemented',
    'A header you provided implies functionality that is not implemented',
    501,
    { Header, ...(additionalMessage === undefined ? {} : { additionalMessage }) },
  );

export const invalidRange = (RangeRequested: string, size: number) =>
  new AwsError('InvalidRange', 'The requested range is not satisfiable', 416, {
    ...{ RangeRequested, ActualObjectSize: String(size) },
  });

export const invalidPartNumber = (number: number, count: number) =>
  new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
    ...{ PartNumberRequested: String(number), ActualPartCount: String(count) },
  });

export const invalidStorageClass = (StorageClassRequested: string) =>
  new AwsError('InvalidStorageClass', 'The storage class you specified is not valid', 400, {
    StorageClassRequested,
  });

/** Reading an archived object. */
export const invalidObjectState = (StorageClass: string) =>
  new AwsError(
    'InvalidObjectState',
    "The operation is not valid for the object's storage class",
    403,
    { StorageClass },
  );

/** Text: Amazon S3 API Reference, "Error responses". */
export const metadataTooLarge = (size: number, limit: number) =>
  new AwsError(
    'MetadataTooLarge',
    'Your metadata headers exceed the maximum allowed metadata size',
    400,
    { Size: String(size), MaxSizeAllowed: String(limit) },
  );

/** Text: Amazon S3 User Guide, "Troubleshooting", as clients quote it. */
export const tooManyTags = () =>
  new AwsError('BadRequest', 'Object tags cannot be greater than 10');
