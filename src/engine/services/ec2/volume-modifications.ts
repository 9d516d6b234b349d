import type {
  DescribeVolumesModificationsRequest,
  DescribeVolumesModificationsResult,
  ModifyVolumeRequest,
  ModifyVolumeResult,
  VolumeModification,
} from '@aws-sdk/client-ec2';
import type { Context, Operation } from '../../operation';
import { volumes as errors } from './errors';
import { matchesFilters, type FilterValues } from './filters';
import { findVolume } from './lookup';
import { page } from './paging';
import {
  modificationsTable,
  rowKey,
  volumeArn,
  volumesTable,
  type ModificationRecord,
  type VolumeRecord,
} from './state';
import { tagKeys } from './tags';
import { volumeShape } from './volume-types';

function show({ VolumeId, original, target, StartTime }: ModificationRecord): VolumeModification {
  return {
    ...{ VolumeId, ModificationState: 'completed', Progress: 100 },
    ...{ OriginalSize: original.Size, TargetSize: target.Size },
    ...{ OriginalVolumeType: original.VolumeType, TargetVolumeType: target.VolumeType },
    ...{ OriginalIops: original.Iops, TargetIops: target.Iops },
    ...{ OriginalThroughput: original.Throughput, TargetThroughput: target.Throughput },
    OriginalMultiAttachEnabled: original.MultiAttachEnabled,
    TargetMultiAttachEnabled: target.MultiAttachEnabled,
    ...{ StartTime: new Date(StartTime), EndTime: new Date(StartTime) },
  };
}

const prefixOf = (ctx: Context) => `${rowKey(ctx.region, ctx.caller.account)}|`;

/**
 * Changes a volume in place, at once: there is nothing here to optimize. What encrypts it cannot be
 * changed.
 */
export const ModifyVolume: Operation<ModifyVolumeRequest, ModifyVolumeResult, VolumeRecord> = {
  target: ({ VolumeId = '' }, ctx) => findVolume(ctx, VolumeId),
  permissions: (_, volume) => [
    { action: 'ec2:ModifyVolume', resource: volumeArn(volume), context: tagKeys(volume.tags) },
  ],
  handle(input, ctx, volume) {
    const { VolumeId, Size, VolumeType: type, Iops, Throughput, MultiAttachEnabled } = volume;
    const original = { Size, VolumeType: type, Iops, Throughput, MultiAttachEnabled };
    if (input.Size !== undefined && input.Size < Size) throw errors.shrunk();
    const isSameType = input.VolumeType === undefined || input.VolumeType === type;
    const target = volumeShape({
      Size: input.Size ?? Size,
      VolumeType: input.VolumeType ?? type,
      MultiAttachEnabled: input.MultiAttachEnabled ?? MultiAttachEnabled,
      // A figure of the old type may not be one of the new.
      Iops: input.Iops ?? (isSameType && type !== 'gp2' ? Iops : undefined),
      Throughput: input.Throughput ?? (isSameType ? Throughput : undefined),
    });
    const modification: ModificationRecord = { VolumeId, original, target, StartTime: ctx.now };
    const prefix = prefixOf(ctx);
    const number = String(ctx.size(modificationsTable, prefix)).padStart(6, '0');
    ctx.put(modificationsTable, `${prefix}${number}`, modification);
    ctx.put(volumesTable, rowKey(ctx.region, VolumeId), {
      ...{ ...volume, ...target, shapeSince: ctx.now },
    });
    return { VolumeModification: { ...show(modification), ModificationState: 'modifying' } };
  },
};

type Row = ModificationRecord & { readonly tags: Readonly<Record<string, never>> };

const filters: FilterValues<Row> = {
  'modification-state': () => 'completed',
  'original-size': ({ original }) => String(original.Size),
  'original-volume-type': ({ original }) => original.VolumeType,
  'start-time': ({ StartTime }) => new Date(StartTime).toISOString(),
  'target-size': ({ target }) => String(target.Size),
  'target-volume-type': ({ target }) => target.VolumeType,
  'volume-id': ({ VolumeId }) => VolumeId,
};

export const DescribeVolumesModifications: Operation<
  DescribeVolumesModificationsRequest,
  DescribeVolumesModificationsResult
> = {
  handle({ VolumeIds = [], Filters, ...paging }, ctx) {
    for (const id of VolumeIds) findVolume(ctx, id);
    const matches = matchesFilters(Filters, filters);
    const rows = ctx
      .range(modificationsTable, { prefix: prefixOf(ctx) })
      .map(([, row]): Row => ({ ...row, tags: {} }))
      .filter((row) => VolumeIds.length === 0 || VolumeIds.includes(row.VolumeId))
      .filter(matches);
    const { items, more } = page(rows, paging);
    return { VolumesModifications: items.map(show), ...more };
  },
};
