import { NoArchive, readArchive } from '../../programs/zip/archive';
import { utf8 } from '../../bytes';
import { paramValidation } from '../cli-error';
import type { Value, ValueRecord } from './value';

// Source of the checks and their texts: the AWS CLI's awslambda.py.

/** Fails for what is no archive: mostly the path of one, without `fileb://`. */
export function requireArchive(value: Value): void {
  try {
    readArchive(value instanceof Uint8Array ? value : utf8(String(value)));
  } catch (error) {
    if (!(error instanceof NoArchive)) throw error;
    throw paramValidation(
      '--zip-file must be a zip file with the fileb:// prefix.\n' +
        'Example usage:  --zip-file fileb://path/to/file.zip',
    );
  }
}

/** Fails for `--code` with the package itself in it. */
export function refuseInlineZip(option: string, value: Value): void {
  if ((value as ValueRecord | null)?.['ZipFile'] === undefined) return;
  throw paramValidation(
    `ZipFile cannot be provided as part of the ${option} argument. ` +
      "Please use the '--zip-file' option instead to specify a zip file.",
  );
}
