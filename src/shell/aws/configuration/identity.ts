import { readBearer } from '../../../engine/services/iam/bearer';
import type { Engine } from '../../../engine/engine';
import { CliError } from '../cli-error';
import type { FileAccess } from '../parameters/param-file';
import { Configuration } from './configuration';

/** Whom the `aws` command would be, without asking anybody. */
export interface Identity {
  /** The profile in force by name; undefined for access keys of the environment. */
  readonly profile: string | undefined;
  readonly region: string | undefined;
  /** Of the principal; of the role for a profile that assumes one. Undefined where keys fit nobody. */
  readonly arn: string | undefined;
  /** All profiles by name. */
  readonly profiles: readonly string[];
}

/** Reads environment and configuration files as the `aws` command does; sends no request. */
export function identityOf(engine: Engine, access: FileAccess): Identity {
  const { env } = access;
  try {
    const configuration = new Configuration(new Map(), access);
    const { profiles } = configuration;
    const fromEnvironment = env.get('AWS_ACCESS_KEY_ID') || undefined;
    const { section } = configuration;
    const { role_arn: role } = section;
    const key = fromEnvironment ?? section['aws_access_key_id'];
    const bearer = typeof key === 'string' ? readBearer(engine.tables, key) : undefined;
    const arn = fromEnvironment === undefined && typeof role === 'string' ? role : bearer;
    return {
      profile:
        fromEnvironment === undefined ? (configuration.profile?.value ?? 'default') : undefined,
      region: configuration.region?.value,
      arn,
      profiles: [...profiles.settings.keys()],
    };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { profile: undefined, region: undefined, arn: undefined, profiles: [] };
  }
}
