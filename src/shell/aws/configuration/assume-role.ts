import { AwsError } from '../../../engine/errors';
import type { SecretCredentials } from '../../../engine/operation';
import { toHex } from '../../../engine/random';
import type { CommandContext } from '../../command';
import { generalError, NotAvailable } from '../cli-error';
import { expandPath } from '../parameters/param-file';
import { ServiceError } from '../report-error';
import type { Section } from './config-file';
import type { Configuration } from './configuration';
import { sectionCredentials } from './section-credentials';

type Access = Pick<CommandContext, 'engine' | 'files' | 'env'>;

/** Settings that would ask for more than AssumeRole with a profile's keys. */
const unavailable = ['credential_source', 'mfa_serial', 'web_identity_token_file'];

/** Cached credentials are used until so long before they expire (ms), as botocore does. */
const expiryWindow = 15 * 60 * 1000;

/**
 * Temporary credentials of a profile with `role_arn`, by way of its `source_profile`, which may be
 * such a profile itself. Texts and order: botocore, AssumeRoleProvider.
 */
export function assumeProfileRole(
  profile: string,
  configuration: Configuration,
  access: Access,
): Promise<SecretCredentials> {
  return throughRole(profile, [profile], configuration, access);
}

async function throughRole(
  profile: string,
  visited: readonly string[],
  configuration: Configuration,
  access: Access,
): Promise<SecretCredentials> {
  const { settings } = configuration.profiles;
  const section = settings.get(profile) ?? {};
  const other = unavailable.find((name) => name in section);
  if (other !== undefined) {
    throw new NotAvailable(
      `the setting ${other} of profile ${profile} is not available in this lab.`,
    );
  }
  const source = section['source_profile'];
  if (typeof source !== 'string') {
    throw generalError(
      'Partial credentials found in assume-role, missing: source_profile or credential_source',
    );
  }
  const sourceSection = settings.get(source);
  if (sourceSection === undefined) {
    throw generalError(
      `The source_profile "${source}" referenced in the profile "${profile}" does not exist.`,
    );
  }
  // A profile may name itself when it has access keys, too.
  const repeats = visited.includes(source);
  if (repeats && (source !== profile || !hasKeys(sourceSection))) {
    const names = visited.map((name) => `'${name}'`).join(', ');
    throw generalError(
      `Infinite loop in credential configuration detected. Attempting to load from profile ${source} which has already been visited. Visited profiles: [${names}]`,
    );
  }
  const isRole = 'role_arn' in sourceSection && !hasKeys(sourceSection);
  const credentials = isRole
    ? await throughRole(source, [...visited, source], configuration, access)
    : sectionCredentials(sourceSection, 'shared-credentials-file');
  if (credentials === undefined) {
    throw generalError(`The source profile "${source}" must have credentials.`);
  }
  return cached(requestOf(section), credentials, configuration, access);
}

function hasKeys(section: Section): boolean {
  return 'aws_access_key_id' in section || 'aws_secret_access_key' in section;
}

type RoleRequest = Readonly<Record<string, string | number>>;

/** The parameters of AssumeRole that a profile sets. */
function requestOf(section: Section): RoleRequest {
  const request: Record<string, string | number> = {};
  const names = {
    RoleArn: 'role_arn',
    RoleSessionName: 'role_session_name',
    ExternalId: 'external_id',
  };
  for (const [member, setting] of Object.entries(names)) {
    const value = section[setting];
    if (typeof value === 'string') request[member] = value;
  }
  const seconds = section['duration_seconds'];
  if (typeof seconds === 'string' && /^\d+$/.test(seconds)) {
    request['DurationSeconds'] = Number(seconds);
  }
  return request;
}

interface Assumed {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: string | Date;
  };
}

/** Assumes a role, unless ~/.aws/cli/cache still has credentials of an earlier command. */
async function cached(
  request: RoleRequest,
  credentials: SecretCredentials,
  configuration: Configuration,
  access: Access,
): Promise<SecretCredentials> {
  const { engine, files, env } = access;
  const directory = expandPath('~/.aws/cli/cache', env);
  const path = `${directory}/${await cacheKey(request)}.json`;
  const known = files.exists(path) ? parsed(new TextDecoder().decode(files.read(path))) : undefined;
  const isGood =
    known !== undefined &&
    new Date(known.Credentials.Expiration).getTime() - engine.now > expiryWindow;
  if (isGood) return credentialsIn(known);
  const assumed = await assume(request, credentials, configuration, access);
  for (const part of [expandPath('~/.aws/cli', env), directory]) {
    if (!files.exists(part)) files.makeDirectory(part);
  }
  files.write(path, new TextEncoder().encode(JSON.stringify(assumed)));
  return credentialsIn(assumed);
}

async function assume(
  request: RoleRequest,
  credentials: SecretCredentials,
  configuration: Configuration,
  { engine }: Access,
): Promise<Assumed> {
  const RoleSessionName = `botocore-session-${Math.floor(engine.now / 1000)}`;
  try {
    const reply = await engine.send({
      ...{ service: 'sts', operation: 'AssumeRole', credentials },
      region: configuration.region?.value ?? 'us-east-1',
      input: { RoleSessionName, ...request },
    });
    return reply.output as Assumed;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw new ServiceError(error, 'AssumeRole', []);
  }
}

// As botocore names its cache files: SHA-1 of the arguments as JSON with sorted keys.
async function cacheKey(request: RoleRequest): Promise<string> {
  const pairs = Object.entries(request).sort(([a], [b]) => (a < b ? -1 : 1));
  const json = pairs.map(([name, value]) => `"${name}": ${JSON.stringify(value)}`).join(', ');
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(`{${json}}`));
  return toHex(new Uint8Array(digest));
}

function parsed(text: string): Assumed | undefined {
  try {
    const value = JSON.parse(text) as Partial<Assumed> | null;
    return typeof value?.Credentials?.AccessKeyId === 'string' ? (value as Assumed) : undefined;
  } catch {
    return undefined;
  }
}

function credentialsIn({ Credentials }: Assumed): SecretCredentials {
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials;
  return {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  };
}
