import { AwsError } from '../../errors';

// Texts as AWS STS sends them: recorded against AWS and published in LocalStack's test suite, or
// quoted in public issue reports, unless a line says otherwise.

const denied = (message: string) => new AwsError('AccessDenied', message, 403);
const invalid = (message: string) => new AwsError('ValidationError', message);
const invalidParameter = (message: string) => new AwsError('InvalidParameterValue', message);

/** The refusal of a role ARN that is no ARN. */
export const invalidArn = (arn: string) => invalid(`${arn} is invalid`);

/** The root user has no need of roles. */
export const rootMayNotAssume = () => denied('Roles may not be assumed by root accounts.');

/** Temporary credentials do not beget others, except by AssumeRole. */
export const withSessionCredentials = (operation: string) =>
  denied(`Cannot call ${operation} with session credentials`);

/** The refusal of an MFA code: no user of this model has a device. */
export const mfaFailed = () =>
  denied(
    'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
  );

/** What a caller without permission is told. */
export const notAuthorized = (caller: string, action: string, resource: string) =>
  denied(`User: ${caller} is not authorized to perform: ${action} on resource: ${resource}`);

/** The refusal of a session longer than the role's longest. */
export const exceedsMaxSessionDuration = () =>
  invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');

/** The refusal of a long session by a caller that itself has temporary credentials. */
export const exceedsChainedDuration = () =>
  invalid(
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
  );

/** Refusals of session tags. */
export const tagErrors = {
  duplicate: () =>
    invalidParameter('Duplicate tag keys found. Please note that Tag keys are case insensitive.'),
  notRequested: () =>
    invalidParameter('The specified transitive tag key must be included in the requested tags.'),
  conflicts: () =>
    invalidParameter(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    ),
};

/** The refusal of a session policy that does not follow the grammar. */
export const malformedPolicy = (why: string) => new AwsError('MalformedPolicyDocument', why);

/** The refusal of a managed session policy that does not exist; the text is this model's own. */
export const noSuchPolicy = (arn: string) => malformedPolicy(`Policy ${arn} does not exist.`);

/** The refusal of session policies and tags that are too long together. */
export const packedPolicyTooLarge = (percent: number) =>
  new AwsError(
    'PackedPolicyTooLarge',
    `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`,
  );

/** The refusal of an access key id that stands for no account; the text is this model's own. */
export const noAccessKeyId = (accessKeyId: string) =>
  invalid(`${accessKeyId} is not a valid access key ID`);

/** The refusal of a message that AWS STS did not seal. */
export const invalidMessage = () =>
  new AwsError('InvalidAuthorizationMessageException', 'Message is not valid');
