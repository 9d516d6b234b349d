import { AwsError } from '../../errors';
import { limits } from './limits';

// Codes and statuses are the API model's. Texts are recorded against AWS and published in LocalStack's
// snapshots (tests/aws/services/lambda_, 2022 to 2026), where a comment does not say otherwise.

const byUser = { Type: 'User' };

export const invalid = (message: string) =>
  new AwsError('InvalidParameterValueException', message, 400, byUser);

export const validation = (message: string) =>
  new AwsError('ValidationException', `1 validation error detected: ${message}`);

/** TagResource without tags, and UntagResource without keys. */
export const noTags = () => invalid('An error occurred and the request cannot be processed.');
export const noTagKeys = () =>
  validation("Value null at 'tagKeys' failed to satisfy constraint: Member must not be null");

export const notFound = {
  resource: (message: string) => new AwsError('ResourceNotFoundException', message, 404, byUser),
  function: (arn: string) => notFound.resource(`Function not found: ${arn}`),
  otherRegion: (region: string, here: string) =>
    notFound.resource(`Functions from '${region}' are not reachable in this region ('${here}')`),
  alias: (arn: string) => notFound.resource(`Cannot find alias arn: ${arn}`),
  policy: () => notFound.resource('The resource you requested does not exist.'),
  noPolicy: () => notFound.resource('No policy is associated with the given resource.'),
  statement: (sid: string) =>
    notFound.resource(`Statement ${sid} is not found in resource policy.`),
};

export const conflict = {
  /** Text: public bug reports against CreateFunction. */
  functionExists: (name: string) => exists(`Function already exist: ${name}`),
  aliasExists: (arn: string) => exists(`Alias already exists: ${arn}`),
  statementExists: (sid: string) =>
    exists(
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    ),
};

function exists(message: string): AwsError {
  return new AwsError('ResourceConflictException', message, 409, byUser);
}

/** The refusal of a change that was meant for another revision. */
export function otherRevision(api = 'GetFunction/GetAlias'): AwsError {
  return new AwsError(
    'PreconditionFailedException',
    `The Revision Id provided does not match the latest Revision Id. Call the ${api} API to retrieve the latest Revision Id`,
    412,
    byUser,
  );
}

export const tooLarge = {
  request: (longest: number, operation: string) =>
    new AwsError(
      'RequestEntityTooLargeException',
      `Request must be smaller than ${longest} bytes for the ${operation} operation`,
      413,
    ),
  /** Text as of the refusal above; that Invoke has an exception of its own for it, the API model says. */
  payload: (longest: number) =>
    new AwsError(
      'RequestTooLargeException',
      `Request must be smaller than ${longest} bytes for the InvokeFunction operation`,
      413,
      byUser,
    ),
  zipped: () =>
    new AwsError(
      'RequestEntityTooLargeException',
      `Zipped size must be smaller than ${limits.zipped} bytes`,
      413,
    ),
  unzipped: () => invalid(`Unzipped size must be smaller than ${limits.unzipped} bytes`),
};

/** Text: public bug reports, and LocalStack's provider. */
export const roleNotAssumable = () =>
  invalid('The role defined for the function cannot be assumed by Lambda.');

/** Text: public bug reports against CreateFunction. */
export const crossAccountRole = () =>
  new AwsError('AccessDeniedException', 'Cross-account pass role is not allowed.', 403);

export const notZip = () =>
  invalid('Could not unzip uploaded file. Please check your file, then try to upload again.');

/** Text: public bug reports. */
export const emptyZip = () => invalid('Uploaded file must be a non-empty zip');

/** Source: Lambda API Reference, Invoke, TooManyRequestsException; text: public bug reports. */
export function tooManyInvocations(): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', 429, {
    ...byUser,
    Reason: 'ConcurrentInvocationLimitExceeded',
  });
}

/** What this model does not have, or this program cannot do. */
export function notModelled(what: string): AwsError {
  return new AwsError('ServiceException', `Not modelled here: ${what}.`, 500, { Type: 'Service' });
}
