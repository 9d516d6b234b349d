import type {
  CreateDBSnapshotMessage,
  CreateDBSnapshotResult,
  DBSnapshot,
  DBSnapshotMessage,
  DeleteDBSnapshotMessage,
  DeleteDBSnapshotResult,
  DescribeDBSnapshotsMessage,
} from '@aws-sdk/client-rds';
import { parseArn } from '../../arn';
import type { Tags } from '../../iam/index';
import type { Context, Operation } from '../../operation';
import { copyDuration } from '../ec2/snapshot-copy.machine';
import { durations } from './durations';
import { instances, snapshots as errors } from './errors';
import { identifier } from './identifiers';
import { matchesFilters, page } from './listing';
import { findInstance, findOwnSnapshot, findUsableSnapshot, mayUse } from './lookup';
import {
  arnOfInstance,
  arnOfSnapshot,
  snapshotArn,
  snapshotsTable,
  storageTable,
  type InstanceRecord,
  type SnapshotRecord,
} from './state';
import { stored } from './storage';
import { requestTagKeys, shownTags, tagKeys, tagsFrom } from './tags';

function percentOf({ status, copy, SnapshotCreateTime }: SnapshotRecord, now: number): number {
  if (status === 'available') return 100;
  const whole = copy === undefined ? durations.snapshot : copyDuration(copy.context);
  return Math.min(99, Math.floor((100 * (now - SnapshotCreateTime)) / whole));
}

/** A DB snapshot as answers show it; to other accounts only its ARN is its name. */
export function describeSnapshot(
  snapshot: SnapshotRecord,
  now: number,
  account: string,
): DBSnapshot {
  const { encryption, copy, tags } = snapshot;
  const arn = arnOfSnapshot(snapshot);
  const isOwn = snapshot.account === account;
  return {
    DBSnapshotIdentifier: isOwn ? snapshot.DBSnapshotIdentifier : arn,
    ...{ DBSnapshotArn: arn, DBInstanceIdentifier: snapshot.DBInstanceIdentifier },
    ...{ DbiResourceId: snapshot.DbiResourceId, Status: snapshot.status },
    ...{ Engine: snapshot.Engine, EngineVersion: snapshot.EngineVersion, Port: snapshot.Port },
    ...{ MasterUsername: snapshot.MasterUsername, AllocatedStorage: snapshot.AllocatedStorage },
    ...{ AvailabilityZone: snapshot.AvailabilityZone, StorageType: 'gp2' },
    SnapshotType: isOwn ? 'manual' : snapshot.sharedWith.includes('all') ? 'public' : 'shared',
    SnapshotCreateTime: new Date(snapshot.SnapshotCreateTime),
    InstanceCreateTime: new Date(snapshot.InstanceCreateTime),
    PercentProgress: percentOf(snapshot, now),
    Encrypted: encryption !== undefined,
    ...(encryption === undefined ? {} : { KmsKeyId: encryption.KmsKeyId }),
    ...(copy === undefined
      ? {}
      : {
          SourceDBSnapshotIdentifier: copy.source,
          SourceRegion: parseArn(copy.source)?.region ?? '',
        }),
    TagList: shownTags(tags),
  };
}

/** Throws DBSnapshotAlreadyExists; the ARN that a new DB snapshot gets. */
export function newSnapshotArn(ctx: Context, id: string): string {
  const arn = snapshotArn(ctx.region, ctx.caller.account, id);
  if (ctx.get(snapshotsTable, arn) !== undefined) throw errors.exists(id);
  return arn;
}

/** Takes a snapshot: the storage of this moment, as it lies there, under the instance's data key. */
export function takeSnapshot(
  ctx: Context,
  instance: InstanceRecord,
  name: string | undefined,
  tags: Tags,
): SnapshotRecord {
  const DBSnapshotIdentifier = identifier(name, 'DBSnapshotIdentifier');
  const arn = newSnapshotArn(ctx, DBSnapshotIdentifier);
  const { encryption } = instance;
  const snapshot: SnapshotRecord = {
    ...{ DBSnapshotIdentifier, DbiResourceId: instance.DbiResourceId, tags, sharedWith: [] },
    ...{ DBInstanceIdentifier: instance.DBInstanceIdentifier, account: instance.account },
    ...{ region: instance.region, Engine: instance.Engine, EngineVersion: instance.EngineVersion },
    ...{ MasterUsername: instance.MasterUsername, AllocatedStorage: instance.AllocatedStorage },
    ...{ Port: instance.Port, InstanceCreateTime: instance.InstanceCreateTime },
    ...{ AvailabilityZone: instance.AvailabilityZone, SnapshotCreateTime: ctx.now },
    status: 'creating',
    ...(encryption === undefined ? {} : { encryption }),
  };
  ctx.put(snapshotsTable, arn, snapshot);
  ctx.put(storageTable, arn, stored(ctx, arnOfInstance(instance)));
  const at = ctx.now + durations.snapshot;
  ctx.setTimer({ id: `${arn}|snapshot`, at, kind: 'snapshot', payload: { arn } });
  return snapshot;
}

/** The timer of a snapshot: it is there. */
export function snapshot({ arn }: { readonly arn: string }, ctx: Context): void {
  const made = ctx.get(snapshotsTable, arn);
  if (made !== undefined) ctx.put(snapshotsTable, arn, { ...made, status: 'available' });
}

export const CreateDBSnapshot: Operation<
  CreateDBSnapshotMessage,
  CreateDBSnapshotResult,
  InstanceRecord
> = {
  target: ({ DBInstanceIdentifier }, ctx) => findInstance(ctx, DBInstanceIdentifier),
  permissions({ DBSnapshotIdentifier, Tags }, instance, ctx) {
    const action = 'rds:CreateDBSnapshot';
    const id = identifier(DBSnapshotIdentifier, 'DBSnapshotIdentifier');
    const resource = snapshotArn(ctx.region, ctx.caller.account, id);
    return [
      { action, resource: arnOfInstance(instance), context: tagKeys(instance.tags, 'db') },
      { action, resource, context: requestTagKeys(Tags) },
    ];
  },
  handle({ DBSnapshotIdentifier, Tags }, ctx, instance) {
    if (instance.state !== 'available') throw instances.notAvailable(instance.DBInstanceIdentifier);
    const taken = takeSnapshot(ctx, instance, DBSnapshotIdentifier, tagsFrom(Tags));
    return { DBSnapshot: describeSnapshot(taken, ctx.now, ctx.caller.account) };
  },
};

export const DeleteDBSnapshot: Operation<
  DeleteDBSnapshotMessage,
  DeleteDBSnapshotResult,
  SnapshotRecord
> = {
  target: ({ DBSnapshotIdentifier }, ctx) => findOwnSnapshot(ctx, DBSnapshotIdentifier),
  permissions: (_, found) => [snapshotPermission('rds:DeleteDBSnapshot', found)],
  handle(_, ctx, found) {
    if (found.status === 'creating') throw errors.notAvailable(found.DBSnapshotIdentifier);
    const arn = arnOfSnapshot(found);
    ctx.delete(snapshotsTable, arn);
    ctx.delete(storageTable, arn);
    const shown = describeSnapshot(found, ctx.now, ctx.caller.account);
    return { DBSnapshot: { ...shown, Status: 'deleted' } };
  },
};

/** A permission on a DB snapshot, by its tags. One that is shared is asked of its user's account. */
export function snapshotPermission(action: string, found: SnapshotRecord, account?: string) {
  return {
    ...{ action, resource: arnOfSnapshot(found), context: tagKeys(found.tags, 'snapshot') },
    ...(account === undefined ? {} : { resourceAccount: account }),
  };
}

export const DescribeDBSnapshots: Operation<DescribeDBSnapshotsMessage, DBSnapshotMessage> = {
  permissions({ DBSnapshotIdentifier }, _, ctx) {
    const id = DBSnapshotIdentifier?.toLowerCase() ?? '*';
    const resource = id.startsWith('arn:') ? '*' : snapshotArn(ctx.region, ctx.caller.account, id);
    return [{ action: 'rds:DescribeDBSnapshots', resource }];
  },
  handle(input, ctx) {
    const { DBSnapshotIdentifier, DBInstanceIdentifier, DbiResourceId, SnapshotType } = input;
    const { Filters, IncludeShared, IncludePublic, ...paging } = input;
    const { account } = ctx.caller;
    const isIncluded = (found: SnapshotRecord) => {
      if (found.account === account) return SnapshotType === undefined || SnapshotType === 'manual';
      if (found.sharedWith.includes(account))
        return IncludeShared === true || SnapshotType === 'shared';
      return IncludePublic === true || SnapshotType === 'public';
    };
    const matches = matchesFilters<SnapshotRecord>(Filters, {
      'db-instance-id': (found) => [found.DBInstanceIdentifier],
      'db-snapshot-id': (found) => [found.DBSnapshotIdentifier],
      'dbi-resource-id': (found) => [found.DbiResourceId],
      'snapshot-type': () => ['manual'],
      engine: ({ Engine }) => [Engine],
    });
    const found =
      DBSnapshotIdentifier === undefined
        ? ctx
            .range(snapshotsTable, { prefix: `arn:aws:rds:${ctx.region}:` })
            .map(([, row]) => row)
            .filter((row) => mayUse(row, account) && isIncluded(row))
        : [findUsableSnapshot(ctx, DBSnapshotIdentifier)];
    const wanted = found.filter(
      (row) =>
        matches(row) &&
        (DBInstanceIdentifier === undefined ||
          row.DBInstanceIdentifier === DBInstanceIdentifier.toLowerCase()) &&
        (DbiResourceId === undefined || row.DbiResourceId === DbiResourceId),
    );
    const { items, more } = page(wanted, paging);
    return { DBSnapshots: items.map((row) => describeSnapshot(row, ctx.now, account)), ...more };
  },
};
