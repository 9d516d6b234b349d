import { AwsError } from '../../errors';

// AWS publishes no texts for these: they are its API reference's descriptions.

/** More than one attribute, or a value no event can have. */
export const invalidLookupAttributes = () =>
  new AwsError(
    'InvalidLookupAttributesException',
    'A lookup attribute that is not valid was specified.',
  );

/** A time range that ends before it starts. */
export const invalidTimeRange = () =>
  new AwsError('InvalidTimeRangeException', 'The start time occurs after the end time.');

/** A token of another lookup, or of none. */
export const invalidNextToken = () =>
  new AwsError(
    'InvalidNextTokenException',
    'The token is not valid, or was used in a request with different parameters.',
  );
