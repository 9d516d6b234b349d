import type { SecretCredentials } from '../../../engine/operation';
import { CliError, exitCodes, generalError, NotAvailable } from '../cli-error';
import type { Section } from './config-file';
import type { Configuration, Found } from './configuration';

/** Access keys and where they were found. */
export interface FoundCredentials extends SecretCredentials {
  readonly type: Found['type'];
}

// Ways to credentials that AWS has and this lab's `aws` does not.
const otherSources = [
  'role_arn',
  'sso_session',
  'sso_start_url',
  'credential_process',
  'login_session',
];

/** What the CLI says when no access keys can be found. */
export function noCredentials(): CliError {
  return new CliError(
    'Unable to locate credentials. You can configure credentials by running "aws login".',
    exitCodes.configuration,
    'NoCredentials',
  );
}

/**
 * The access keys to sign with: the environment's (unless `--profile` asks for a profile's), then
 * those of ~/.aws/credentials, then those of ~/.aws/config. Undefined when there are none.
 */
export function findCredentials(
  configuration: Configuration,
  env: ReadonlyMap<string, string>,
): FoundCredentials | undefined {
  const environment = configuration.profileIsExplicit ? undefined : fromEnvironment(env);
  if (environment !== undefined) return environment;
  const profile = configuration.profile?.value ?? 'default';
  const { section } = configuration;
  const other = otherSources.find((name) => name in section);
  if (other !== undefined) {
    throw new NotAvailable(
      `the setting ${other} of profile ${profile} is not available in this lab.`,
    );
  }
  const { credentials } = configuration.profiles;
  return (
    fromSection(credentials.get(profile), 'shared-credentials-file') ??
    fromSection(section, 'config-file')
  );
}

function fromEnvironment(env: ReadonlyMap<string, string>): FoundCredentials | undefined {
  const accessKeyId = env.get('AWS_ACCESS_KEY_ID');
  if (!accessKeyId) return undefined;
  const secretAccessKey = env.get('AWS_SECRET_ACCESS_KEY');
  if (!secretAccessKey) throw partial('env', 'AWS_SECRET_ACCESS_KEY');
  return found(accessKeyId, secretAccessKey, env.get('AWS_SESSION_TOKEN'), 'env');
}

function fromSection(
  section: Section | undefined,
  type: 'shared-credentials-file' | 'config-file',
): FoundCredentials | undefined {
  const {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
  } = section ?? {};
  if (typeof accessKeyId !== 'string') return undefined;
  if (typeof secretAccessKey !== 'string') throw partial(type, 'aws_secret_access_key');
  const token = typeof sessionToken === 'string' ? sessionToken : undefined;
  return found(accessKeyId, secretAccessKey, token, type);
}

function found(
  accessKeyId: string,
  secretAccessKey: string,
  sessionToken: string | undefined,
  type: Found['type'],
): FoundCredentials {
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}), type };
}

function partial(provider: string, missing: string): CliError {
  return generalError(`Partial credentials found in ${provider}, missing: ${missing}`);
}
