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

export const invalidBucketName = (BucketName: string) =>
  new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, { BucketName });

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

export const versioningRequired = () =>
  new AwsError(
    'IllegalVersioningConfigurationException',
    'The Versioning element must be specified',
  );

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

export const invalidEncryptionAlgorithm = (ArgumentValue: string) =>
  new AwsError(
    'InvalidEncryptionAlgorithmError',
    'The Encryption request you specified is not valid. Supported value: AES256.',
    400,
    { ArgumentName: 'x-amz-server-side-encryption', ArgumentValue },
  );

export const noSuchUpload = (UploadId: string) =>
  new AwsError(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    404,
    { UploadId },
  );

/** A part as the request that completes an upload names it. */
interface NamedPart {
  readonly PartNumber?: number | undefined;
  readonly ETag?: string | undefined;
}

export const invalidPart = ({ PartNumber, ETag = '' }: NamedPart, UploadId: string) =>
  new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { ...{ UploadId, PartNumber: String(PartNumber) }, ETag: ETag.replaceAll('"', '') },
  );

export const invalidPartOrder = (UploadId: string) =>
  new AwsError(
    'InvalidPartOrder',
    'The list of parts was not in ascending order. Parts must be ordered by part number.',
    400,
    { UploadId },
  );

export const entityTooSmall = (number: number, ETag: string, size: number, limit: number) =>
  new AwsError(
    'EntityTooSmall',
    'Your proposed upload is smaller than the minimum allowed size',
    400,
    {
      ...{ ProposedSize: String(size), MinSizeAllowed: String(limit) },
      ...{ PartNumber: String(number), ETag },
    },
  );

/** Text: Amazon S3 API Reference, "Error responses". */
export const entityTooLarge = (size: number, limit: number) =>
  new AwsError('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', 400, {
    ProposedSize: String(size),
    MaxSizeAllowed: String(limit),
  });

export const conditionalConflict = (Condition: string, Key: string) =>
  new AwsError(
    'ConditionalRequestConflict',
    'The conditional request cannot succeed due to a conflicting operation against this resource.',
    409,
    { Condition, Key },
  );

/** What stands against a part under another encryption than its upload began with. */
export const partEncryption = {
  missing: () =>
    invalidRequest(
      'The multipart upload initiate requested encryption. Subsequent part requests must include the appropriate encryption parameters.',
    ),
  different: () =>
    invalidRequest('The provided encryption parameters did not match the ones used originally.'),
};

const copySourceRange = 'x-amz-copy-source-range';

/** What stands against the source of a copy. */
export const copySource = {
  invalidKey: () =>
    invalidArgument(
      'Invalid copy source object key',
      ...(['x-amz-copy-source', 'x-amz-copy-source'] as const),
    ),
  nothingChanges: () =>
    invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    ),
  malformedRange: (range: string) =>
    invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      ...([copySourceRange, range] as const),
    ),
  rangeTooLong: (range: string, size: number) =>
    invalidArgument(
      `Range specified is not valid for source object of size: ${size}`,
      ...([copySourceRange, range] as const),
    ),
  rangeBeyond: () =>
    invalidRequest('The specified copy range is invalid for the source object size'),
  /** Text: as clients of S3 quote it. */
  tooLarge: (limit: number) =>
    invalidRequest(
      `The specified copy source is larger than the maximum allowable size for a copy source: ${limit}`,
    ),
  /** Text: as clients of S3 quote it. */
  isMarker: () =>
    invalidRequest(
      'The source of a copy request may not specifically refer to a delete marker by version id.',
    ),
  /** Text: Amazon S3 API Reference, CopyObject. */
  isArchived: () =>
    new AwsError(
      'ObjectNotInActiveTierError',
      'The source object of the COPY action is not in the active tier and is only stored in Amazon S3 Glacier.',
      403,
    ),
};

export const invalidUploadMarker = (value: string) =>
  invalidArgument('Invalid uploadId marker', 'upload-id-marker', value);

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
  systemTag: () => invalidTag('System tags cannot be added/updated by requester', {}),
};

/** What stands against access control lists. */
export const accessControlLists = {
  /** Text: Amazon S3 API Reference, "Error responses". */
  notSupported: () =>
    new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs'),
  headerMissing: () =>
    new AwsError('MissingSecurityHeader', 'Your request was missing a required header', 400, {
      MissingHeaderName: 'x-amz-acl',
    }),
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

const sse = 'x-amz-server-side-encryption';

/** What is wrong with the headers of a key that a customer provides. */
export const customerKeys = {
  withAnotherMode: (mode: string) =>
    invalidArgument(
      'Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
      ...([sse, mode] as const),
    ),
  algorithmRequired: () =>
    invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
      sse,
    ),
  keyRequired: () =>
    invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
      sse,
    ),
  invalidKey: () => invalidArgument('The secret key was invalid for the specified algorithm.', sse),
  wrongDigest: () =>
    invalidArgument(
      'The calculated MD5 hash of the key did not match the hash that was provided.',
      sse,
    ),
  wrongKey: () =>
    accessDenied(
      'Requests specifying Server Side Encryption with Customer provided keys must provide the correct secret key.',
    ),
  keyNeeded: () =>
    invalidRequest(
      'The object was stored using a form of Server Side Encryption. The correct parameters must be provided to retrieve the object.',
    ),
  /** Text: as clients of S3 quote it. */
  notNeeded: () => invalidRequest('The encryption parameters are not applicable to this object.'),
  /** Text: as clients of S3 quote it. */
  overPlainHttp: () =>
    invalidRequest(
      'Requests specifying Server Side Encryption with Customer provided keys must be made over a secure connection.',
    ),
};

/** Texts: as clients of S3 quote them. */
export const kmsEncryption = {
  keyWithoutMode: () =>
    invalidArgument(
      'Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      sse,
    ),
  overPlainHttp: () =>
    invalidArgument(
      'Requests specifying Server Side Encryption with AWS KMS managed keys must be made over a secure connection.',
      sse,
    ),
  invalidContext: (value: string) =>
    invalidArgument(
      'The header x-amz-server-side-encryption-context shall be Base64-encoded UTF-8 string holding JSON which represents a string-string map',
      ...(['x-amz-server-side-encryption-context', value] as const),
    ),
};

export const keyIdNotApplicable = () =>
  invalidArgument(
    'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
    'ApplyServerSideEncryptionByDefault',
  );

/** Texts: Amazon S3 API Reference, UpdateObjectEncryption (read 2026-11). */
export const encryptionUpdate = {
  unsupportedSource: () =>
    invalidRequest(
      "The UpdateObjectEncryption operation doesn't support source objects with the encryption type DSSE-KMS or SSE-C. Only source objects encrypted with SSE-S3 or SSE-KMS are supported.",
    ),
  typeRequired: () =>
    invalidRequest(
      'Requests that modify an object encryption configuration require a valid new encryption type. Valid values are SSEKMS. Modify the request to specify SSE-KMS for the updated encryption type, and then try again.',
    ),
  keyRequired: () =>
    invalidRequest(
      "Requests that modify an object's encryption type to SSE-KMS require an AWS KMS key Amazon Resource Name (ARN). Modify the request to specify a KMS key ARN, and then try again.",
    ),
  invalidKey: () =>
    invalidRequest(
      "Requests that modify an object's encryption type to SSE-KMS require a valid AWS KMS key Amazon Resource Name (ARN). Confirm that you have a correctly formatted KMS key ARN in your request, and then try again.",
    ),
  keyOfOtherAccount: () =>
    accessDenied(
      'The AWS KMS key in the request must be owned by the same account as the bucket. Modify the request to specify a KMS key from the same account, and then try again.',
    ),
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
