import type { EncryptionSdk, KmsCall, Keyring } from '../../../clients/encryption-sdk';
import type { CommandContext } from '../../command';
import { CliError as AwsCliError } from '../../aws/cli-error';
import { Configuration } from '../../aws/configuration/configuration';
import { findCredentials, noCredentials } from '../../aws/configuration/credentials';
import { regions } from '../../aws/configuration/regions';
import { backOff } from '../../aws/retry';
import { CliError, PythonError, sdkError } from './errors';
import type { CliRequest } from './request';
import { isKms, type KeyProvider } from './wrapping-keys';

/** How the tool names itself to AWS KMS, and so to the audit trail. */
const userAgent = 'AwsEncryptionSdkCli/4.3.0';

/** The AWS Encryption SDK as one command uses it, and what it has asked AWS KMS for. */
export interface Client {
  readonly sdk: EncryptionSdk;
  /** Requests since the last time it was asked. */
  takeCalls(): readonly KmsCall[];
  /** Why there are no access keys: a keyring that decrypts keeps that to itself. */
  unsigned(): unknown;
}

/** Builds the client that a command line asks for. Throws the tool's errors. */
export async function openClient(request: CliRequest, ctx: CommandContext): Promise<Client> {
  // Most sessions never need it: it comes with its own client of AWS KMS.
  const library = await import('../../../clients/encryption-sdk');
  const calls: KmsCall[] = [];
  let unsigned: unknown;
  const keyrings = request.providers.flatMap((provider) => {
    const access = accessOf(provider, ctx);
    const clients = library.kmsClients({
      ...{ cloud: ctx.engine, userAgent, maxAttempts: access.maxAttempts },
      credentials: () =>
        access.credentials().catch((error: unknown) => {
          unsigned = error;
          throw error;
        }),
      pause: (retry) => backOff(ctx, retry),
      answered: (call) => void calls.push(call),
    });
    const inRegion = (region: string) => {
      if (!regions.includes(region)) {
        throw sdkError(
          'EndpointConnectionError',
          `Could not connect to the endpoint URL: "https://kms.${region}.amazonaws.com/"`,
        );
      }
      return clients(region);
    };
    if (provider.discovery) {
      if (access.region === undefined) {
        throw sdkError(
          'ConfigMismatchError',
          'Failed to determine default discovery region; please provide an explicit discovery_region',
        );
      }
      return [library.discoveryKeyring(access.region, inRegion, provider.filter)];
    }
    return provider.keys.map((key): Keyring => {
      if (access.region === undefined && !key.startsWith('arn:')) {
        throw sdkError(
          'UnknownRegionError',
          `No default region found and no region determinable from key id: ${key}`,
        );
      }
      return strictKeyring(key, () => library.kmsKeyring(key, access.region ?? '', inRegion));
    });
  });
  const sdk = library.openEncryptionSdk({
    keyring: library.multiKeyring(keyrings),
    commitmentPolicy: request.policy,
    ...(request.maxKeys === undefined ? {} : { maxEncryptedDataKeys: request.maxKeys }),
    ...(request.caching === undefined ? {} : { caching: request.caching }),
    now: () => ctx.engine.now,
  });
  return { sdk, takeCalls: () => calls.splice(0), unsigned: () => unsigned };
}

function strictKeyring(key: string, make: () => Keyring): Keyring {
  try {
    return make();
  } catch (error) {
    if (error instanceof PythonError || !(error instanceof Error)) throw error;
    // The text is the library's; the type is the one that the SDK for Python has for it.
    throw sdkError('MalformedArnError', `Resource ${key} could not be parsed as an ARN`, error);
  }
}

/** The profile and Region of one provider, found as the `aws` command finds them. */
function accessOf({ provider, profiles, regions: asked }: KeyProvider, ctx: CommandContext) {
  if (!isKms(provider)) {
    const name = provider.slice(provider.indexOf('::') + 1).replace(/^:/, '');
    throw new CliError(`Requested master key provider not found: "${name}"`);
  }
  const only = (what: string, values: readonly string[]) => {
    if (values.length < 2) return values[0];
    throw new CliError(
      `Only one ${what} may be specified per master key provider configuration. ${values.length} provided.`,
    );
  };
  const profile = only('profile', profiles);
  const region = only('region', asked);
  const options = new Map(profile === undefined ? [] : [['profile', profile]]);
  const configuration = new Configuration(options, ctx);
  return asBotocore(() => ({
    region: region ?? configuration.region?.value,
    maxAttempts: configuration.maxAttempts,
    // Fails now, before a request, where there is no such profile.
    section: configuration.section,
    credentials: async () => {
      const found = await findCredentials(configuration, ctx);
      if (found === undefined) throw noCredentials();
      const { accessKeyId, secretAccessKey, sessionToken } = found;
      return {
        ...{ accessKeyId, secretAccessKey },
        ...(sessionToken === undefined ? {} : { sessionToken }),
      };
    },
  }));
}

function asBotocore<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw botocoreError(error) ?? error;
  }
}

/** The exception of botocore behind an error that the `aws` command has found. */
export function botocoreError(error: unknown): PythonError | undefined {
  if (!(error instanceof AwsCliError)) return undefined;
  if (error.code === 'NoCredentials') {
    return sdkError('NoCredentialsError', 'Unable to locate credentials');
  }
  const isProfile = error.message.startsWith('The config profile');
  return sdkError(isProfile ? 'ProfileNotFound' : 'BotoCoreError', error.message);
}
