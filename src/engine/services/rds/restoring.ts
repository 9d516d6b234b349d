import type {
  RestoreDBInstanceFromDBSnapshotMessage,
  RestoreDBInstanceFromDBSnapshotResult,
} from '@aws-sdk/client-rds';
import { AwsError } from '../../errors';
import type { Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { grantReading } from './encryption';
import { keyNotAccessible, notModelled, required, snapshots as errors } from './errors';
import { identifier } from './identifiers';
import { addInstance, describeInstance, newInstanceArn } from './instances';
import { openDataKey, retireGrant } from './kms';
import { findUsableSnapshot } from './lookup';
import { snapshotPermission } from './snapshots';
import { arnOfSnapshot, instanceArn, type SnapshotRecord } from './state';
import { open, stored } from './storage';
import { requestTagKeys, tagsFrom } from './tags';

/** Source: RDS User Guide, "Restoring to a DB instance": the class it has where none is named. */
const defaultClass = 'db.m5.large';

/**
 * A new DB instance with the users and passwords of a snapshot, encrypted under the snapshot's KMS
 * key: RestoreDBInstanceFromDBSnapshot takes no other.
 */
export const RestoreDBInstanceFromDBSnapshot: Operation<
  RestoreDBInstanceFromDBSnapshotMessage,
  RestoreDBInstanceFromDBSnapshotResult,
  SnapshotRecord
> = {
  target({ DBSnapshotIdentifier, DBClusterSnapshotIdentifier }, ctx) {
    if (DBClusterSnapshotIdentifier !== undefined) throw notModelled('Amazon Aurora');
    if (DBSnapshotIdentifier === undefined) throw required('DBSnapshotIdentifier');
    return findUsableSnapshot(ctx, DBSnapshotIdentifier);
  },
  permissions({ DBInstanceIdentifier, Tags }, snapshot, ctx) {
    const action = 'rds:RestoreDBInstanceFromDBSnapshot';
    const id = identifier(DBInstanceIdentifier, 'DBInstanceIdentifier');
    const resource = instanceArn(ctx.region, ctx.caller.account, id);
    return [
      { action, resource, context: requestTagKeys(Tags) },
      snapshotPermission(action, snapshot, ctx.caller.account),
    ];
  },
  async handle(input, ctx, snapshot) {
    const { status, encryption, DBSnapshotIdentifier } = snapshot;
    const id = identifier(input.DBInstanceIdentifier, 'DBInstanceIdentifier');
    newInstanceArn(ctx, id);
    if (status !== 'available') throw errors.notAvailable(DBSnapshotIdentifier);
    const arn = arnOfSnapshot(snapshot);
    let dataKey: Uint8Array | undefined;
    if (encryption !== undefined) {
      const grant = await grantReading(ctx, encryption, ctx.region);
      const source = { arn, account: ctx.caller.account };
      const opened = await unlessRefused(openDataKey(ctx, grant, encryption, source));
      if (opened instanceof AwsError) throw keyNotAccessible('Specified', encryption.KmsKeyId);
      dataKey = opened;
      await retireGrant(ctx, grant);
    }
    const contents = await open(stored(ctx, arn), dataKey);
    const { Engine, EngineVersion, MasterUsername, AllocatedStorage, Port } = snapshot;
    const restored = await addInstance(
      ctx,
      {
        ...{ DBInstanceIdentifier: id, Engine, EngineVersion, MasterUsername, AllocatedStorage },
        ...{ Port: input.Port ?? Port, DBInstanceClass: input.DBInstanceClass ?? defaultClass },
        AvailabilityZone: input.AvailabilityZone ?? `${ctx.region}a`,
        DeletionProtection: input.DeletionProtection ?? false,
        ...{ BackupRetentionPeriod: 1, tags: tagsFrom(input.Tags) },
      },
      contents,
      encryption?.KmsKeyId,
    );
    return { DBInstance: describeInstance(restored) };
  },
};
