import { AwsError } from '../../errors';
import { accessDenied, invalidArgument, invalidRequest } from './errors';

// As in ./errors.ts: recorded against AWS unless a comment says otherwise.

/** A version that may not be deleted, or whose lock may not be loosened. */
export const protectedByLock = () =>
  accessDenied('Access Denied because object protected by object lock.');

export const noLockOfObject = () =>
  new AwsError(
    'NoSuchObjectLockConfiguration',
    'The specified object does not have a ObjectLock configuration',
    404,
  );

export const noLockOfBucket = (BucketName: string) =>
  new AwsError(
    'ObjectLockConfigurationNotFoundError',
    'Object Lock configuration does not exist for this bucket',
    404,
    { BucketName },
  );

export const bucketWithoutLock = () =>
  invalidRequest('Bucket is missing Object Lock Configuration');

/** The same to who writes an object. Text: as users of S3 report it. */
export const writeWithoutLock = () => invalidRequest('Bucket is missing ObjectLockConfiguration');

export const bypassWithoutLock = () =>
  invalidArgument(
    'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
    'x-amz-bypass-governance-retention',
  );

export const lockWithoutVersioning = () =>
  new AwsError(
    'InvalidBucketState',
    "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
    409,
  );

export const versioningIsLocked = () =>
  new AwsError(
    'InvalidBucketState',
    'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
    409,
  );

const modeHeader = 'x-amz-object-lock-mode';
const dateHeader = 'x-amz-object-lock-retain-until-date';

/** What is wrong with the retention of a request. */
export const retention = {
  dateMissing: () => incomplete(dateHeader),
  modeMissing: () => incomplete(modeHeader),
  unknownMode: (mode: string) => invalidArgument('Unknown wormMode directive.', modeHeader, mode),
  dateIsPast: (date: Date) =>
    invalidArgument(
      'The retain until date must be in the future!',
      ...(['RetainUntilDate', inPacificTime(date)] as const),
    ),
  /** In a header. Recorded for the other; that it is the same here is not known. */
  headerIsPast: (date: Date) =>
    invalidArgument(
      'The retain until date must be in the future!',
      ...([dateHeader, date.toISOString()] as const),
    ),
  /** AWS's text is not known here. */
  unknownHold: (status: string) =>
    invalidArgument('Unknown legal hold status.', 'x-amz-object-lock-legal-hold', status),
  /** Text: as users of S3 report it. */
  periodNotPositive: (unit: 'Days' | 'Years') =>
    invalidArgument('Default retention period must be a positive integer value.', unit),
  /** AWS's text is not known here. */
  periodTooLong: (unit: 'Days' | 'Years') =>
    invalidArgument('Default retention period is too large.', unit),
};

const incomplete = (header: string) =>
  invalidArgument(`${dateHeader} and ${modeHeader} must both be supplied`, header);

/** A time as that error has it: `Tue Dec 31 16:00:00 PST 2019`. */
function inPacificTime(date: Date): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...({ timeZone: 'America/Los_Angeles', timeZoneName: 'short', hourCycle: 'h23' } as const),
    ...({ weekday: 'short', month: 'short', day: '2-digit', year: 'numeric' } as const),
    ...({ hour: '2-digit', minute: '2-digit', second: '2-digit' } as const),
  }).formatToParts(date);
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const time = `${of('hour')}:${of('minute')}:${of('second')}`;
  return [of('weekday'), of('month'), of('day'), time, of('timeZoneName'), of('year')].join(' ');
}
