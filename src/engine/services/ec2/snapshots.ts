import type {
  CreateSnapshotRequest,
  CreateSnapshotsRequest,
  CreateSnapshotsResult,
  DeleteSnapshotRequest,
  DescribeSnapshotsRequest,
  DescribeSnapshotsResult,
  Snapshot,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import { equalBytes } from '../../bytes';
import type { Context, Operation, Permission } from '../../operation';
import { blockKey, blocksOf } from './blocks';
import { filterTime, matchesFilters, shownTime, type FilterValues } from './filters';
import { newId } from './ids';
import { findInstance, findOwnSnapshot, findUsableSnapshot, findVolume, mayUse } from './lookup';
import { page } from './paging';
import { beginCreation } from './snapshot-moves';
import { snapshotProgress } from './snapshot-progress';
import {
  blocksTable,
  rowKey,
  snapshotArn,
  snapshotsTable,
  snapshotState,
  volumeArn,
  type BlockRecord,
  type SnapshotRecord,
  type VolumeRecord,
} from './state';
import { requestTagKeys, shownTags, specifiedTags, tagKeys, tagOnCreation } from './tags';
import { ownVolumes } from './volumes';

/** A snapshot as answers show it. */
export function describeSnapshot(snapshot: SnapshotRecord, now: number): Snapshot {
  const { SnapshotId, VolumeId, VolumeSize, Description, encryption, tags, copy } = snapshot;
  const { CompletionTime, StateMessage, account: OwnerId } = snapshot;
  const state = snapshotState(snapshot);
  return {
    ...{ SnapshotId, VolumeId, VolumeSize, Description, OwnerId, State: state },
    StartTime: shownTime(snapshot.StartTime),
    Progress: snapshotProgress(snapshot, now),
    Encrypted: encryption !== undefined || copy?.context.copyIsEncrypted === true,
    ...(encryption === undefined ? {} : { KmsKeyId: encryption.KmsKeyId }),
    ...(StateMessage === undefined ? {} : { StateMessage }),
    ...(state === 'completed' && CompletionTime !== undefined
      ? { CompletionTime: new Date(CompletionTime) }
      : {}),
    ...{ StorageTier: 'standard', ...(copy === undefined ? {} : { TransferType: 'standard' }) },
    Tags: shownTags(tags),
  };
}

function creationPermissions(
  ctx: Context,
  volumes: readonly VolumeRecord[],
  specifications: readonly TagSpecification[] | undefined,
): readonly Permission[] {
  const action = `ec2:${ctx.operation}`;
  const resource = snapshotArn({ region: ctx.region, SnapshotId: '*' });
  const tags = specifications?.flatMap(({ Tags = [] }) => Tags) ?? [];
  return [
    ...volumes.map((volume) => ({
      ...{ action, resource: volumeArn(volume) },
      context: {
        ...tagKeys(volume.tags),
        'ec2:Encrypted': String(volume.encryption !== undefined),
        'ec2:VolumeSize': String(volume.Size),
      },
    })),
    { action, resource, context: { ...requestTagKeys(tags), 'ec2:Region': ctx.region } },
    ...tagOnCreation(ctx, specifications, resource),
  ];
}

/** Takes a snapshot: the blocks of this moment, as they lie there, under the volume's data key. */
function takeSnapshot(
  ctx: Context,
  volume: VolumeRecord,
  Description: string,
  tags: SnapshotRecord['tags'],
): SnapshotRecord {
  const { VolumeId, Size: VolumeSize, encryption } = volume;
  const SnapshotId = newId('snapshot', ctx.random);
  const blocks = blocksOf(ctx, VolumeId);
  for (const [index, block] of blocks) ctx.put(blocksTable, blockKey(SnapshotId, index), block);
  return beginCreation(ctx, {
    ...{ SnapshotId, VolumeId, VolumeSize, Description, tags, sharedWith: [] },
    ...{ account: ctx.caller.account, region: ctx.region, StartTime: ctx.now },
    ...{ blocks: blocks.length, newBlocks: countNew(ctx, VolumeId, blocks) },
    ...(encryption === undefined ? {} : { encryption }),
  });
}

/** How many blocks are others than the latest snapshot of their volume has. */
function countNew(
  ctx: Context,
  VolumeId: string,
  blocks: readonly (readonly [number, BlockRecord])[],
): number {
  const earlier = ctx
    .range(snapshotsTable, { prefix: `${ctx.region}|` })
    .filter(([, snapshot]) => snapshot.VolumeId === VolumeId && snapshot.copy === undefined)
    .map(([, snapshot]) => snapshot)
    .sort((a, b) => a.StartTime - b.StartTime)
    .at(-1);
  if (earlier === undefined) return blocks.length;
  const known = new Map(blocksOf(ctx, earlier.SnapshotId));
  const isNew = ([index, { bytes }]: readonly [number, BlockRecord]) => {
    const before = known.get(index);
    return before === undefined || !equalBytes(before.bytes, bytes);
  };
  return blocks.filter(isNew).length;
}

export const CreateSnapshot: Operation<CreateSnapshotRequest, Snapshot, VolumeRecord> = {
  target: ({ VolumeId = '' }, ctx) => findVolume(ctx, VolumeId),
  permissions: ({ TagSpecifications }, volume, ctx) =>
    creationPermissions(ctx, [volume], TagSpecifications),
  handle({ Description = '', TagSpecifications }, ctx, volume) {
    const tags = specifiedTags(TagSpecifications, 'snapshot');
    return describeSnapshot(takeSnapshot(ctx, volume, Description, tags), ctx.now);
  },
};

export const CreateSnapshots: Operation<
  CreateSnapshotsRequest,
  CreateSnapshotsResult,
  readonly VolumeRecord[]
> = {
  target({ InstanceSpecification = { InstanceId: undefined } }, ctx) {
    const { InstanceId = '', ExcludeBootVolume, ExcludeDataVolumeIds = [] } = InstanceSpecification;
    const instance = findInstance(ctx, InstanceId);
    return ownVolumes(ctx).filter(({ VolumeId, attachments }) => {
      const attached = attachments.find((a) => a.InstanceId === instance.InstanceId);
      if (attached === undefined || ExcludeDataVolumeIds.includes(VolumeId)) return false;
      return ExcludeBootVolume !== true || attached.Device !== rootDevice;
    });
  },
  permissions: ({ TagSpecifications }, volumes, ctx) =>
    creationPermissions(ctx, volumes, TagSpecifications),
  handle({ Description = '', TagSpecifications, CopyTagsFromSource }, ctx, volumes) {
    const own = specifiedTags(TagSpecifications, 'snapshot');
    return {
      Snapshots: volumes.map((volume) => {
        const tags = CopyTagsFromSource === 'volume' ? { ...volume.tags, ...own } : own;
        return describeSnapshot(takeSnapshot(ctx, volume, Description, tags), ctx.now);
      }),
    };
  },
};

/** The device of an instance's root volume. */
export const rootDevice = '/dev/sda1';

export const DeleteSnapshot: Operation<DeleteSnapshotRequest, void, SnapshotRecord> = {
  target: ({ SnapshotId = '' }, ctx) => findOwnSnapshot(ctx, SnapshotId),
  permissions: (_, snapshot) => [
    { action: 'ec2:DeleteSnapshot', resource: snapshotArn(snapshot), context: ownKeys(snapshot) },
  ],
  // A copy that is still on its way ends by this. Source: Amazon EBS User Guide, "Delete a snapshot".
  handle(_, ctx, { SnapshotId, region }) {
    ctx.cancelTimer(`${SnapshotId}|creation`);
    ctx.cancelTimer(`${SnapshotId}|copy`);
    for (const [index] of blocksOf(ctx, SnapshotId)) {
      ctx.delete(blocksTable, blockKey(SnapshotId, index));
    }
    ctx.delete(snapshotsTable, rowKey(region, SnapshotId));
  },
};

/** The condition keys that tell of a snapshot. Source: Service Authorization Reference, "Amazon EC2". */
export function ownKeys({ account, encryption, VolumeSize, tags }: SnapshotRecord) {
  return {
    ...tagKeys(tags),
    ...{ 'ec2:Owner': account, 'ec2:VolumeSize': String(VolumeSize) },
    'ec2:Encrypted': String(encryption !== undefined),
  };
}

/** Source: EC2 API Reference, DescribeSnapshots, Filters; `kms-key-id` is not among them, but works. */
const filters = (now: number): FilterValues<SnapshotRecord> => ({
  description: ({ Description }) => Description,
  encrypted: ({ encryption }) => String(encryption !== undefined),
  'kms-key-id': ({ encryption }) => encryption?.KmsKeyId,
  'owner-alias': () => undefined,
  'owner-id': ({ account }) => account,
  progress: (snapshot) => snapshotProgress(snapshot, now),
  'snapshot-id': ({ SnapshotId }) => SnapshotId,
  'start-time': ({ StartTime }) => filterTime(StartTime),
  status: snapshotState,
  'storage-tier': () => 'standard',
  'transfer-type': ({ copy }) => (copy === undefined ? undefined : 'standard'),
  'volume-id': ({ VolumeId }) => VolumeId,
  'volume-size': ({ VolumeSize }) => String(VolumeSize),
});

export const DescribeSnapshots: Operation<DescribeSnapshotsRequest, DescribeSnapshotsResult> = {
  handle(input, ctx) {
    const { SnapshotIds = [], OwnerIds, RestorableByUserIds, Filters, ...paging } = input;
    const { account } = ctx.caller;
    for (const id of SnapshotIds) findUsableSnapshot(ctx, id);
    const isOwnedBy = (snapshot: SnapshotRecord) =>
      OwnerIds === undefined ||
      OwnerIds.some((owner) => snapshot.account === (owner === 'self' ? account : owner));
    const isRestorableBy = ({ sharedWith, account: owner }: SnapshotRecord) =>
      RestorableByUserIds === undefined ||
      RestorableByUserIds.some((user) => {
        const by = user === 'self' ? account : user;
        return owner === by || sharedWith.includes(by);
      });
    const matches = matchesFilters(Filters, filters(ctx.now));
    const found = ctx
      .range(snapshotsTable, { prefix: rowKey(ctx.region, '') })
      .map(([, snapshot]) => snapshot)
      .filter(
        (snapshot) =>
          mayUse(snapshot, account) &&
          (SnapshotIds.length === 0 || SnapshotIds.includes(snapshot.SnapshotId)) &&
          isOwnedBy(snapshot) &&
          isRestorableBy(snapshot) &&
          matches(snapshot),
      );
    const { items, more } = page(found, paging);
    return { Snapshots: items.map((snapshot) => describeSnapshot(snapshot, ctx.now)), ...more };
  },
};
