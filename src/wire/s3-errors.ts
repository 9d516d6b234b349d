import { AwsError } from '../engine/errors';

// What Amazon S3 answers to a request before it looks at what is asked. Where a comment does not say
// otherwise, the text was recorded against AWS (LocalStack's snapshots of its S3 tests, 2026-02) or
// is that of the Amazon S3 API Reference, "Error responses".

/** What S3 says where our own code failed. */
export function internalError(cause: unknown): AwsError {
  const message = 'We encountered an internal error. Please try again.';
  const error = new AwsError('InternalError', message, 500);
  error.cause = cause;
  return error;
}

/** A method and path that are no operation of S3. */
export const methodNotAllowed = (Method: string, ResourceType: string): AwsError =>
  new AwsError(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    405,
    { Method, ResourceType },
  );

/** A path that is not percent-encoded text. */
export const invalidUri = (): AwsError =>
  new AwsError('InvalidURI', "Couldn't parse the specified URI.");

/** A header that a request asks for in its answer, and that HTTP cannot have. */
export const notIso88591 = (ArgumentName: string, ArgumentValue: string): AwsError =>
  new AwsError('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.', 400, {
    ...{ ArgumentName, ArgumentValue },
  });

/** An Authorization header that lacks something or is for something else. */
export const malformedHeader = (what: string, details: Record<string, string> = {}): AwsError =>
  new AwsError(
    'AuthorizationHeaderMalformed',
    `The authorization header is malformed; ${what}`,
    400,
    details,
  );

/** A presigned URL that lacks something or is for something else. */
export const wrongParameter = (message: string): AwsError =>
  new AwsError('AuthorizationQueryParametersError', message);

/** A presigned URL that lacks a parameter. */
export const missingParameters = (): AwsError =>
  wrongParameter(
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
  );

/** A URL presigned with version 2 of signatures that lacks a parameter. */
export const missingParametersV2 = (): AwsError =>
  new AwsError(
    'AccessDenied',
    'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    403,
  );

/** A URL that expires at no time. Text: as public bug reports quote it. */
export const invalidExpiry = (text: string): AwsError =>
  new AwsError('AccessDenied', `Invalid date (should be seconds since epoch): ${text}`, 403);

/** An Authorization header of a kind that S3 does not know. */
export const unsupportedAuthorization = (ArgumentValue: string): AwsError =>
  new AwsError('InvalidArgument', 'Unsupported Authorization Type', 400, {
    ...{ ArgumentName: 'Authorization', ArgumentValue },
  });

/** A request that is signed in its headers and in its query string. */
export const signedTwice = (ArgumentValue: string): AwsError =>
  new AwsError(
    'InvalidArgument',
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    400,
    { ArgumentName: 'Authorization', ArgumentValue },
  );

/** A signed request without a date that could be read. */
export const noDate = (): AwsError =>
  new AwsError(
    'AccessDenied',
    'AWS authentication requires a valid Date or x-amz-date header',
    403,
  );

/** A request that was signed too long ago, or will be. */
export const timeTooSkewed = (requestTime: string, now: number, skew: number): AwsError =>
  new AwsError(
    'RequestTimeTooSkewed',
    'The difference between the request time and the current time is too large.',
    403,
    {
      RequestTime: requestTime,
      ServerTime: isoTime(now),
      MaxAllowedSkewMilliseconds: String(skew),
    },
  );

/** A presigned URL after its time. Times in ms; `seconds` is what Signature Version 4 signs. */
export const expired = (expires: number, now: number, seconds?: number): AwsError =>
  new AwsError('AccessDenied', 'Request has expired', 403, {
    ...(seconds === undefined ? {} : { 'X-Amz-Expires': String(seconds) }),
    Expires: isoTime(expires),
    ServerTime: isoTime(now),
  });

/** A presigned URL before its time. Text: as public bug reports quote it. */
export const notYetValid = (requestTime: string, now: number): AwsError =>
  new AwsError('AccessDenied', 'Request is not valid yet', 403, {
    ...{ 'X-Amz-Date': requestTime, ServerTime: isoTime(now) },
  });

/** Headers of S3's own that the signature leaves to whoever passes the request on. */
export const headersNotSigned = (names: readonly string[]): AwsError =>
  new AwsError(
    'AccessDenied',
    'There were headers present in the request which were not signed',
    403,
    { HeadersNotSigned: names.join(', ') },
  );

/** A signed request that does not say what the hash of its body is. */
export const missingHeader = (name: string): AwsError =>
  new AwsError('InvalidRequest', `Missing required header for this request: ${name}`);

/** A request to where forms are sent that is none. */
export const notAForm = (): AwsError =>
  new AwsError(
    'PreconditionFailed',
    'At least one of the pre-conditions you specified did not hold',
    412,
    { Condition: 'Bucket POST must be of the enclosure-type multipart/form-data' },
  );

/** A form that lacks a field. */
export const missingField = (name: string): AwsError =>
  new AwsError(
    'InvalidArgument',
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    400,
    { ArgumentName: name, ArgumentValue: '' },
  );

/** A form's field that cannot be what it has to be. The text is not known here. */
export const invalidField = (name: string, ArgumentValue: string, what = ''): AwsError =>
  new AwsError('InvalidArgument', `The field '${name}' is malformed${what && `; ${what}`}`, 400, {
    ...{ ArgumentName: name, ArgumentValue },
  });

function isoTime(time: number): string {
  return new Date(time).toISOString().replace(/\.\d+Z$/, 'Z');
}
