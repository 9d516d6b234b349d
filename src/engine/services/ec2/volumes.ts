import type {
  CreateVolumeRequest,
  DeleteVolumeRequest,
  DescribeVolumesRequest,
  DescribeVolumesResult,
  Volume,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { blockKey, blocksOf } from './blocks';
import {
  dependency,
  idempotentMismatch,
  incorrectState,
  invalidValue,
  missing,
  sizeOrSnapshotRequired,
  volumes as errors,
} from './errors';
import { filterTime, matchesFilters, shownTime, type FilterValues } from './filters';
import { newId } from './ids';
import { findUsableSnapshot, findVolume } from './lookup';
import { page } from './paging';
import { defaultKey, settingsOf } from './default-key';
import { sharedSnapshotUsed } from './service-events';
import {
  blocksTable,
  rowKey,
  snapshotArn,
  snapshotState,
  volumeArn,
  volumesTable,
  type SnapshotRecord,
  type VolumeRecord,
} from './state';
import { requestTagKeys, shownTags, specifiedTags, tagKeys, tagOnCreation } from './tags';
import { fillVolume, type Filling } from './volume-contents';
import { volumeShape } from './volume-types';

/** The zones of every Region here: how many AWS has differs. */
const zones = 'abc';

/** The zone of a request. Throws InvalidParameterValue for one of another Region. */
export function zoneOf(ctx: Context, asked: string | undefined): string {
  const known = [...zones].map((letter) => `${ctx.region}${letter}`);
  if (asked === undefined) return known[0]!;
  if (!known.includes(asked))
    throw invalidValue(asked, 'availabilityZone', 'Invalid availability zone.');
  return asked;
}

/** A volume as answers show it. */
export function describeVolume(volume: VolumeRecord): Volume {
  const { VolumeId, attachments, encryption, tags } = volume;
  return {
    ...{ VolumeId, SnapshotId: volume.SnapshotId, AvailabilityZone: volume.AvailabilityZone },
    ...{ Size: volume.Size, VolumeType: volume.VolumeType, Iops: volume.Iops },
    ...{ Throughput: volume.Throughput, MultiAttachEnabled: volume.MultiAttachEnabled },
    CreateTime: shownTime(volume.CreateTime),
    State: attachments.length > 0 ? 'in-use' : 'available',
    Attachments: attachments.map(({ InstanceId, Device, AttachTime, DeleteOnTermination }) => ({
      ...{ VolumeId, InstanceId, Device, DeleteOnTermination, State: 'attached' },
      AttachTime: shownTime(AttachTime),
    })),
    Encrypted: encryption !== undefined,
    ...(encryption === undefined ? {} : { KmsKeyId: encryption.KmsKeyId }),
    ...(Object.keys(tags).length === 0 ? {} : { Tags: shownTags(tags) }),
  };
}

/** What a volume is to be made of. */
export interface Plan {
  readonly snapshot: SnapshotRecord | undefined;
  readonly encrypted: boolean;
}

type Source = Pick<CreateVolumeRequest, 'SnapshotId' | 'Encrypted' | 'KmsKeyId'>;

/** What a volume is to be made of. Source: Amazon EBS User Guide, "Encryption outcomes". */
export function planned(input: Source, ctx: Context): Plan {
  const { SnapshotId, Encrypted } = input;
  const hasSnapshot = SnapshotId !== undefined && SnapshotId !== '';
  const snapshot = hasSnapshot ? findUsableSnapshot(ctx, SnapshotId) : undefined;
  const encrypted =
    Encrypted === true || snapshot?.encryption !== undefined || settingsOf(ctx).encryptionByDefault;
  return { snapshot, encrypted };
}

/** The key that encrypts a volume, if one does: one that is named, the snapshot's, or the default. */
export function keyFor(
  { KmsKeyId }: Source,
  { snapshot, encrypted }: Plan,
  ctx: Context,
): string | undefined {
  if (!encrypted) return undefined;
  if (KmsKeyId !== undefined) return KmsKeyId;
  const isOwn = snapshot?.account === ctx.caller.account;
  return (isOwn ? snapshot.encryption?.KmsKeyId : undefined) ?? defaultKey(ctx);
}

export const CreateVolume: Operation<CreateVolumeRequest, Volume, Plan> = {
  target: planned,
  permissions(input, { snapshot, encrypted }, ctx) {
    const { account } = ctx.caller;
    const { VolumeType = 'gp2', Size, TagSpecifications } = input;
    const resource = volumeArn({ region: ctx.region, account, VolumeId: '*' });
    const context = {
      ...requestTagKeys(TagSpecifications?.flatMap(({ Tags = [] }) => Tags) ?? []),
      ...{ 'ec2:Region': ctx.region, 'ec2:VolumeType': VolumeType },
      'ec2:Encrypted': String(encrypted),
      'ec2:VolumeSize': String(Size ?? snapshot?.VolumeSize ?? ''),
      ...(snapshot === undefined ? {} : { 'ec2:ParentSnapshot': snapshotArn(snapshot) }),
    };
    return [
      { action: 'ec2:CreateVolume', resource, context },
      ...tagOnCreation(ctx, TagSpecifications, resource),
    ];
  },
  async handle(input, ctx, plan) {
    const { KmsKeyId, Encrypted, ClientToken, TagSpecifications } = input;
    const { snapshot } = plan;
    const { region } = ctx;
    const { account } = ctx.caller;
    const zone = input.AvailabilityZone ?? input.AvailabilityZoneId;
    if (zone === undefined) throw missing('availabilityZone');
    const AvailabilityZone = zoneOf(ctx, zone);
    if (KmsKeyId !== undefined && Encrypted !== true) throw dependency.keyWithoutEncryption();
    const Size = input.Size ?? snapshot?.VolumeSize;
    if (Size === undefined) throw sizeOrSnapshotRequired();
    if (snapshot !== undefined && Size < snapshot.VolumeSize) {
      throw errors.smallerThanSnapshot(Size, snapshot.VolumeSize);
    }
    const shape = volumeShape({ ...input, Size, VolumeType: input.VolumeType ?? 'gp2' });
    if (snapshot !== undefined && snapshotState(snapshot) !== 'completed') {
      throw incorrectState.snapshot(snapshot.SnapshotId, snapshotState(snapshot));
    }
    const tags = { ...ctx.systemTags, ...specifiedTags(TagSpecifications, 'volume') };
    const earlier = sameToken(ctx, ClientToken);
    if (earlier !== undefined) {
      if (earlier.Size !== Size || earlier.VolumeType !== shape.VolumeType)
        throw idempotentMismatch();
      return describeVolume(earlier);
    }
    const VolumeId = newId('volume', ctx.random);
    const volume: VolumeRecord = {
      ...{ VolumeId, account, region, AvailabilityZone, ...shape, CreateTime: ctx.now },
      ...{ SnapshotId: snapshot?.SnapshotId ?? '', attachments: [], tags },
      ...(ClientToken === undefined ? {} : { ClientToken }),
    };
    const keyId = keyFor(input, plan, ctx);
    const filled = await unlessRefused(fillVolume(ctx, volume, snapshot, keyId));
    // KMS keys are authenticated asynchronously: "the action can appear to complete, but eventually
    // fails". The volume is then gone. Source: EC2 API Reference, CreateVolume, KmsKeyId.
    if (filled instanceof AwsError) {
      return { ...describeVolume(volume), State: 'creating', Encrypted: true, KmsKeyId: keyId };
    }
    return { ...describeVolume(create(ctx, volume, snapshot, filled)), State: 'creating' };
  },
};

/** Writes a new volume with what is on it. */
export function create(
  ctx: Context,
  volume: VolumeRecord,
  snapshot: SnapshotRecord | undefined,
  { encryption, blocks }: Filling,
): VolumeRecord {
  const { VolumeId, region } = volume;
  const created = encryption === undefined ? volume : { ...volume, encryption };
  ctx.put(volumesTable, rowKey(region, VolumeId), created);
  for (const [index, block] of blocks) ctx.put(blocksTable, blockKey(VolumeId, index), block);
  if (snapshot !== undefined)
    sharedSnapshotUsed(ctx, snapshot, 'SharedSnapshotVolumeCreated', { volumeId: VolumeId });
  return created;
}

/** The volume that an earlier request with this token made. */
function sameToken(ctx: Context, token: string | undefined): VolumeRecord | undefined {
  if (token === undefined) return undefined;
  return ownVolumes(ctx).find(({ ClientToken }) => ClientToken === token);
}

/** The caller's volumes in the request's Region, in the order of their ids. */
export function ownVolumes(ctx: Context): VolumeRecord[] {
  return ctx
    .range(volumesTable, { prefix: rowKey(ctx.region, '') })
    .map(([, volume]) => volume)
    .filter(({ account }) => account === ctx.caller.account);
}

/** The caller's volumes that are attached to an instance. */
export function volumesAt(ctx: Context, InstanceId: string) {
  return ownVolumes(ctx).flatMap((volume) => {
    const attachment = volume.attachments.find((at) => at.InstanceId === InstanceId);
    return attachment === undefined ? [] : [[volume, attachment] as const];
  });
}

/** The volume that is attached to an instance as this device. */
export function volumeAt(ctx: Context, InstanceId: string, Device: string) {
  return volumesAt(ctx, InstanceId).find(([, at]) => at.Device === Device)?.[0];
}

export const DeleteVolume: Operation<DeleteVolumeRequest, void, VolumeRecord> = {
  target: ({ VolumeId = '' }, ctx) => findVolume(ctx, VolumeId),
  permissions: (_, volume) => [
    { action: 'ec2:DeleteVolume', resource: volumeArn(volume), context: tagKeys(volume.tags) },
  ],
  handle(_, ctx, volume) {
    const attachment = volume.attachments[0];
    if (attachment !== undefined) throw errors.inUse(volume.VolumeId, attachment.InstanceId);
    deleteVolume(ctx, volume);
  },
};

/** Removes a volume with all its blocks. */
export function deleteVolume(ctx: Context, { region, VolumeId }: VolumeRecord): void {
  for (const [index] of blocksOf(ctx, VolumeId)) ctx.delete(blocksTable, blockKey(VolumeId, index));
  ctx.delete(volumesTable, rowKey(region, VolumeId));
}

/** Source: EC2 API Reference, DescribeVolumes, Filters. */
const filters: FilterValues<VolumeRecord> = {
  'attachment.attach-time': ({ attachments }) => attachments.map((a) => filterTime(a.AttachTime)),
  'attachment.delete-on-termination': ({ attachments }) =>
    attachments.map((a) => String(a.DeleteOnTermination)),
  'attachment.device': ({ attachments }) => attachments.map((a) => a.Device),
  'attachment.instance-id': ({ attachments }) => attachments.map((a) => a.InstanceId),
  'attachment.status': ({ attachments }) => attachments.map(() => 'attached'),
  'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
  'create-time': ({ CreateTime }) => filterTime(CreateTime),
  encrypted: ({ encryption }) => String(encryption !== undefined),
  'multi-attach-enabled': ({ MultiAttachEnabled }) => String(MultiAttachEnabled),
  size: ({ Size }) => String(Size),
  'snapshot-id': ({ SnapshotId }) => SnapshotId,
  status: ({ attachments }) => (attachments.length > 0 ? 'in-use' : 'available'),
  'volume-id': ({ VolumeId }) => VolumeId,
  'volume-type': ({ VolumeType }) => VolumeType,
};

export const DescribeVolumes: Operation<DescribeVolumesRequest, DescribeVolumesResult> = {
  handle({ VolumeIds = [], Filters, ...paging }, ctx) {
    const named = VolumeIds.map((id) => findVolume(ctx, id));
    const matches = matchesFilters(Filters, filters);
    const found = (VolumeIds.length > 0 ? named : ownVolumes(ctx)).filter(matches);
    const { items, more } = page(found, paging);
    return { Volumes: items.map(describeVolume), ...more };
  },
};
