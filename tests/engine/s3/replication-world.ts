import type { Credentials } from '../../../src/engine/operation';
import type { Step } from '../../../src/engine/trace';
import { account, otherAccount, s3World } from './world';

export const source = 'reports';
export const destination = 'copies';
export const there = { region: 'eu-west-1' };
export const RoleArn = `arn:aws:iam::${account}:role/replication`;
const statement = (Action: string | readonly string[], Resource: string, more: object = {}) => ({
  ...{ Effect: 'Allow', Action, Resource, ...more },
});

/** What the documented role of a replication may do, but for KMS keys. */
export const standardPermissions = [
  statement(['s3:GetReplicationConfiguration', 's3:ListBucket'], `arn:aws:s3:::${source}`),
  statement(
    [
      ...['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl'],
      ...['s3:GetObjectVersionTagging', 's3:GetObjectRetention', 's3:GetObjectLegalHold'],
    ],
    `arn:aws:s3:::${source}/*`,
  ),
  statement(
    ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
    `arn:aws:s3:::${destination}/*`,
  ),
];

/** Through which Region's S3, and for what, the role may use a key. */
export const viaS3 = (Action: string | string[], region: string, arn: string) =>
  statement(Action, '*', {
    Condition: {
      StringEquals: { 'kms:ViaService': `s3.${region}.amazonaws.com` },
      StringLike: { 'kms:EncryptionContext:aws:s3:arn': arn },
    },
  });

interface Options {
  /** Of the destination. */
  readonly region?: string;
  readonly lock?: boolean;
  readonly foreign?: boolean;
}

/** Two versioned buckets, and a role that may replicate from the first to the second. */
export async function replicationWorld({
  region = there.region,
  lock = false,
  foreign = false,
}: Options = {}) {
  const world = await s3World();
  const { send, engine, s3 } = world;
  const at: { region: string; credentials?: Credentials } = { region };
  if (foreign) {
    const admin = `arn:aws:iam::${otherAccount}:role/OrganizationAccountAccessRole`;
    at.credentials = await world.assume(admin);
  }
  await s3('DeleteBucket');
  const locked = lock ? { ObjectLockEnabledForBucket: true } : {};
  await s3('CreateBucket', locked);
  const place = region === 'us-east-1' ? {} : locationOf(region);
  const atDestination = <Output = Record<string, unknown>>(operation: string, input: object = {}) =>
    send<Output>('s3', operation, { Bucket: destination, ...input }, at);
  await atDestination('CreateBucket', { ...place, ...locked });
  await s3('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
  await atDestination('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } });
  await send('iam', 'CreateRole', {
    RoleName: 'replication',
    AssumeRolePolicyDocument: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          ...{ Effect: 'Allow', Action: 'sts:AssumeRole' },
          Principal: { Service: 's3.amazonaws.com' },
        },
      ],
    }),
  });
  /** Replaces what the role may do. */
  const permit = (...Statement: object[]) =>
    send('iam', 'PutRolePolicy', {
      ...{ RoleName: 'replication', PolicyName: 'replication' },
      PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement }),
    });
  await permit(...standardPermissions);
  const rules = (...Rules: object[]) =>
    s3('PutBucketReplication', { ReplicationConfiguration: { Role: RoleArn, Rules } });
  /** Lets a minute pass, and answers what was done in it. */
  const later = async () => {
    const steps: Step[] = [];
    const stop = engine.observe((happening) => steps.push(...happening.steps));
    await engine.advanceTo(engine.now + 60_000);
    stop();
    return steps;
  };
  const status = async (Key: string, input: object = {}) =>
    (await s3<{ ReplicationStatus?: string }>('HeadObject', { Key, ...input })).ReplicationStatus;
  const keyIn = async (where: string) =>
    (
      await send<{ KeyMetadata: { Arn: string; KeyId: string } }>(
        ...(['kms', 'CreateKey', {}, { ...(where === region ? at : {}), region: where }] as const),
      )
    ).KeyMetadata;
  return { ...world, atDestination, permit, rules, later, status, keyIn, at };
}

const locationOf = (LocationConstraint: string) => ({
  CreateBucketConfiguration: { LocationConstraint },
});

/** A rule for everything, of the current schema. */
export const rule = (more: { Destination?: object; [member: string]: unknown } = {}) => ({
  ...{ ID: 'all', Status: 'Enabled', Priority: 1, Filter: {} },
  DeleteMarkerReplication: { Status: 'Disabled' },
  ...more,
  Destination: { Bucket: `arn:aws:s3:::${destination}`, ...more.Destination },
});

/** A rule that selects what is under KMS keys, and has a key for the replicas. */
export const kmsRule = (ReplicaKmsKeyID: string, more: object = {}) =>
  rule({
    ...more,
    SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } },
    Destination: { EncryptionConfiguration: { ReplicaKmsKeyID } },
  });
