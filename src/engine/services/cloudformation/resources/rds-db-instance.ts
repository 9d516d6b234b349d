import type { DBInstance } from '@aws-sdk/client-rds';
import { AwsError } from '../../../errors';
import { unlessRefused } from '../../../refusals';
import type { Made, ResourceHandler, Work } from './handler';
import type { Values } from '../template/value';
import { flag, given, map, number, text } from './read-properties';
import { tagList } from './tags';

interface Described {
  readonly DBInstances: readonly DBInstance[];
}

const changing = ['AllocatedStorage', 'BackupRetentionPeriod', 'DBInstanceClass'];
const fixed = [
  ...['AvailabilityZone', 'DBInstanceIdentifier', 'DBName', 'DBSnapshotIdentifier', 'Engine'],
  ...['EngineVersion', 'KmsKeyId', 'MasterUsername', 'Port', 'StorageEncrypted'],
];

/** Source: AWS CloudFormation Template Reference, AWS::RDS::DBInstance. */
export const rdsDbInstance: ResourceHandler = {
  type: 'AWS::RDS::DBInstance',
  properties: [
    ...[...changing, ...fixed, 'DeletionProtection', 'ManageMasterUserPassword'],
    ...['MasterUserPassword', 'MasterUserSecret', 'Tags'],
  ],
  replacedBy: fixed,
  attributes: [
    ...['DBInstanceArn', 'DbiResourceId', 'Endpoint.Address', 'Endpoint.Port'],
    'MasterUserSecret.SecretArn',
  ],
  // Source: User Guide, "DeletionPolicy attribute".
  deletionPolicy: 'Snapshot',
  async create(work) {
    const { properties } = work;
    const id =
      text(properties, 'DBInstanceIdentifier') ?? work.newName({ max: 63, lowerCase: true });
    const snapshot = text(properties, 'DBSnapshotIdentifier');
    const common = {
      ...{ DBInstanceIdentifier: id, Tags: tagList(work) },
      ...given('AvailabilityZone', text(properties, 'AvailabilityZone')),
      ...given('DBInstanceClass', text(properties, 'DBInstanceClass')),
      ...given('DeletionProtection', flag(properties, 'DeletionProtection')),
      ...given('Engine', text(properties, 'Engine')),
      ...given('Port', number(properties, 'Port')),
    };
    if (snapshot !== undefined) {
      await work.call('rds', 'RestoreDBInstanceFromDBSnapshot', {
        ...{ ...common, DBSnapshotIdentifier: snapshot },
      });
      return { PhysicalResourceId: id };
    }
    await work.call('rds', 'CreateDBInstance', {
      ...common,
      ...given('AllocatedStorage', number(properties, 'AllocatedStorage')),
      ...given('BackupRetentionPeriod', number(properties, 'BackupRetentionPeriod')),
      ...given('DBName', text(properties, 'DBName')),
      ...given('EngineVersion', text(properties, 'EngineVersion')),
      ...given('KmsKeyId', text(properties, 'KmsKeyId')),
      ...masterSecret(properties),
      ...given('MasterUserPassword', text(properties, 'MasterUserPassword')),
      ...given('MasterUsername', text(properties, 'MasterUsername')),
      ...given('StorageEncrypted', flag(properties, 'StorageEncrypted')),
    });
    return { PhysicalResourceId: id };
  },
  async update({ call, properties, written }, before) {
    const password = text(properties, 'MasterUserPassword');
    const isNewPassword =
      text(written, 'MasterUserPassword') !== text(before.properties, 'MasterUserPassword');
    const manages = flag(properties, 'ManageMasterUserPassword') ?? false;
    const managed = flag(before.properties, 'ManageMasterUserPassword') ?? false;
    await call('rds', 'ModifyDBInstance', {
      ...{ DBInstanceIdentifier: before.PhysicalResourceId, ApplyImmediately: true },
      ...given('AllocatedStorage', number(properties, 'AllocatedStorage')),
      ...given('BackupRetentionPeriod', number(properties, 'BackupRetentionPeriod')),
      ...given('DBInstanceClass', text(properties, 'DBInstanceClass')),
      ...given('DeletionProtection', flag(properties, 'DeletionProtection')),
      ...(manages === managed
        ? {}
        : masterSecret({ ManageMasterUserPassword: false, ...properties })),
      ...given('MasterUserPassword', isNewPassword ? password : undefined),
    });
    return before;
  },
  async delete({ call, ...work }, { PhysicalResourceId }, keepsSnapshot) {
    const snapshot = `${work.newName({ max: 240 })}`.replaceAll(/-{2,}/g, '-');
    await call('rds', 'DeleteDBInstance', {
      DBInstanceIdentifier: PhysicalResourceId,
      ...(keepsSnapshot
        ? { SkipFinalSnapshot: false, FinalDBSnapshotIdentifier: snapshot }
        : { SkipFinalSnapshot: true }),
    });
  },
  async ready(work, { PhysicalResourceId }): Promise<Made | undefined> {
    const instance = await find(work, PhysicalResourceId);
    if (instance instanceof AwsError) throw instance;
    if (instance?.DBInstanceStatus !== 'available') return undefined;
    const { Endpoint, DBInstanceArn = '', DbiResourceId = '', MasterUserSecret } = instance;
    return {
      PhysicalResourceId,
      attributes: {
        ...{ DBInstanceArn, DbiResourceId },
        'Endpoint.Address': Endpoint?.Address ?? '',
        'Endpoint.Port': String(Endpoint?.Port ?? ''),
        ...given('MasterUserSecret.SecretArn', MasterUserSecret?.SecretArn),
      },
    };
  },
  async gone(work, { PhysicalResourceId }) {
    const instance = await find(work, PhysicalResourceId);
    if (!(instance instanceof AwsError)) return instance === undefined;
    if (instance.code !== 'DBInstanceNotFound') throw instance;
    return true;
  },
};

/** What says that RDS makes the master user's password and keeps it in a secret. */
function masterSecret(properties: Values) {
  const secret = map(properties, 'MasterUserSecret') ?? {};
  return {
    ...given('ManageMasterUserPassword', flag(properties, 'ManageMasterUserPassword')),
    ...given('MasterUserSecretKmsKeyId', text(secret, 'KmsKeyId')),
  };
}

async function find({ call }: Work, DBInstanceIdentifier: string) {
  const answer = await unlessRefused(
    call<Described>('rds', 'DescribeDBInstances', { DBInstanceIdentifier }),
  );
  return answer instanceof AwsError ? answer : answer.DBInstances[0];
}
