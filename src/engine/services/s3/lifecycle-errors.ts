import { AwsError } from '../../errors';
import { invalidArgument, invalidRequest } from './errors';

const invalid = (message: string, name: string, value?: number) =>
  invalidArgument(message, name, ...(value === undefined ? [] : [String(value)]));

/** What stands against lifecycles. As in ./errors.ts: recorded unless a comment says otherwise. */
export const lifecycle = {
  none: (BucketName: string) =>
    new AwsError(
      'NoSuchLifecycleConfiguration',
      'The lifecycle configuration does not exist',
      404,
      { BucketName },
    ),
  notMidnight: (date: Date) =>
    invalidArgument("'Date' must be at midnight GMT", 'Date', date.toISOString()),
  tagTwice: () => invalidRequest('Duplicate Tag Keys are not allowed.'),
  unknownMinimum: (value: string) =>
    invalidRequest(`Invalid TransitionDefaultMinimumObjectSize found: ${value}`),
  /** AWS's text is not known here, and so with the next two. */
  noAction: () => invalidRequest('At least one action needs to be specified in a rule'),
  idTwice: (ID: string) =>
    invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID', ID),
  tooSoon: (name: string, action: string, least: number, storageClass: string) =>
    invalid(
      `'${name}' in ${action} action must be greater than or equal to ${least} for storageClass '${storageClass}'`,
      name,
    ),
  /** Text: as users of S3 report it, and so are the next ones. */
  daysNotPositive: (action: string, name: string, value: number) =>
    invalid(`'${name}' for ${action} action must be a positive integer`, name, value),
  withTags: (action: string) => invalidRequest(`${action} cannot be specified with Tags.`),
  abortWithSize: () =>
    invalidRequest('AbortIncompleteMultipartUpload cannot be specified with Object Size.'),
};
