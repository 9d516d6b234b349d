import * as rds from '@aws-sdk/client-rds';
import { afterAll, describe, expect, test } from 'vitest';
import { rds as service } from '../../src/engine/services/rds/index';
import { allPages, expectAllOf, sdkWorld, type SdkWorld, type Story } from './clients';

const called = new Set<string>();

afterAll(() => expectAllOf(service, called));

const client = (world: SdkWorld, region?: string) =>
  new rds.RDSClient(world.config(world.admin, region));

const minutes = (count: number) => count * 60_000;

async function available(world: SdkWorld, input: Partial<rds.CreateDBInstanceCommandInput> = {}) {
  const db = client(world);
  await db.send(
    new rds.CreateDBInstanceCommand({
      ...{ DBInstanceIdentifier: 'app', DBInstanceClass: 'db.t3.micro', Engine: 'postgres' },
      ...{ MasterUsername: 'admin', MasterUserPassword: 'correct-horse', AllocatedStorage: 20 },
      Tags: [{ Key: 'stage', Value: 'test' }],
      ...input,
    }),
  );
  await world.engine.advanceTo(world.engine.now + minutes(2));
  return db;
}

const stories: readonly Story[] = [
  [
    'an instance is created, waited for, changed and deleted',
    async (world) => {
      const db = await available(world, { StorageEncrypted: true });
      await rds.waitUntilDBInstanceAvailable(
        { client: db, maxWaitTime: 60 },
        { DBInstanceIdentifier: 'app' },
      );
      const { items } = await allPages(
        rds.paginateDescribeDBInstances({ client: db }, {}),
        'DBInstances',
      );
      const [instance] = items as rds.DBInstance[];
      expect(instance).toMatchObject({
        ...{ DBInstanceStatus: 'available', StorageEncrypted: true, Endpoint: { Port: 5432 } },
        TagList: [{ Key: 'stage', Value: 'test' }],
      });
      expect(instance?.InstanceCreateTime).toBeInstanceOf(Date);
      const change = { DBInstanceIdentifier: 'app', MasterUserPassword: 'another-one' };
      const { DBInstance } = await db.send(new rds.ModifyDBInstanceCommand(change));
      expect(DBInstance?.PendingModifiedValues).toEqual({ MasterUserPassword: '****' });
      await world.engine.advanceTo(world.engine.now + minutes(1));
      const gone = { DBInstanceIdentifier: 'app', SkipFinalSnapshot: true };
      const deleted = await db.send(new rds.DeleteDBInstanceCommand(gone));
      expect(deleted.DBInstance?.DBInstanceStatus).toBe('deleting');
      await world.engine.advanceTo(world.engine.now + minutes(1));
      await expect(
        db.send(new rds.DescribeDBInstancesCommand({ DBInstanceIdentifier: 'app' })),
      ).rejects.toBeInstanceOf(rds.DBInstanceNotFoundFault);
    },
  ],
  [
    'a snapshot is taken, shared, copied to another Region and restored there',
    async (world) => {
      const key = await world.createKey();
      const destination = await world.createKey({}, { region: 'eu-west-1' });
      const db = await available(world, { KmsKeyId: key.Arn });
      const DBSnapshotIdentifier = 'backup';
      const taken = await db.send(
        new rds.CreateDBSnapshotCommand({ DBSnapshotIdentifier, DBInstanceIdentifier: 'app' }),
      );
      expect(taken.DBSnapshot).toMatchObject({ Status: 'creating', Encrypted: true });
      await world.engine.advanceTo(world.engine.now + minutes(1));
      const AttributeName = 'restore';
      await db.send(
        new rds.ModifyDBSnapshotAttributeCommand({
          ...{ DBSnapshotIdentifier, AttributeName, ValuesToAdd: ['210987654321'] },
        }),
      );
      const { DBSnapshotAttributesResult } = await db.send(
        new rds.DescribeDBSnapshotAttributesCommand({ DBSnapshotIdentifier }),
      );
      expect(DBSnapshotAttributesResult?.DBSnapshotAttributes).toEqual([
        { AttributeName, AttributeValues: ['210987654321'] },
      ]);
      const there = client(world, 'eu-west-1');
      const { DBSnapshot } = await there.send(
        new rds.CopyDBSnapshotCommand({
          ...{
            SourceDBSnapshotIdentifier: taken.DBSnapshot?.DBSnapshotArn,
            SourceRegion: 'us-east-1',
          },
          ...{ TargetDBSnapshotIdentifier: 'copy', KmsKeyId: destination.Arn },
        }),
      );
      expect(DBSnapshot).toMatchObject({ KmsKeyId: destination.Arn, SourceRegion: 'us-east-1' });
      await world.engine.advanceTo(world.engine.now + minutes(1));
      const copies = rds.paginateDescribeDBSnapshots({ client: there }, {});
      expect((await allPages(copies, 'DBSnapshots')).items).toMatchObject([
        { Status: 'available' },
      ]);
      const { DBInstance } = await there.send(
        new rds.RestoreDBInstanceFromDBSnapshotCommand({
          ...{ DBSnapshotIdentifier: 'copy', DBInstanceIdentifier: 'restored' },
        }),
      );
      expect(DBInstance?.KmsKeyId).toBe(destination.Arn);
      await db.send(new rds.DeleteDBSnapshotCommand({ DBSnapshotIdentifier }));
    },
  ],
  [
    'refusals come as the client’s own exceptions',
    async (world) => {
      const db = client(world);
      const input = { DBSnapshotIdentifier: 'none' };
      await expect(db.send(new rds.DescribeDBSnapshotsCommand(input))).rejects.toMatchObject({
        ...{ name: 'DBSnapshotNotFoundFault', message: 'DBSnapshot none not found.' },
        $metadata: { httpStatusCode: 404 },
      });
      const KmsKeyId = 'alias/none';
      await expect(available(world, { StorageEncrypted: true, KmsKeyId })).rejects.toBeInstanceOf(
        rds.KMSKeyNotAccessibleFault,
      );
    },
  ],
];

describe('the RDS client of the AWS SDK', () => {
  test.each(stories)('%s', async (_, tell) => {
    const world = sdkWorld();
    await tell(world);
    for (const operation of world.called) called.add(operation);
  });
});
