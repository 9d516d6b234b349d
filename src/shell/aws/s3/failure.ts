import { FileError } from '../../command';
import { CliError, NotAvailable } from '../cli-error';
import { pythonFileError } from '../parameters/param-file';
import { ServiceError } from '../report-error';

/**
 * What `aws s3` prints of a request or a file that failed, in a line of its own. What is neither,
 * and what this lab does not have, is thrown on.
 */
export function failureText(error: unknown): string {
  if (error instanceof ServiceError) return error.message;
  if (error instanceof FileError) {
    return pythonFileError(error);
  }
  if (error instanceof CliError && !(error instanceof NotAvailable)) {
    return error.code === 'NoCredentials' ? 'Unable to locate credentials' : error.message;
  }
  throw error;
}
