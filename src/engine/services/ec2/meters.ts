import { ebsPrices, type StorageMeter } from '../../prices/index';
import { blockSize } from './blocks';
import {
  snapshotArn,
  snapshotsTable,
  snapshotState,
  volumeArn,
  volumesTable,
  type SnapshotRecord,
  type VolumeRecord,
} from './state';

// Source of this file: Amazon EBS pricing, and Amazon EBS User Guide, "How Amazon EBS snapshots work".

/** Blocks of a GB as AWS counts it. */
const blocksPerGigabyte = 2 ** 30 / blockSize;

/** A volume costs by its size, attached or not, written or not. */
const volumes: StorageMeter = {
  table: volumesTable,
  isCharged: () => true,
  kept(volume: VolumeRecord) {
    const { account, region, VolumeType, Size: amount, CreateTime } = volume;
    const { shapeSince: since = CreateTime } = volume;
    const resource = `${volumeArn(volume)} since ${since}`;
    return [{ account, region, price: ebsPrices[VolumeType], resource, since, amount }];
  },
  isOther: (before: VolumeRecord, after: VolumeRecord) => before.shapeSince !== after.shapeSince,
};

/**
 * A snapshot costs by the blocks that no snapshot of its volume had before it, a copy by all it has.
 * That those of a deleted snapshot become another's cost where that needs them is left out.
 */
const snapshots: StorageMeter = {
  table: snapshotsTable,
  isCharged: (snapshot: SnapshotRecord) => snapshotState(snapshot) !== 'error',
  kept(snapshot: SnapshotRecord) {
    const { account, region, StartTime: since, blocks, newBlocks = blocks } = snapshot;
    const amount = newBlocks / blocksPerGigabyte;
    const resource = snapshotArn(snapshot);
    return [{ account, region, price: ebsPrices.snapshot, resource, since, amount }];
  },
};

/** What volumes and snapshots cost to keep. */
export const ebsStorage: readonly StorageMeter[] = [volumes, snapshots];
