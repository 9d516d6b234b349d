import type { EnvironmentResponse } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors';
import type { CallOptions, Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import { invalid } from './errors';
import { limits } from './limits';
import { versionsOf } from './names';
import { functionArn, type SealedEnvironment, type VersionRecord } from './state';

// Environment variables are encrypted by the KMS key itself, which takes as much as they may have.
// Who configures the function encrypts and gives its role a grant; the role decrypts them. Source:
// Lambda Developer Guide, "Securing Lambda environment variables: Permissions on KMS keys" (read
// 2026-11): kms:Encrypt and kms:CreateGrant to configure a key, kms:Decrypt to view the variables.

export type Variables = Readonly<Record<string, string>>;

/** The key of a function that names none. */
const defaultKey = 'alias/aws/lambda';

/**
 * Names that the runtime keeps for itself. Source: Lambda Developer Guide, "Defined runtime
 * environment variables: Reserved" (read 2026-11).
 */
const reserved: ReadonlySet<string> = new Set([
  ...['_HANDLER', '_X_AMZN_TRACE_ID', 'AWS_DEFAULT_REGION', 'AWS_REGION', 'AWS_EXECUTION_ENV'],
  ...['AWS_LAMBDA_FUNCTION_NAME', 'AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
  ...['AWS_LAMBDA_FUNCTION_VERSION', 'AWS_LAMBDA_INITIALIZATION_TYPE'],
  ...['AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME'],
  ...['AWS_ACCESS_KEY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN'],
  ...['AWS_LAMBDA_RUNTIME_API', 'LAMBDA_TASK_ROOT', 'LAMBDA_RUNTIME_DIR'],
  ...['AWS_LAMBDA_MAX_CONCURRENCY', 'AWS_LAMBDA_METADATA_API', 'AWS_LAMBDA_METADATA_TOKEN'],
]);

type Owner = Pick<VersionRecord, 'account' | 'region' | 'FunctionName' | 'Role' | 'KMSKeyArn'>;

const encryptionContext = (of: Owner) => ({ 'aws:lambda:FunctionArn': functionArn(of) });

/** Throws InvalidParameterValueException for variables that no function can have. */
function check(variables: Variables): void {
  const taken = Object.keys(variables).filter((name) => reserved.has(name));
  if (taken.length > 0) {
    // Text: public bug reports against CreateFunction.
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${taken.join(', ')}`,
    );
  }
  const text = JSON.stringify(variables);
  if (new TextEncoder().encode(text).length > limits.environment) {
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${text}`,
    );
  }
}

/** Encrypts a function's variables in the caller's name, and lets its role decrypt them. */
export async function sealVariables(
  ctx: Context,
  owner: Owner,
  variables: Variables,
): Promise<SealedEnvironment> {
  check(variables);
  if (Object.keys(variables).length === 0) return {};
  const KeyId = await keyArnOf(ctx, owner);
  const EncryptionContext = encryptionContext(owner);
  const Plaintext = new TextEncoder().encode(JSON.stringify(variables));
  const sealed = await configure<{ CiphertextBlob: Uint8Array }>(ctx, 'Encrypt', {
    ...{ KeyId, Plaintext, EncryptionContext },
  });
  const grant = await configure<{ GrantId: string; GrantToken: string }>(ctx, 'CreateGrant', {
    ...{ KeyId, GranteePrincipal: owner.Role, Operations: ['Decrypt', 'RetireGrant'] },
    RetiringPrincipal: `lambda.${owner.region}.amazonaws.com`,
    Constraints: { EncryptionContextEquals: EncryptionContext },
  });
  return { ciphertext: sealed.CiphertextBlob, grant: { KeyId, ...grant } };
}

/** For `alias/aws/lambda`, describing it makes the key. */
async function keyArnOf(ctx: Context, { KMSKeyArn = defaultKey }: Owner): Promise<string> {
  const { KeyMetadata } = await configure<{ KeyMetadata: { Arn: string } }>(ctx, 'DescribeKey', {
    KeyId: KMSKeyArn,
  });
  return KeyMetadata.Arn;
}

async function configure<Output>(ctx: Context, operation: string, input: object): Promise<Output> {
  const answer = await unlessRefused(ctx.call('kms', operation, input));
  if (!(answer instanceof AwsError)) return answer as Output;
  // Text: public bug reports against CreateFunction, which name CreateGrant.
  throw invalid(
    `Lambda was unable to configure access to your environment variables because the KMS key is invalid for ${operation}. Please check your KMS key settings. KMS Exception: ${answer.code} KMS Message: ${answer.message}`,
  );
}

/**
 * Takes back the role's grant for a version that gets another or goes. Versions that were published
 * from it have the same one, which stays for as long as one of them needs it; one that is gone
 * already is no matter.
 */
export async function dropGrant(ctx: Context, version: VersionRecord): Promise<void> {
  const grant = version.environment?.grant;
  const isShared = versionsOf(ctx, version).some(
    ({ Version, environment }) =>
      Version !== version.Version && environment?.grant?.GrantId === grant?.GrantId,
  );
  if (grant === undefined || isShared) return;
  const { KeyId, GrantId } = grant;
  await unlessRefused(ctx.call('kms', 'RetireGrant', { KeyId, GrantId }, { as: 'service' }));
}

/**
 * The variables in the clear, in the name of whoever asks. Throws the KMS exceptions of the Lambda
 * API, whose texts are the API Reference's, Invoke, Errors; KMS's own are added as bug reports show.
 */
export async function openVariables(
  ctx: Context,
  owner: Owner & Pick<VersionRecord, 'environment'>,
  as: NonNullable<CallOptions['as']>,
): Promise<Variables> {
  const { ciphertext: CiphertextBlob, grant } = owner.environment ?? {};
  if (CiphertextBlob === undefined) return {};
  const GrantTokens = grant === undefined ? [] : [grant.GrantToken];
  const input = { CiphertextBlob, EncryptionContext: encryptionContext(owner), GrantTokens };
  const answer = await unlessRefused(ctx.call('kms', 'Decrypt', input, { as }));
  if (answer instanceof AwsError) throw refusedByKms(answer);
  const { Plaintext } = answer as { Plaintext: Uint8Array };
  return JSON.parse(new TextDecoder().decode(Plaintext)) as Variables;
}

function refusedByKms({ code, message }: AwsError): AwsError {
  const unable = 'Lambda was unable to decrypt the environment variables because';
  const settings = "Please check the function's KMS key settings.";
  const said = `KMS Exception: ${code} KMS Message: ${message}`;
  const refuse = (exception: string, why: string) =>
    new AwsError(exception, `${unable} ${why} ${settings} ${said}`, 502, { Type: 'Service' });
  switch (code) {
    case 'DisabledException':
      return refuse('KMSDisabledException', 'the KMS key used is disabled.');
    case 'KMSInvalidStateException':
      return refuse(
        'KMSInvalidStateException',
        'the state of the KMS key used is not valid for Decrypt.',
      );
    case 'NotFoundException':
      return refuse('KMSNotFoundException', 'the KMS key was not found.');
    default:
      return refuse('KMSAccessDeniedException', 'KMS access was denied.');
  }
}

/** The variables as a function's configuration shows them to the caller: or why it does not. */
export async function shownVariables(
  ctx: Context,
  version: VersionRecord,
): Promise<EnvironmentResponse | undefined> {
  if (version.environment === undefined) return undefined;
  try {
    return { Variables: await openVariables(ctx, version, 'caller') };
  } catch (error) {
    if (!(error instanceof AwsError) || !error.code.startsWith('KMS')) throw error;
    const ErrorCode =
      error.code === 'KMSAccessDeniedException' ? 'AccessDeniedException' : error.code;
    return { Error: { ErrorCode, Message: error.message } };
  }
}
