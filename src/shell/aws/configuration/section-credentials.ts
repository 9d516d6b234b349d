import type { SecretCredentials } from '../../../engine/operation';
import { generalError, type CliError } from '../cli-error';
import type { Section } from './config-file';
import type { Found } from './configuration';

/** Access keys and where they were found. */
export interface FoundCredentials extends SecretCredentials {
  readonly type: Found['type'];
}

/** The access keys that a profile's section holds. */
export function sectionCredentials(
  section: Section | undefined,
  type: 'shared-credentials-file' | 'config-file',
): FoundCredentials | undefined {
  const {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
  } = section ?? {};
  if (typeof accessKeyId !== 'string') return undefined;
  if (typeof secretAccessKey !== 'string') throw partialCredentials(type, 'aws_secret_access_key');
  const token = typeof sessionToken === 'string' ? sessionToken : undefined;
  return foundKeys(accessKeyId, secretAccessKey, token, type);
}

/** Access keys, with where they were found. */
export function foundKeys(
  accessKeyId: string,
  secretAccessKey: string,
  sessionToken: string | undefined,
  type: Found['type'],
): FoundCredentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}), type };
}

/** What the CLI says of an access key ID without its secret, or the other way round. */
export function partialCredentials(provider: string, missing: string): CliError {
  return generalError(`Partial credentials found in ${provider}, missing: ${missing}`);
}
