import model from '../../api/models/ebs.gen.json';
import { readModel } from '../../api/index';
import { AwsError } from '../../errors';
import type { Service } from '../../operation';
import { creation } from '../ec2/snapshot-moves';
import { GetSnapshotBlock, ListChangedBlocks, ListSnapshotBlocks } from './reading';
import { timeout } from './started';
import { CompleteSnapshot, PutSnapshotBlock, StartSnapshot } from './writing';

/**
 * The EBS direct APIs: blocks of snapshots, read and written without a volume. The snapshots and
 * their blocks are the same that Amazon EC2's API makes and describes.
 */
export const ebs: Service = {
  name: 'ebs',
  title: 'Amazon EBS',
  model: readModel(model),
  eventSource: 'ebs.amazonaws.com',
  operations: {
    ...{ GetSnapshotBlock, ListChangedBlocks, ListSnapshotBlocks },
    ...{ CompleteSnapshot, PutSnapshotBlock, StartSnapshot },
  },
  trail: {
    dataEvents: new Set([
      'GetSnapshotBlock',
      'PutSnapshotBlock',
      'ListSnapshotBlocks',
      'ListChangedBlocks',
    ]),
  },
  timers: { creation, timeout },
  throttled: () =>
    new AwsError('RequestThrottledException', 'Rate exceeded', 400, {
      Reason: 'ACCOUNT_THROTTLED',
    }),
};
