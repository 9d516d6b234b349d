import type { Parameter } from '@aws-sdk/client-ssm';
import { AwsError } from '../../errors';
import type { Context } from '../../operation';
import { references as errors } from './errors';
import type { ParameterReference } from './names';

const prefix = '/aws/reference/secretsmanager/';

/** Whether a name is that of a secret of AWS Secrets Manager. */
export function isSecretReference(path: string): boolean {
  return path.startsWith(prefix);
}

/**
 * Reads a secret as if it were a parameter: whoever asks needs the permissions of both services. A
 * selector is a version's ID or staging label. Source: Systems Manager User Guide, "Referencing AWS
 * Secrets Manager secrets from Parameter Store parameters".
 */
export async function readSecret(
  ctx: Context,
  { path, selector }: ParameterReference,
  withDecryption: boolean,
): Promise<Parameter> {
  if (!withDecryption) throw errors.decryptionRequired();
  const version = selector?.slice(1);
  const isId = version !== undefined && /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(version);
  const secret = await getSecret(ctx, path, {
    SecretId: path.slice(prefix.length),
    ...(version === undefined ? {} : isId ? { VersionId: version } : { VersionStage: version }),
  });
  const { ARN, Name, CreatedDate, SecretString, VersionId, VersionStages } = secret;
  if (SecretString === undefined) throw errors.noString();
  return {
    ...{ Name: path, Type: 'SecureString', Value: SecretString, Version: 0 },
    ...(selector === undefined ? {} : { Selector: selector }),
    SourceResult: JSON.stringify({
      ...{ ARN, name: Name, versionId: VersionId, secretString: SecretString },
      ...{ versionStages: VersionStages, createdDate: CreatedDate && CreatedDate.getTime() / 1000 },
    }),
    ...(CreatedDate === undefined ? {} : { LastModifiedDate: CreatedDate }),
    ...(ARN === undefined ? {} : { ARN }),
    DataType: 'text',
  };
}

/** What is read of the answer to GetSecretValue. */
interface SecretValue {
  readonly ARN?: string;
  readonly Name?: string;
  readonly CreatedDate?: Date;
  readonly SecretString?: string;
  readonly VersionId?: string;
  readonly VersionStages?: readonly string[];
}

async function getSecret(ctx: Context, path: string, input: object): Promise<SecretValue> {
  try {
    const output = await ctx.call('secretsmanager', 'GetSecretValue', input);
    return output as SecretValue;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw error.code === 'ResourceNotFoundException' ? errors.secretNotFound(path) : error;
  }
}
