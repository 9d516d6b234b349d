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

// How engines say that bytes found no room: V8, JavaScriptCore, SpiderMonkey.
const noRoom =
  /^(?:array buffer allocation failed|invalid (?:typed array|array buffer) length|out of memory|allocation size overflow)/i;

/**
 * Whether the program had no memory left for the bytes it was to hold. A browser that has none for a
 * Blob says that it cannot be read.
 */
export function isOutOfMemory(cause: unknown): boolean {
  if (!(cause instanceof Error) && !(cause instanceof DOMException)) return false;
  return noRoom.test(cause.message) || cause.name === 'NotReadableError';
}

/** What is said then; no service of AWS says so. */
export const outOfMemory =
  'There is not enough memory here for so many bytes. What failed has changed nothing: close what else is open, or take fewer.';

/** What a client sees when our own code failed: never AWS's fault, always ours to mend. */
export function internalFailure(cause: unknown): AwsError {
  // Insufficient Storage: no client tries that again.
  if (isOutOfMemory(cause)) return new AwsError('InsufficientMemory', outOfMemory, 507);
  const error = new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
  error.cause = cause;
  return error;
}
