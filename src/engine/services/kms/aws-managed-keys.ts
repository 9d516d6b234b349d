import type { NamedPolicy } from '../../iam/index';
import type { Context } from '../../operation';
import { rotatedKeyMaterial } from './key-material';
import { beginLife } from './lifecycle';
import { limits } from './limits';
import { moveSchedule } from './rotating';
import {
  aliasArn,
  aliasesTable,
  keyAliasesTable,
  keyArn,
  keysTable,
  type KeyRecord,
} from './state';

/** What an AWS managed key protects, and the service by which alone it can be used. */
interface ManagedKeyFacts {
  readonly protects: string;
  readonly service: string;
  /** The first part of `kms:ViaService`, where it is not the alias's own name. */
  readonly host?: string;
}

/**
 * The predefined aliases, without `alias/aws/`. Source: AWS KMS Developer Guide, "AWS managed keys",
 * and each service's guide to encryption at rest (read 2026-11).
 */
const managedKeys: Readonly<Record<string, ManagedKeyFacts>> = {
  acm: { protects: 'ACM private keys', service: 'ACM' },
  backup: { protects: 'Backup data', service: 'Backup' },
  dynamodb: { protects: 'DynamoDB data', service: 'DynamoDB' },
  ebs: { protects: 'EBS volumes', service: 'EBS', host: 'ec2' },
  elasticfilesystem: { protects: 'EFS filesystems', service: 'EFS' },
  fsx: { protects: 'FSx resources', service: 'FSx' },
  glue: { protects: 'Glue data', service: 'Glue' },
  kinesis: { protects: 'Kinesis data', service: 'Kinesis' },
  lambda: { protects: 'Lambda functions', service: 'Lambda' },
  rds: { protects: 'RDS database volumes', service: 'RDS' },
  redshift: { protects: 'Redshift clusters', service: 'Redshift' },
  s3: { protects: 'S3 objects', service: 'S3' },
  secretsmanager: { protects: 'Secrets Manager data', service: 'AWS Secrets Manager' },
  sns: { protects: 'SNS data', service: 'SNS' },
  sqs: { protects: 'SQS messages', service: 'SQS' },
  ssm: { protects: 'SSM parameters', service: 'SSM' },
  xray: { protects: 'X-Ray traces', service: 'X-Ray' },
};

const prefix = 'alias/aws/';

/** The names of the predefined aliases, whether they have a key yet or not. */
export const predefinedAliases: readonly string[] = Object.keys(managedKeys).map(
  (name) => prefix + name,
);

const policies = new Map<string, NamedPolicy>();

/**
 * The key policy AWS gives an AWS managed key: everyone in the account may use it, but only through
 * the service; directly, the account's IAM policies may only let look at it.
 */
function managedKeyPolicy(name: string, facts: ManagedKeyFacts, account: string, region: string) {
  const known = `${name} ${account} ${region}`;
  let policy = policies.get(known);
  if (policy === undefined) {
    const { service, host = name } = facts;
    const document = JSON.stringify(
      {
        Version: '2012-10-17',
        Id: `auto-${name}-2`,
        Statement: [
          {
            Sid: `Allow access through ${service} for all principals in the account that are authorized to use ${service}`,
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: [
              'kms:Encrypt',
              'kms:Decrypt',
              'kms:ReEncrypt*',
              'kms:GenerateDataKey*',
              'kms:CreateGrant',
              'kms:DescribeKey',
            ],
            Resource: '*',
            Condition: {
              StringEquals: {
                'kms:CallerAccount': account,
                'kms:ViaService': `${host}.${region}.amazonaws.com`,
              },
            },
          },
          {
            Sid: 'Allow direct access to key metadata to the account',
            Effect: 'Allow',
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: ['kms:Describe*', 'kms:Get*', 'kms:List*', 'kms:RevokeGrant'],
            Resource: '*',
          },
        ],
      },
      null,
      2,
    );
    policies.set(known, (policy = { name: 'default', document }));
  }
  return policy;
}

/** The alias that a KeyId names in the caller's own account and Region: a name, or an ARN. */
function predefinedAlias(ctx: Context, keyId: string): string | undefined {
  const own = aliasArn(ctx.region, ctx.caller.account, '');
  const name = keyId.startsWith(own) ? keyId.slice(own.length) : keyId;
  return name.startsWith(prefix) && Object.hasOwn(managedKeys, name.slice(prefix.length))
    ? name
    : undefined;
}

/**
 * Sees to it that a predefined alias has its AWS managed key: the first DescribeKey of it, by a
 * principal or by the service itself, has KMS create the key. Other names are left alone.
 */
export function ensureAwsManagedKey(ctx: Context, keyId: string): void {
  const AliasName = predefinedAlias(ctx, keyId);
  if (AliasName === undefined) return;
  const { region } = ctx;
  const { account } = ctx.caller;
  const AliasArn = aliasArn(region, account, AliasName);
  if (ctx.get(aliasesTable, AliasArn) !== undefined) return;
  const name = AliasName.slice(prefix.length);
  const facts = managedKeys[name];
  if (facts === undefined) return;
  const KeyId = ctx.random.uuid();
  const Arn = keyArn(region, account, KeyId);
  const key: KeyRecord = {
    ...{ Arn, KeyId, AWSAccountId: account, CreationDate: ctx.now, KeyManager: 'AWS' },
    Description: `Default key that protects my ${facts.protects} when no other key is defined`,
    ...{ KeySpec: 'SYMMETRIC_DEFAULT', KeyUsage: 'ENCRYPT_DECRYPT' },
    ...{ MultiRegion: false, Origin: 'AWS_KMS', tags: {} },
    policy: managedKeyPolicy(name, facts, account, region),
    ...beginLife(ctx, Arn, { type: 'CreateKey', awaitsImport: false }),
    material: rotatedKeyMaterial(ctx.random),
  };
  const event = {
    type: 'EnableKeyRotation',
    RotationPeriodInDays: limits.awsManagedRotationPeriod,
  } as const;
  ctx.put(keysTable, Arn, { ...key, rotation: moveSchedule(ctx, key, event) });
  const times = { CreationDate: ctx.now, LastUpdatedDate: ctx.now };
  ctx.put(aliasesTable, AliasArn, { AliasName, AliasArn, targetKeyArn: Arn, ...times });
  ctx.put(keyAliasesTable, `${Arn}|${AliasName}`, { AliasArn });
}
