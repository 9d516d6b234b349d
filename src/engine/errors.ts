/**
 * An error as an AWS service answers it: everything a caller may see of a refused request.
 * `code` is the exception's name in the API model, `message` AWS's text (may be empty, as AWS's
 * sometimes is), `statusCode` the HTTP status, `details` further members of the error shape.
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  readonly code: string;
  readonly statusCode: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** Set by the pipeline: the id of the refused request. */
  requestId: string | undefined;

  constructor(
    code: string,
    message: string,
    statusCode = 400,
    details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.code = code;
    this.statusCode = statusCode;
    this.details = details;
  }
}

/** What a client sees when our own code failed: never AWS's fault, always ours to mend. */
export function internalFailure(cause: unknown): AwsError {
  const error = new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
  error.cause = cause;
  return error;
}
