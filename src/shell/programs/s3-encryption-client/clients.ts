import type { CommandContext } from '../../command';
import { findCredentials, noCredentials } from '../../aws/configuration/credentials';
import { Configuration } from '../../aws/configuration/configuration';
import { backOff } from '../../aws/retry';
import { UsageError } from '../options';
import type { OptionName } from './options';

/** How the program names itself to AWS, and so to the audit trail. */
const userAgent = 'EnvelopeLabS3EncryptionClient/1.0';

/** The clients of one Region, with the profile's access keys, as the `aws` command finds both. */
export function openAccess(given: ReadonlyMap<OptionName, string>, ctx: CommandContext) {
  const named = (['profile', 'region'] as const).flatMap((name) => {
    const value = given.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  const configuration = new Configuration(new Map(named), ctx);
  const region = configuration.region?.value;
  if (region === undefined) {
    throw new UsageError('s3-encryption-client: You must specify a region.');
  }
  const access = {
    ...{ cloud: ctx.engine, userAgent, maxAttempts: configuration.maxAttempts },
    pause: (retry: number) => backOff(ctx, retry),
    credentials: async () => {
      const found = await findCredentials(configuration, ctx);
      if (found === undefined) throw noCredentials();
      const { accessKeyId, secretAccessKey, sessionToken } = found;
      return {
        ...{ accessKeyId, secretAccessKey },
        ...(sessionToken === undefined ? {} : { sessionToken }),
      };
    },
  };
  return { access, region };
}
