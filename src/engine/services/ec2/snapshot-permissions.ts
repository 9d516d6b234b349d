import type {
  CreateVolumePermission,
  DescribeSnapshotAttributeRequest,
  DescribeSnapshotAttributeResult,
  ModifySnapshotAttributeRequest,
  ResetSnapshotAttributeRequest,
} from '@aws-sdk/client-ec2';
import type { Operation } from '../../operation';
import { invalidValue, missing, snapshots as errors } from './errors';
import { findOwnSnapshot } from './lookup';
import { ownKeys } from './snapshots';
import { rowKey, snapshotArn, snapshotsTable, type SnapshotRecord } from './state';

const everybody = 'all';

interface Change {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What is to be added and removed: in the one form of the request or the other. */
function changeOf(request: ModifySnapshotAttributeRequest): Change {
  const { CreateVolumePermission: both, OperationType, GroupNames = [], UserIds = [] } = request;
  const named = [...GroupNames.map(groupOf), ...UserIds];
  const namesOf = (list: readonly CreateVolumePermission[] = []) =>
    list.map(({ Group, UserId = '' }) => (Group === undefined ? UserId : groupOf(Group)));
  if (named.length > 0 && OperationType === undefined) throw missing('operationType');
  return {
    add: [...namesOf(both?.Add), ...(OperationType === 'add' ? named : [])],
    remove: [...namesOf(both?.Remove), ...(OperationType === 'remove' ? named : [])],
  };
}

function groupOf(group: string): string {
  if (group !== everybody) throw errors.unknownGroup(group);
  return group;
}

const target = (
  { SnapshotId = '' }: { SnapshotId: string | undefined },
  ctx: Parameters<typeof findOwnSnapshot>[0],
) => findOwnSnapshot(ctx, SnapshotId);

export const ModifySnapshotAttribute: Operation<
  ModifySnapshotAttributeRequest,
  void,
  SnapshotRecord
> = {
  target,
  permissions(request, snapshot) {
    const { OperationType, UserIds = [], GroupNames = [] } = request;
    const how = OperationType === 'remove' ? 'Remove' : 'Add';
    const context = {
      ...ownKeys(snapshot),
      ...(UserIds.length === 0 ? {} : { [`ec2:${how}/userId`]: UserIds }),
      ...(GroupNames.length === 0 ? {} : { [`ec2:${how}/group`]: GroupNames }),
    };
    return [{ action: 'ec2:ModifySnapshotAttribute', resource: snapshotArn(snapshot), context }];
  },
  handle(request, ctx, snapshot) {
    const { Attribute = 'createVolumePermission' } = request;
    if (Attribute !== 'createVolumePermission') {
      throw invalidValue(Attribute, 'attribute', 'Only createVolumePermission can be modified.');
    }
    const { add, remove } = changeOf(request);
    if (add.length + remove.length === 0) throw missing('createVolumePermission');
    const { encryption, sharedWith } = snapshot;
    if (add.length > 0 && encryption !== undefined) {
      if (encryption.awsManaged) throw errors.defaultKeyShared();
      if (add.includes(everybody)) throw errors.encryptedPublic();
    }
    const shared = new Set([...sharedWith, ...add]);
    for (const user of remove) shared.delete(user);
    ctx.put(snapshotsTable, rowKey(ctx.region, snapshot.SnapshotId), {
      ...snapshot,
      sharedWith: [...shared],
    });
  },
};

export const ResetSnapshotAttribute: Operation<
  ResetSnapshotAttributeRequest,
  void,
  SnapshotRecord
> = {
  target,
  permissions: (_, snapshot) => [
    {
      ...{ action: 'ec2:ResetSnapshotAttribute', resource: snapshotArn(snapshot) },
      context: ownKeys(snapshot),
    },
  ],
  handle(_, ctx, snapshot) {
    const key = rowKey(ctx.region, snapshot.SnapshotId);
    ctx.put(snapshotsTable, key, { ...snapshot, sharedWith: [] });
  },
};

export const DescribeSnapshotAttribute: Operation<
  DescribeSnapshotAttributeRequest,
  DescribeSnapshotAttributeResult,
  SnapshotRecord
> = {
  target,
  permissions: (_, snapshot) => [
    {
      ...{ action: 'ec2:DescribeSnapshotAttribute', resource: snapshotArn(snapshot) },
      context: ownKeys(snapshot),
    },
  ],
  handle({ Attribute }, _, { SnapshotId, sharedWith }) {
    if (Attribute === 'productCodes') return { SnapshotId, ProductCodes: [] };
    const CreateVolumePermissions = sharedWith.map((name) =>
      name === everybody ? { Group: everybody } : { UserId: name },
    );
    return {
      SnapshotId,
      CreateVolumePermissions: CreateVolumePermissions as CreateVolumePermission[],
    };
  },
};
