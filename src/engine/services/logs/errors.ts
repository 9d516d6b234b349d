import { AwsError } from '../../errors';

// AWS's texts, each once. Where a comment names no other source they are recorded against AWS by
// LocalStack (tests/aws/services/logs, February 2026).

/** A parameter of a request is wrong. */
export const invalidParameter = (message: string) =>
  new AwsError('InvalidParameterException', message);

const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);

/** Text: public bug reports. */
export const groupNotFound = () => notFound('The specified log group does not exist.');

export const streamNotFound = () => notFound('The specified log stream does not exist.');

export const groupExists = () =>
  new AwsError('ResourceAlreadyExistsException', 'The specified log group already exists');

export const streamExists = () =>
  new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');

export const invalidNextToken = () => invalidParameter('The specified nextToken is invalid.');

export const naming = {
  /** From memory. Rule: CloudWatch Logs API Reference, CreateLogGroup. */
  reserved: () => invalidParameter('Log groups starting with AWS/ are reserved for AWS.'),
  prefixAndPattern: () =>
    invalidParameter(
      'LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.',
    ),
  nameAndIdentifier: () =>
    new AwsError(
      'ValidationException',
      'LogGroup name and LogGroup ARN are mutually exclusive parameters.',
    ),
  /** AWS's text is not known here. */
  neither: () =>
    invalidParameter('The request must contain either logGroupName or logGroupIdentifier.'),
};

export const batches = {
  disorder: () =>
    invalidParameter('Log events in a single PutLogEvents request must be in chronological order.'),
  /** Text: AWS's answers as quoted in public bug reports (fluent-bit, Greengrass, 2019 to 2021). */
  span: () =>
    invalidParameter(
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    ),
  /** Text: AWS's answers as quoted in public bug reports (2016 to 2024). */
  eventTooLarge: (bytes: number, limit: number) =>
    invalidParameter(`Log event too large: ${bytes} bytes exceeds limit of ${limit}`),
  /** Text: the same. */
  tooLarge: (bytes: number, limit: number) =>
    invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${limit}`),
};

/**
 * CloudWatch Logs may not use a KMS key for a log group, or the key does not exist. Text: AWS's
 * answers to CreateLogGroup and AssociateKmsKey as quoted in public bug reports (Terraform, 2024).
 * That AWS says the same when stored events cannot be decrypted, or new ones not be encrypted, is an
 * assumption.
 */
export const keyNotAllowed = (arn: string) =>
  new AwsError(
    'AccessDeniedException',
    `The specified KMS key does not exist or is not allowed to be used with Arn '${arn}'`,
  );

/** AWS's texts are not known here. Rules: CloudWatch Logs API Reference, AssociateKmsKey. */
export const keys = {
  noArn: () => invalidParameter('The KMS key must be specified by its ARN.'),
  disabled: (arn: string) => invalidParameter(`The specified KMS key is disabled: ${arn}`),
  notSymmetric: (arn: string) =>
    invalidParameter(`The specified KMS key is not a symmetric encryption key: ${arn}`),
  groupAndResource: () =>
    invalidParameter('Specify either logGroupName or resourceIdentifier, and not both.'),
};

/** AWS's text is not known here. Rule: CloudWatch Logs API Reference, DeleteLogGroup. */
export const protectedFromDeletion = () =>
  new AwsError(
    'ValidationException',
    'The log group has deletion protection enabled and cannot be deleted.',
  );

export const filtering = {
  /** AWS's texts are not known here. Rules: CloudWatch Logs API Reference, FilterLogEvents. */
  namesAndPrefix: () =>
    invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.'),
  newestFirstTooEarly: () =>
    invalidParameter('startFromHead can be false only when startTime is on or after 2024-01-01.'),
};

/** Recorded of PutResourcePolicy; of metric filters it is assumed. */
export const limitExceeded = () =>
  new AwsError('LimitExceededException', 'Resource limit exceeded.');

export const policies = {
  notFound: (name: string) => notFound(`Policy with name [${name}] does not exist.`),
  /** Text: the API Reference's; that AWS sends no other is not known. */
  otherRevision: () =>
    new AwsError(
      'OperationAbortedException',
      'Multiple concurrent requests to update the same resource were in conflict.',
    ),
  /** AWS's text is not known here. */
  noName: () => invalidParameter('The request must contain policyName.'),
};

export const metricFilters = {
  /** After the text of subscription filters, which is recorded. */
  notFound: () => notFound('The specified metric filter does not exist.'),
  /** Text: AWS's answers as quoted in public bug reports (Terraform, 2021 to 2023). */
  noDimensions: () => invalidParameter('The specified filter pattern does not support dimensions'),
  /** From memory. */
  dimensionsAndDefault: () =>
    invalidParameter(
      'Invalid metric transformation: dimensions and default value are mutually exclusive properties.',
    ),
  /** AWS's texts are not known here. */
  tooManyDimensions: (limit: number) =>
    invalidParameter(`A metric transformation can have no more than ${limit} dimensions.`),
  nameWithoutNamespace: () =>
    invalidParameter('metricName and metricNamespace must be specified together.'),
};
