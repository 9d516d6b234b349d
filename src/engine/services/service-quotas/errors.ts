import { AwsError } from '../../errors';

const noSuchResource = (what: string) =>
  new AwsError('NoSuchResourceException', `The request failed because ${what} does not exist.`);

/** A service code that Service Quotas does not know here. Text: AWS CLI issue 4569. */
export const noSuchService = () => noSuchResource('the specified service');

/** A quota code that the service does not have. The text is made after that of services. */
export const noSuchQuota = () => noSuchResource('the specified quota');

/** The id of a request that nobody made. The text is made after that of services. */
export const noSuchRequest = () => noSuchResource('the specified quota increase request');

/** A value that is no increase. Text: Cloud Custodian pull request 8939. */
export const notGreater = () =>
  new AwsError(
    'IllegalArgumentException',
    'You must provide a quota value greater than the current quota value',
  );

/** A resource to which a quota of the whole account would apply. AWS's text is not published. */
export const accountLevelOnly = () =>
  new AwsError('IllegalArgumentException', 'The quota applies to the account, not to a resource.');

/** A second request while the first is open. Text: Terraform AWS provider issue 19657. */
export const alreadyRequested = () =>
  new AwsError(
    'ResourceAlreadyExistsException',
    'Only one open service quota increase request is allowed per quota.',
  );

/** Too many open requests. Text: the API model's description. */
export const tooManyRequests = () =>
  new AwsError(
    'QuotaExceededException',
    'You have exceeded your service quota. To perform the requested action, remove some of the relevant resources, or use Service Quotas to request a service quota increase.',
  );

/** A token that no list gave out. */
export const invalidToken = () =>
  new AwsError('InvalidPaginationTokenException', 'Invalid input was provided.');
