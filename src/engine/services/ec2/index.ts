import model from '../../api/models/ec2.gen.json';
import { readModel } from '../../api/index';
import { AwsError } from '../../errors';
import type { AnyOperation, Service } from '../../operation';
import { AttachVolume, DetachVolume } from './attachments';
import { dryRun } from './errors';
import { DescribeInstances, RunInstances, TerminateInstances } from './instances';
import { ebsStorage } from './meters';
import { sealedUnder } from './sealed-under';
import * as settings from './settings';
import { CopySnapshot } from './snapshot-copies';
import { copy } from './snapshot-copying';
import { creation } from './snapshot-moves';
import * as snapshotPermissions from './snapshot-permissions';
import { CreateSnapshot, CreateSnapshots, DeleteSnapshot, DescribeSnapshots } from './snapshots';
import { CreateTags, DeleteTags, DescribeTags } from './tags';
import { DescribeVolumesModifications, ModifyVolume } from './volume-modifications';
import { CreateVolume, DeleteVolume, DescribeVolumes } from './volumes';

const operations: Readonly<Record<string, AnyOperation>> = {
  ...{ AttachVolume, DetachVolume },
  ...{ CopySnapshot, CreateSnapshot, CreateSnapshots, DeleteSnapshot, DescribeSnapshots },
  ...{ CreateTags, DeleteTags, DescribeTags },
  ...{ CreateVolume, DeleteVolume, DescribeVolumes },
  ...{ DescribeInstances, RunInstances, TerminateInstances },
  ...{ DescribeVolumesModifications, ModifyVolume },
  ...settings,
  ...snapshotPermissions,
};

/** Every operation takes DryRun: whether the caller may, without doing it. */
function withDryRun(operation: AnyOperation): AnyOperation {
  return {
    ...operation,
    handle(input: never, ctx: never, target: never): unknown {
      if ((input as { DryRun?: boolean }).DryRun === true) throw dryRun();
      return operation.handle(input, ctx, target);
    },
  };
}

/**
 * Amazon EC2 as far as EBS encryption goes: volumes, snapshots and their copies, sharing, encryption
 * by default, and instances that do nothing but have volumes. Not modelled: fast snapshot restore,
 * the archive tier, recycle bin, snapshot lock, block public access, and networks.
 */
export const ec2: Service = {
  name: 'ec2',
  title: 'Amazon EC2',
  model: readModel(model),
  eventSource: 'ec2.amazonaws.com',
  operations: Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [name, withDryRun(operation)]),
  ),
  timers: { creation, copy },
  sealedUnder,
  storage: ebsStorage,
  throttled: () => new AwsError('RequestLimitExceeded', 'Request limit exceeded.', 503),
};
