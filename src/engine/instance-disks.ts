import type { Engine } from './engine';
import { openRandom } from './random';
import { blockKey, blockSize, newNonce, openBlock, sealBlock } from './services/ec2/blocks';
import {
  blocksTable,
  nitroTable,
  rowKey,
  volumesTable,
  type BlockRecord,
  type VolumeRecord,
} from './services/ec2/state';
import type { CryptoStep } from './trace';

/** A block of a device of an instance. */
export interface DiskBlock {
  readonly region: string;
  readonly instanceId: string;
  /** As the volume is attached: `/dev/sdf`. */
  readonly device: string;
  readonly index: number;
}

/** What an instance sees where a block cannot be read or written. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
}

function volumeAt(engine: Engine, { region, instanceId, device, index }: DiskBlock): VolumeRecord {
  const volumes = engine.tables.range(volumesTable, { prefix: rowKey(region, '') });
  const found = volumes.find(([, { attachments }]) =>
    attachments.some((at) => at.InstanceId === instanceId && at.Device === device),
  )?.[1];
  if (found === undefined) throw new DiskError(`${device}: no such device`);
  const blocks = (found.Size * 1024 ** 3) / blockSize;
  if (!Number.isInteger(index) || index < 0 || index >= blocks) {
    throw new DiskError(`${device}: block ${index} is beyond its ${blocks} blocks`);
  }
  return found;
}

function dataKeyOf(engine: Engine, instanceId: string, volume: VolumeRecord): Uint8Array {
  const card = engine.tables.get(nitroTable, `${instanceId}|${volume.VolumeId}`);
  if (card === undefined) throw new DiskError(`${volume.VolumeId} has no data key`);
  return card.dataKey;
}

function note(
  engine: Engine,
  { region, instanceId }: DiskBlock,
  step: Pick<CryptoStep, 'action' | 'detail' | 'bytesIn' | 'bytesOut'>,
): void {
  const actor = { type: 'service', name: `Instance ${instanceId}`, region } as const;
  const algorithm = 'AES-256-GCM';
  engine.note({ kind: 'crypto', actor, algorithm, exposes: ['data key', 'plaintext'], ...step });
}

/**
 * Writes a block of a disk from inside an instance: no request to AWS, and none to AWS KMS, only the
 * data key in the memory of the Nitro card. Throws `DiskError` as the instance would see it.
 */
export async function writeBlock(
  engine: Engine,
  at: DiskBlock,
  contents: Uint8Array,
): Promise<void> {
  const volume = volumeAt(engine, at);
  if (contents.length > blockSize) throw new DiskError(`a block has ${blockSize} bytes`);
  const { VolumeId, encryption } = volume;
  let block: BlockRecord = { bytes: contents.slice() };
  if (encryption !== undefined) {
    const dataKey = dataKeyOf(engine, at.instanceId, volume);
    let nonce: Uint8Array = new Uint8Array(0);
    // Chance is used up before anything is awaited: a seeded world must not give the same twice.
    engine.write((tx) => {
      const random = openRandom(engine.tables);
      nonce = newNonce(random);
      random.close(tx);
    });
    block = await sealBlock(dataKey, VolumeId, at.index, contents, nonce);
    const { length: bytesOut } = block.bytes;
    const detail = `block ${at.index} of ${VolumeId}`;
    note(engine, at, { action: 'encrypt', detail, bytesIn: contents.length, bytesOut });
  }
  if (volumeAt(engine, at).VolumeId !== VolumeId) throw new DiskError(`${at.device} is gone`);
  engine.write((tx) => tx.put(blocksTable, blockKey(VolumeId, at.index), block));
}

/** Reads a block of a disk from inside an instance; of one never written there is nothing. */
export async function readBlock(engine: Engine, at: DiskBlock): Promise<Uint8Array> {
  const volume = volumeAt(engine, at);
  const { VolumeId, encryption } = volume;
  const block = engine.tables.get(blocksTable, blockKey(VolumeId, at.index));
  if (block === undefined) return new Uint8Array(0);
  if (encryption === undefined) return block.bytes;
  const contents = await openBlock(dataKeyOf(engine, at.instanceId, volume), at.index, block);
  const { length: bytesIn } = block.bytes;
  const detail = `block ${at.index} of ${VolumeId}`;
  note(engine, at, { action: 'decrypt', detail, bytesIn, bytesOut: contents.length });
  return contents;
}
