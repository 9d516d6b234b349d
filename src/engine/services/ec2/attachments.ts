import type {
  AttachVolumeRequest,
  DetachVolumeRequest,
  VolumeAttachment,
  VolumeAttachmentState,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { shownTime } from './filters';
import { incorrectState, volumes as errors } from './errors';
import { grantDecrypt, machinesOf, openDataKey, retireGrant } from './kms';
import { findInstance, findVolume } from './lookup';
import {
  instanceArn,
  nitroTable,
  rowKey,
  volumeArn,
  volumesTable,
  type Attachment,
  type InstanceRecord,
  type VolumeRecord,
} from './state';
import { tagKeys } from './tags';
import { volumeAt } from './volumes';

interface Place {
  readonly volume: VolumeRecord;
  readonly instance: InstanceRecord;
}

function show(
  { VolumeId }: VolumeRecord,
  { InstanceId, Device, AttachTime, DeleteOnTermination }: Attachment,
  State: VolumeAttachmentState,
): VolumeAttachment {
  return {
    ...{ VolumeId, InstanceId, Device, State, DeleteOnTermination },
    AttachTime: shownTime(AttachTime),
  };
}

const nitroKey = (InstanceId: string, VolumeId: string) => `${InstanceId}|${VolumeId}`;

export const AttachVolume: Operation<AttachVolumeRequest, VolumeAttachment, Place> = {
  target: ({ VolumeId = '', InstanceId = '' }, ctx) => ({
    volume: findVolume(ctx, VolumeId),
    instance: findInstance(ctx, InstanceId),
  }),
  permissions: (_, { volume, instance }) => [
    { action: 'ec2:AttachVolume', resource: volumeArn(volume), context: tagKeys(volume.tags) },
    {
      action: 'ec2:AttachVolume',
      resource: instanceArn(instance),
      context: tagKeys(instance.tags),
    },
  ],
  async handle({ Device = '' }, ctx, { volume, instance }) {
    const { VolumeId, AvailabilityZone, attachments, MultiAttachEnabled } = volume;
    const { InstanceId, state } = instance;
    if (state !== 'running') throw incorrectState.instance(InstanceId, state);
    if (AvailabilityZone !== instance.AvailabilityZone) {
      throw errors.otherZone(
        ...([VolumeId, AvailabilityZone, InstanceId, instance.AvailabilityZone] as const),
      );
    }
    const isHere = attachments.some((at) => at.InstanceId === InstanceId);
    if (isHere || (attachments.length > 0 && !MultiAttachEnabled)) {
      throw errors.alreadyAttached(VolumeId);
    }
    if (volumeAt(ctx, InstanceId, Device) !== undefined) throw errors.deviceInUse(Device);
    const place = { InstanceId, Device, AttachTime: ctx.now, DeleteOnTermination: false };
    // That the KMS key cannot be used comes out after the request is answered: nothing is attached,
    // and why is in the audit trail of AWS KMS. Source: Amazon EBS User Guide, "Amazon EventBridge
    // events for Amazon EBS: attachVolume".
    await unlessRefused(attach(ctx, volume, place));
    return show(volume, place, 'attaching');
  },
};

/**
 * Attaches a volume: the plaintext data key comes into the memory of the instance's Nitro card, by a
 * grant that the caller gives the instance's machines. Rejects with the refusal of AWS KMS. Source:
 * AWS KMS Developer Guide, "Amazon EC2 example two".
 */
export async function attach(
  ctx: Context,
  volume: VolumeRecord,
  place: Omit<Attachment, 'grant'>,
): Promise<void> {
  const { VolumeId, region, account, encryption, attachments } = volume;
  let attached: Attachment = place;
  if (encryption !== undefined) {
    const { KmsKeyId, contextId } = encryption;
    const machines = machinesOf(account, place.InstanceId);
    const grant = await grantDecrypt(ctx, KmsKeyId, contextId, machines);
    const dataKey = await unlessRefused(
      openDataKey(ctx, encryption, { as: machines, GrantTokens: [grant.GrantToken] }),
    );
    if (dataKey instanceof AwsError) {
      await retireGrant(ctx, grant);
      throw dataKey;
    }
    ctx.put(nitroTable, nitroKey(place.InstanceId, VolumeId), { dataKey });
    attached = { ...place, grant: { GrantId: grant.GrantId, KeyId: KmsKeyId } };
  }
  ctx.put(volumesTable, rowKey(region, VolumeId), {
    ...volume,
    attachments: [...attachments, attached],
  });
}

export const DetachVolume: Operation<DetachVolumeRequest, VolumeAttachment, VolumeRecord> = {
  target: ({ VolumeId = '' }, ctx) => findVolume(ctx, VolumeId),
  permissions(_, volume, ctx) {
    const action = 'ec2:DetachVolume';
    const instances = volume.attachments.map(({ InstanceId }) => findInstance(ctx, InstanceId));
    return [
      { action, resource: volumeArn(volume), context: tagKeys(volume.tags) },
      ...instances.map((instance) => ({
        ...{ action, resource: instanceArn(instance), context: tagKeys(instance.tags) },
      })),
    ];
  },
  async handle({ InstanceId, Device }, ctx, volume) {
    const { VolumeId, attachments } = volume;
    if (InstanceId !== undefined) findInstance(ctx, InstanceId);
    if (attachments.length === 0) throw errors.notAttached(VolumeId);
    const attachment = attachments.find(
      (at) =>
        (InstanceId === undefined || at.InstanceId === InstanceId) &&
        (Device === undefined || at.Device === Device),
    );
    if (attachment === undefined) throw errors.attachmentNotFound(VolumeId, InstanceId ?? '');
    await release(ctx, volume, attachment);
    return show(volume, attachment, 'detaching');
  },
};

/** Ends an attachment: the data key is forgotten, and the grant retired. Returns the volume after it. */
export async function release(
  ctx: Context,
  volume: VolumeRecord,
  attachment: Attachment,
): Promise<VolumeRecord> {
  const { VolumeId, region } = volume;
  const { InstanceId, grant } = attachment;
  if (grant !== undefined) {
    ctx.delete(nitroTable, nitroKey(InstanceId, VolumeId));
    await retireGrant(ctx, { ...grant, region });
  }
  const attachments = volume.attachments.filter((at) => at !== attachment);
  const released = { ...volume, attachments };
  ctx.put(volumesTable, rowKey(region, VolumeId), released);
  return released;
}
