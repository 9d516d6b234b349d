import type {
  DescribeInstancesRequest,
  DescribeInstancesResult,
  EbsBlockDevice,
  Instance,
  Reservation,
  RunInstancesRequest,
  TerminateInstancesRequest,
  TerminateInstancesResult,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { attach, release } from './attachments';
import { invalidValue } from './errors';
import { matchesFilters, shownTime, type FilterValues } from './filters';
import { newId } from './ids';
import { findInstance } from './lookup';
import { page } from './paging';
import { rootDevice } from './snapshots';
import {
  instanceArn,
  instancesTable,
  rowKey,
  type InstanceRecord,
  type VolumeRecord,
} from './state';
import { requestTagKeys, shownTags, specifiedTags, tagKeys, tagOnCreation } from './tags';
import { fillVolume } from './volume-contents';
import { volumeShape } from './volume-types';
import { create, deleteVolume, keyFor, planned, volumesAt, zoneOf } from './volumes';

/** Source: EC2 API Reference, InstanceState. */
const stateCodes = { running: 16, terminated: 48 } as const;

const stateOf = ({ state }: InstanceRecord) => ({ Code: stateCodes[state], Name: state });

function describeInstance(ctx: Context, instance: InstanceRecord): Instance {
  const { InstanceId, ImageId, InstanceType, LaunchTime, AvailabilityZone, tags } = instance;
  return {
    ...{ InstanceId, ImageId, InstanceType: InstanceType as Instance['InstanceType'] },
    ...{ LaunchTime: shownTime(LaunchTime), Placement: { AvailabilityZone } },
    ...{ State: stateOf(instance), RootDeviceName: rootDevice, RootDeviceType: 'ebs' },
    ...(instance.launchFailed === true ? { StateReason: launchFailure } : {}),
    BlockDeviceMappings: volumesAt(ctx, InstanceId).map(([volume, attachment]) => ({
      DeviceName: attachment.Device,
      Ebs: {
        ...{ VolumeId: volume.VolumeId, Status: 'attached' },
        AttachTime: shownTime(attachment.AttachTime),
        DeleteOnTermination: attachment.DeleteOnTermination,
      },
    })),
    ...(Object.keys(tags).length === 0 ? {} : { Tags: shownTags(tags) }),
  };
}

/** Source: AWS re:Post, "Why can't I start my EC2 instance with encrypted volumes?". */
const launchFailure = {
  Code: 'Client.InternalError',
  Message: 'Client.InternalError: Client error on launch',
};

/** A root volume where the request does not say otherwise: images are not part of this model. */
const rootVolume: EbsBlockDevice = { VolumeSize: 8, DeleteOnTermination: true };

/** How many instances a request may ask for. */
const mostInstances = 20;

/**
 * Instances as far as volumes need them: they run at once, from an image that need not exist, with a
 * root volume and those the request maps.
 */
export const RunInstances: Operation<RunInstancesRequest, Reservation> = {
  permissions({ TagSpecifications }, _, ctx) {
    const { account } = ctx.caller;
    const resource = instanceArn({ region: ctx.region, account, InstanceId: '*' });
    const tags = TagSpecifications?.flatMap(({ Tags = [] }) => Tags) ?? [];
    return [
      { action: 'ec2:RunInstances', resource, context: requestTagKeys(tags) },
      ...tagOnCreation(ctx, TagSpecifications, resource),
    ];
  },
  async handle(input, ctx) {
    const { MinCount = 1, MaxCount = 1, ImageId = '', InstanceType = 't3.micro' } = input;
    const { account } = ctx.caller;
    if (MinCount < 1 || MaxCount < MinCount || MaxCount > mostInstances) {
      throw invalidValue(MaxCount, 'maxCount', `Between minCount and ${mostInstances}.`);
    }
    const { TagSpecifications, Placement, BlockDeviceMappings = [] } = input;
    const tags = specifiedTags(TagSpecifications, 'instance', 'volume');
    const AvailabilityZone = zoneOf(ctx, Placement?.AvailabilityZone);
    const ReservationId = newId('reservation', ctx.random);
    const devices = new Map([[rootDevice, rootVolume]]);
    for (const { DeviceName = '', Ebs = {} } of BlockDeviceMappings) {
      devices.set(DeviceName, { ...(DeviceName === rootDevice ? rootVolume : {}), ...Ebs });
    }
    const instances: InstanceRecord[] = [];
    for (let i = 0; i < MaxCount; i += 1) {
      const instance: InstanceRecord = {
        ...{ InstanceId: newId('instance', ctx.random), ReservationId, account, tags },
        ...{ region: ctx.region, AvailabilityZone, ImageId, InstanceType },
        ...{ LaunchTime: ctx.now, state: 'running' },
      };
      ctx.put(instancesTable, rowKey(ctx.region, instance.InstanceId), instance);
      for (const [Device, ebs] of devices) {
        if (await attachNew(ctx, instance, Device, ebs)) continue;
        await terminate(ctx, { ...instance, launchFailed: true });
        break;
      }
      instances.push(instance);
    }
    return {
      ...{ ReservationId, OwnerId: account },
      Instances: instances.map((instance) => ({
        ...describeInstance(ctx, instance),
        State: { Code: 0, Name: 'pending' },
      })),
    };
  },
};

/** Gives an instance a volume of its own from the start; false where AWS KMS refuses the key. */
async function attachNew(
  ctx: Context,
  { InstanceId, AvailabilityZone, account, region }: InstanceRecord,
  Device: string,
  ebs: EbsBlockDevice,
): Promise<boolean> {
  const { DeleteOnTermination = true, VolumeSize, VolumeType = 'gp2' } = ebs;
  const plan = planned(ebs, ctx);
  const { snapshot } = plan;
  const Size = VolumeSize ?? snapshot?.VolumeSize;
  if (Size === undefined) throw sizeRequired(Device);
  const VolumeId = newId('volume', ctx.random);
  const volume: VolumeRecord = {
    ...{ VolumeId, account, region, AvailabilityZone, CreateTime: ctx.now, attachments: [] },
    ...volumeShape({ ...ebs, Size, VolumeType }),
    ...{ SnapshotId: snapshot?.SnapshotId ?? '', tags: {} },
  };
  const filled = await unlessRefused(fillVolume(ctx, volume, snapshot, keyFor(ebs, plan, ctx)));
  if (filled instanceof AwsError) return false;
  const created = create(ctx, volume, snapshot, filled);
  const place = { InstanceId, Device, AttachTime: ctx.now, DeleteOnTermination };
  return !((await unlessRefused(attach(ctx, created, place))) instanceof AwsError);
}

/** Reported: github.com/nortontruter/infracoders-workshop, pull request 3. */
const sizeRequired = (device: string) =>
  new AwsError(
    'InvalidBlockDeviceMapping',
    `Either snapshot ID or volume size must be provided for: ${device}`,
  );

const filters = (ctx: Context): FilterValues<InstanceRecord> => ({
  'availability-zone': ({ AvailabilityZone }) => AvailabilityZone,
  'block-device-mapping.volume-id': ({ InstanceId }) =>
    volumesAt(ctx, InstanceId).map(([{ VolumeId }]) => VolumeId),
  'image-id': ({ ImageId }) => ImageId,
  'instance-id': ({ InstanceId }) => InstanceId,
  'instance-state-code': ({ state }) => String(stateCodes[state]),
  'instance-state-name': ({ state }) => state,
  'instance-type': ({ InstanceType }) => InstanceType,
  'owner-id': ({ account }) => account,
  'reservation-id': ({ ReservationId }) => ReservationId,
});

export const DescribeInstances: Operation<DescribeInstancesRequest, DescribeInstancesResult> = {
  handle({ InstanceIds = [], Filters, ...paging }, ctx) {
    const named = InstanceIds.map((id) => findInstance(ctx, id));
    const own = ctx
      .range(instancesTable, { prefix: rowKey(ctx.region, '') })
      .map(([, instance]) => instance)
      .filter(({ account }) => account === ctx.caller.account);
    const matches = matchesFilters(Filters, filters(ctx));
    const found = (InstanceIds.length > 0 ? named : own).filter(matches);
    const reservations = new Map<string, Instance[]>();
    const { items, more } = page(found, paging);
    for (const instance of items) {
      const { ReservationId } = instance;
      const all = reservations.get(ReservationId) ?? [];
      reservations.set(ReservationId, [...all, describeInstance(ctx, instance)]);
    }
    return {
      Reservations: [...reservations].map(([ReservationId, Instances]) => ({
        ...{ ReservationId, OwnerId: ctx.caller.account, Groups: [], Instances },
      })),
      ...more,
    };
  },
};

export const TerminateInstances: Operation<
  TerminateInstancesRequest,
  TerminateInstancesResult,
  readonly InstanceRecord[]
> = {
  target: ({ InstanceIds = [] }, ctx) => InstanceIds.map((id) => findInstance(ctx, id)),
  permissions: (_, instances) =>
    instances.map((instance) => ({
      ...{ action: 'ec2:TerminateInstances', resource: instanceArn(instance) },
      context: tagKeys(instance.tags),
    })),
  async handle(_, ctx, instances) {
    for (const instance of instances) await terminate(ctx, instance);
    return {
      TerminatingInstances: instances.map((instance) => ({
        InstanceId: instance.InstanceId,
        CurrentState: { Code: 32, Name: 'shutting-down' },
        PreviousState: stateOf(instance),
      })),
    };
  },
};

async function terminate(ctx: Context, instance: InstanceRecord): Promise<void> {
  for (const [volume, attachment] of volumesAt(ctx, instance.InstanceId)) {
    const released = await release(ctx, volume, attachment);
    if (attachment.DeleteOnTermination) deleteVolume(ctx, released);
  }
  const key = rowKey(ctx.region, instance.InstanceId);
  ctx.put(instancesTable, key, { ...instance, state: 'terminated' });
}
