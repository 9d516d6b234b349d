import { AwsError } from '../../errors';

// AWS's texts, each once. Where a comment names no other source they were recorded against AWS by
// LocalStack, or are those of tests that moto's authors verified against it.

const parameter = (message: string) => new AwsError('InvalidParameterException', message);
const request = (message: string) => new AwsError('InvalidRequestException', message);
const notFound = (message: string) => new AwsError('ResourceNotFoundException', message);

export const invalidName = () =>
  new AwsError(
    'ValidationException',
    'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
  );

export const secretNotFound = () => notFound("Secrets Manager can't find the specified secret.");

/** `what`: `staging label: AWSCURRENT`, `VersionId: …`. */
export const valueNotFound = (what: string) =>
  notFound(`Secrets Manager can't find the specified secret value for ${what}`);

export const markedForDeletion = () =>
  request("You can't perform this operation on the secret because it was marked for deletion.");

export const stageMismatch = () =>
  request('You provided a VersionStage that is not associated to the provided VersionId.');

export const creating = {
  exists: (name: string) =>
    new AwsError(
      'ResourceExistsException',
      `The operation failed because the secret ${name} already exists.`,
    ),
  scheduledForDeletion: () =>
    request(
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    ),
};

export const values = {
  /** RotateSecret has another code for it than the others. */
  tokenRequired: (operation: string) =>
    (operation === 'RotateSecret' ? parameter : request)(
      'You must provide a ClientRequestToken value. We recommend a UUID-type value.',
    ),
  tokenInUse: (token: string, arn: string) =>
    new AwsError(
      'ResourceExistsException',
      `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${arn}.`,
    ),
  /** As moto quotes it. */
  either: () => request('You must provide either SecretString or SecretBinary.'),
  /** Rule: API Reference, CreateSecret and PutSecretValue. AWS's text is not known here. */
  notBoth: () =>
    parameter("You can't specify both a binary secret value and a string secret value."),
};

/** Source: API Reference, LimitExceededException. */
export const limitExceeded = () =>
  new AwsError(
    'LimitExceededException',
    'The request failed because it would exceed one of the Secrets Manager quotas.',
  );

export const kms = {
  /**
   * Source: Secrets Manager User Guide, "Troubleshoot AWS Secrets Manager rotation". Text: public bug
   * reports against GetSecretValue.
   */
  accessDenied: () => new AwsError('AccessDeniedException', 'Access to KMS is not allowed'),
  /** Source: API Reference, EncryptionFailure. */
  encryption: () =>
    new AwsError(
      'EncryptionFailure',
      "Secrets Manager can't encrypt the protected secret text using the provided KMS key. Check that the KMS key is available, enabled, and not in an invalid state. For more information, see Key state: Effect on your KMS key.",
    ),
  /** Source: API Reference, DecryptionFailure. */
  decryption: () =>
    new AwsError(
      'DecryptionFailure',
      "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
    ),
  /** Text verified against AWS by a test of LocalStack. */
  defaultKeyOfOther: () =>
    request(
      "You can't access a secret from a different AWS account if you encrypt the secret with the default KMS service key.",
    ),
};

export const stages = {
  mustNameVersion: (label: string, version: string) =>
    parameter(
      `The parameter RemoveFromVersionId can't be empty. Staging label ${label} is currently attached to version ${version}, so you must explicitly reference that version in RemoveFromVersionId.`,
    ),
  /** After the text for a version that must be named: AWS's own is not known here. */
  attachedElsewhere: (label: string, version: string) =>
    parameter(
      `Staging label ${label} is currently attached to version ${version}, so you must explicitly reference that version in RemoveFromVersionId.`,
    ),
  /** From memory. */
  currentStays: () =>
    request(
      'You can only move staging label AWSCURRENT to a different secret version. It can’t be completely removed.',
    ),
  /** AWS's text is not known here. */
  notAttached: (label: string, version: string) =>
    parameter(`Staging label ${label} isn't attached to version ${version}.`),
  /** AWS's text is not known here. */
  noVersion: () => parameter('You must provide a MoveToVersionId or a RemoveFromVersionId value.'),
};

export const deleting = {
  window: () =>
    parameter('The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).'),
  both: () =>
    parameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays."),
  /** As moto quotes it. */
  hasReplicas: (arn: string, regions: readonly string[]) =>
    parameter(
      `You can't delete secret ${arn} that still has replica regions [${regions.join(', ')}]`,
    ),
};

/** As moto quotes them. */
export const listing = {
  filterKey: () => parameter('Invalid filter key'),
  filterValues: (key: string) => parameter(`Invalid filter values for key: ${key}`),
  /** Source: API Reference, InvalidNextTokenException. */
  nextToken: () => new AwsError('InvalidNextTokenException', 'The NextToken value is invalid.'),
  listOrFilters: () =>
    parameter("Either 'SecretIdList' or 'Filters' must be provided, but not both."),
  maxResults: () =>
    parameter(
      "'Filters' not specified. 'Filters' must also be specified when 'MaxResults' is provided.",
    ),
};

export const passwords = {
  /** As moto quotes it. */
  tooShort: () => parameter('Password length is too short based on the required types.'),
  /** AWS's text is not known here. */
  nothingLeft: () =>
    parameter('No characters are left to generate the password from, after the exclusions.'),
};

export const policies = {
  /** Texts as public bug reports against PutResourcePolicy quote them (Terraform, CDK). */
  invalidJson: () => malformed('This resource policy contains invalid Json'),
  unsupportedPrincipal: () => malformed('This resource policy contains an unsupported principal'),
  /** The reason is this model's. */
  malformed: (reason: string) => malformed(reason),
  /** Source: API Reference, PublicPolicyException. */
  isPublic: () =>
    new AwsError(
      'PublicPolicyException',
      'The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret.',
    ),
};

const malformed = (message: string) => new AwsError('MalformedPolicyDocumentException', message);

export const tagging = {
  /** Rule: API Reference, TagResource. AWS's texts are not known here. */
  reserved: () => parameter('Tag keys that begin with aws: are reserved.'),
  tooMany: (limit: number) => parameter(`A secret can have ${limit} tags at most.`),
};

export const rotating = {
  noFunction: () => request('No Lambda rotation function ARN is associated with this secret.'),
  cannotInvoke: () =>
    new AwsError(
      'AccessDeniedException',
      'Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy grants access to the principal secretsmanager.amazonaws.com.',
    ),
  /** Text as public bug reports quote it (Terraform, CDK). */
  notComplete: () =>
    request("A previous rotation isn't complete. That rotation will be reattempted."),
  /** The reason is this model's. */
  rules: (reason: string) => parameter(`Invalid rotation rules: ${reason}`),
  /** The text of a RotationFailed event; from memory. */
  notCreated: (version: string, arn: string, lambda: string) =>
    `Pending secret version ${version} for Secret ${arn} was not created by Lambda ${lambda}.`,
  /** The text of a RotationFailed event. Source: User Guide, "Troubleshoot rotation". */
  failedStep: (lambda: string, step: string) =>
    `Error when executing lambda ${lambda} during ${step} step`,
  /** The text of a RotationFailed event: AWS's own is not known here. */
  notFinished: (version: string, arn: string) =>
    `AWSCURRENT of Secret ${arn} was not moved to pending secret version ${version}.`,
};

export const replication = {
  /** As moto quotes them. */
  region: () => parameter('Invalid replica region.'),
  onReplica: () =>
    parameter(
      "Operation not permitted on a replica secret. Call must be made in primary secret's region.",
    ),
  /** The form is moto's. */
  nameTaken: (name: string, region: string) =>
    `Replication failed: Secret name ${name} already exists in region ${region}.`,
  /** AWS's text is not known here. */
  refused: (region: string, reason: string) => `Replication to region ${region} failed: ${reason}`,
  /** AWS's text is not known here. */
  notAReplica: () => request('The secret is not a replica secret.'),
};

/** What this model leaves out is refused by name. */
export const leftOut = (what: string) => parameter(`This model of AWS has no ${what}.`);
