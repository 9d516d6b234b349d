import type { CommandContext } from '../../command';
import { CliError, exitCodes, NotAvailable } from '../cli-error';
import { assumeProfileRole } from './assume-role';
import type { Configuration } from './configuration';
import {
  foundKeys,
  partialCredentials,
  sectionCredentials,
  type FoundCredentials,
} from './section-credentials';

// Ways to credentials that AWS has and this lab's `aws` does not.
const otherSources = ['sso_session', 'sso_start_url', 'credential_process', 'login_session'];

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
 * those of the profile's role, then those of ~/.aws/credentials, then those of ~/.aws/config.
 * Undefined when there are none.
 */
export async function findCredentials(
  configuration: Configuration,
  access: Pick<CommandContext, 'engine' | 'files' | 'env'>,
): Promise<FoundCredentials | undefined> {
  const environment = configuration.profileIsExplicit ? undefined : fromEnvironment(access.env);
  if (environment !== undefined) return environment;
  const profile = configuration.profile?.value ?? 'default';
  const { section } = configuration;
  if ('role_arn' in section) {
    const credentials = await assumeProfileRole(profile, configuration, access);
    return { ...credentials, type: 'assume-role' };
  }
  const other = otherSources.find((name) => name in section);
  if (other !== undefined) {
    throw new NotAvailable(
      `the setting ${other} of profile ${profile} is not available in this lab.`,
    );
  }
  const { credentials } = configuration.profiles;
  return (
    sectionCredentials(credentials.get(profile), 'shared-credentials-file') ??
    sectionCredentials(section, 'config-file')
  );
}

function fromEnvironment(env: ReadonlyMap<string, string>): FoundCredentials | undefined {
  const accessKeyId = env.get('AWS_ACCESS_KEY_ID');
  if (!accessKeyId) return undefined;
  const secretAccessKey = env.get('AWS_SECRET_ACCESS_KEY');
  if (!secretAccessKey) throw partialCredentials('env', 'AWS_SECRET_ACCESS_KEY');
  return foundKeys(accessKeyId, secretAccessKey, env.get('AWS_SESSION_TOKEN'), 'env');
}
