import { AwsError } from '../../errors';
import type { NamedPolicy } from '../../iam/index';
import type { CallOptions, Context } from '../../operation';
import { unlessRefused } from '../../refusals';
import { makePassword } from '../secrets-manager/random-password';
import { connect, setPassword } from './database';
import { keyNotAccessible, masterSecrets as errors } from './errors';
import { verifierOf } from './passwords';
import { arnOfInstance, type InstanceRecord, type MasterSecret } from './state';

// Source of this file: Amazon RDS User Guide, "Password management with Amazon RDS and AWS Secrets
// Manager", and Secrets Manager User Guide, "Managed rotation" (read 2026-11).

/** What RDS's engines do not take in a password: `/`, `"`, `@` and space. Length: this model's. */
const form = { PasswordLength: 28, ExcludeCharacters: '/"@\'\\' } as const;

/** A password as RDS makes it for a master user. */
export function newMasterPassword(ctx: Pick<Context, 'random'>): string {
  return makePassword(ctx.random, form);
}

const valueOf = (username: string, password: string) => JSON.stringify({ username, password });

/** Puts a master user's password into a new secret, in the caller's name. */
export async function createMasterSecret(
  ctx: Context,
  { arn, MasterUsername }: { readonly arn: string; readonly MasterUsername: string },
  password: string,
  KmsKeyId: string | undefined,
): Promise<MasterSecret> {
  const created = ctx.call('secretsmanager', 'CreateSecret', {
    ...{ Name: `rds!db-${ctx.random.uuid()}`, ClientRequestToken: ctx.random.uuid() },
    ...(KmsKeyId === undefined ? {} : { KmsKeyId }),
    Description: `Secret associated with primary RDS DB instance: ${arn}`,
    SecretString: valueOf(MasterUsername, password),
    Tags: [
      { Key: 'aws:rds:primaryDBInstanceArn', Value: arn },
      { Key: 'aws:secretsmanager:owningService', Value: 'rds' },
    ],
  });
  const answer = await unlessRefused(created);
  if (answer instanceof AwsError) {
    const isOfKey = answer.code === 'EncryptionFailure' || answer.code === 'DecryptionFailure';
    throw isOfKey ? keyNotAccessible('Specified', KmsKeyId ?? '') : answer;
  }
  const { ARN: SecretArn } = answer as { readonly ARN: string };
  return { SecretArn, ...(KmsKeyId === undefined ? {} : { KmsKeyId }) };
}

const trusted = new Map<string, NamedPolicy>();

/** Lets Secrets Manager have a secret's own DB instance rotate its password. */
export function rotationPolicy({ SecretArn }: MasterSecret): NamedPolicy {
  let policy = trusted.get(SecretArn);
  if (policy === undefined) {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        ...{ Effect: 'Allow', Action: 'rds:ModifyDBInstance', Resource: '*' },
        Principal: { Service: 'secretsmanager.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': SecretArn } },
      },
    });
    trusted.set(SecretArn, (policy = { name: 'managed secret', document }));
  }
  return policy;
}

interface Description {
  readonly VersionIdsToStages?: Readonly<Record<string, readonly string[]>>;
}

/** RDS at work for a DB instance, in its own name. */
function secretsManager<Output>(
  ctx: Context,
  instance: InstanceRecord,
  operation: string,
  input: object,
): Promise<Output> {
  const source = { arn: arnOfInstance(instance), account: instance.account };
  const options: CallOptions = { as: 'service', source };
  return ctx.call('secretsmanager', operation, input, options) as Promise<Output>;
}

/**
 * Gives the master user a new password, in the database and in the secret: what Secrets Manager asks
 * of RDS when a managed rotation is due. The database is tested before the secret is current.
 */
export async function rotateMasterPassword(
  ctx: Context,
  instance: InstanceRecord,
  { SecretArn: SecretId }: MasterSecret,
): Promise<void> {
  const ask = <Output>(operation: string, input: object) =>
    secretsManager<Output>(ctx, instance, operation, { SecretId, ...input });
  const { VersionIdsToStages = {} } = await ask<Description>('DescribeSecret', {});
  const versionWith = (label: string) =>
    Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes(label));
  const ClientRequestToken = versionWith('AWSPENDING');
  if (ClientRequestToken === undefined) throw errors.notPending();
  const { MasterUsername: username, Address: host } = instance;
  const password = await pendingPassword(ask, username, ClientRequestToken, ctx);
  await setPassword(ctx, instance, username, await verifierOf(password, ctx.random));
  await connect(ctx, { host, username, password });
  await ask('UpdateSecretVersionStage', {
    ...{ VersionStage: 'AWSCURRENT', MoveToVersionId: ClientRequestToken },
    RemoveFromVersionId: versionWith('AWSCURRENT'),
  });
}

type Ask = <Output>(operation: string, input: object) => Promise<Output>;

/** Puts a new password into the pending version; one that an attempt before this put there stays. */
async function pendingPassword(
  ask: Ask,
  username: string,
  ClientRequestToken: string,
  ctx: Context,
): Promise<string> {
  const password = newMasterPassword(ctx);
  const SecretString = valueOf(username, password);
  const VersionStages = ['AWSPENDING'];
  try {
    await ask('PutSecretValue', { ClientRequestToken, SecretString, VersionStages });
    return password;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ResourceExistsException') throw error;
    const there = await ask<{ readonly SecretString: string }>('GetSecretValue', {
      VersionId: ClientRequestToken,
    });
    return (JSON.parse(there.SecretString) as { readonly password: string }).password;
  }
}

/** Deletes the secret of a master user whose password RDS manages no more. */
export async function deleteMasterSecret(
  ctx: Context,
  instance: InstanceRecord,
  { SecretArn: SecretId }: MasterSecret,
): Promise<void> {
  const input = { SecretId, ForceDeleteWithoutRecovery: true };
  try {
    await secretsManager(ctx, instance, 'DeleteSecret', input);
  } catch (error) {
    // Somebody has deleted it already.
    if (!(error instanceof AwsError) || error.code !== 'ResourceNotFoundException') throw error;
  }
}
