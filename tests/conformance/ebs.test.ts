import { createHash } from 'node:crypto';
import * as direct from '@aws-sdk/client-ebs';
import { CreateVolumeCommand, DescribeSnapshotsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, describe, expect, it } from 'vitest';
import { ebs } from '../../src/engine/services/ebs/index';
import { expectAllOf, sdkWorld } from './clients';

const blockSize = 512 * 1024;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');
const called = new Set<string>();

function world() {
  const made = sdkWorld();
  const client = new direct.EBSClient(made.config());
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        called.add(String(commandName).replace(/Command$/, ''));
        return next(args);
      },
    { step: 'initialize' },
  );
  const put = async (SnapshotId: string, BlockIndex: number, text: string) => {
    const BlockData = new Uint8Array(blockSize);
    BlockData.set(new TextEncoder().encode(text));
    const Checksum = sha256(BlockData);
    const block = { SnapshotId, BlockIndex, BlockData, DataLength: blockSize, Checksum };
    await client.send(
      new direct.PutSnapshotBlockCommand({ ...block, ChecksumAlgorithm: 'SHA256' }),
    );
    return Checksum;
  };
  /** A completed snapshot with these blocks. */
  const snapshot = async (input: Partial<direct.StartSnapshotCommandInput>, ...texts: string[]) => {
    const started = await client.send(new direct.StartSnapshotCommand({ VolumeSize: 1, ...input }));
    const SnapshotId = started.SnapshotId!;
    const checksums: string[] = [];
    for (const [index, text] of texts.entries()) {
      if (text !== '') checksums.push(await put(SnapshotId, index, text));
    }
    const all = Buffer.concat(checksums.map((checksum) => Buffer.from(checksum, 'base64')));
    const completion = { SnapshotId, ChangedBlocksCount: checksums.length };
    const Checksum = { Checksum: sha256(all), ChecksumAlgorithm: 'SHA256' } as const;
    const summed = { ...completion, ...Checksum, ChecksumAggregationMethod: 'LINEAR' } as const;
    await client.send(new direct.CompleteSnapshotCommand(summed));
    await made.engine.advanceTo(made.engine.now + 60_000);
    return started;
  };
  const read = async (SnapshotId: string, BlockIndex: number, BlockToken: string) => {
    const block = { SnapshotId, BlockIndex, BlockToken };
    const answer = await client.send(new direct.GetSnapshotBlockCommand(block));
    const bytes = await answer.BlockData!.transformToByteArray();
    expect(sha256(bytes)).toBe(answer.Checksum);
    return new TextDecoder().decode(bytes).replace(/\0+$/, '');
  };
  const list = (SnapshotId: string) =>
    client.send(new direct.ListSnapshotBlocksCommand({ SnapshotId }));
  return { ...made, client, put, snapshot, read, list };
}

describe('the SDK and the EBS direct APIs', () => {
  it('write a snapshot under a KMS key, list its blocks and read them', async () => {
    const { snapshot, list, read, createKey, engine, config } = world();
    const { Arn: KmsKeyArn } = await createKey();
    const sealed = { Encrypted: true, KmsKeyArn };
    const { SnapshotId, KmsKeyArn: under } = await snapshot(sealed, 'one', '', 'three');
    expect(under).toBe(KmsKeyArn);
    const { Blocks, BlockSize, VolumeSize } = await list(SnapshotId!);
    expect([BlockSize, VolumeSize]).toEqual([blockSize, 1]);
    expect(Blocks!.map(({ BlockIndex }) => BlockIndex)).toEqual([0, 2]);
    expect(await read(SnapshotId!, 2, Blocks![1]!.BlockToken!)).toBe('three');
    await expect(read(SnapshotId!, 0, Blocks![1]!.BlockToken!)).rejects.toMatchObject({
      ...{ name: 'ValidationException', Reason: 'INVALID_BLOCK_TOKEN' },
    });
    const atRest = engine.tables.range<{ bytes: Uint8Array }>({ name: 'ec2.blocks' });
    const seen = atRest.map(([, { bytes }]) => Buffer.from(bytes).includes('three'));
    expect(seen).toEqual([false, false]);
    const ec2 = new EC2Client(config());
    const shown = await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId!] }));
    expect(shown.Snapshots).toMatchObject([{ State: 'completed', Encrypted: true }]);
    const made = { SnapshotId, AvailabilityZone: 'us-east-1a' };
    expect(await ec2.send(new CreateVolumeCommand(made))).toMatchObject({ Encrypted: true });
  });

  it('list what a child has changed of its parent', async () => {
    const { snapshot, client, read } = world();
    const { SnapshotId: ParentSnapshotId } = await snapshot({}, 'one', 'two');
    const { SnapshotId } = await snapshot({ ParentSnapshotId }, '', 'other', 'three');
    const compared = { FirstSnapshotId: ParentSnapshotId, SecondSnapshotId: SnapshotId! };
    const { ChangedBlocks = [] } = await client.send(new direct.ListChangedBlocksCommand(compared));
    expect(ChangedBlocks.map(({ BlockIndex }) => BlockIndex)).toEqual([1, 2]);
    expect(ChangedBlocks[1]).not.toHaveProperty('FirstBlockToken');
    expect(await read(ParentSnapshotId!, 1, ChangedBlocks[0]!.FirstBlockToken!)).toBe('two');
    expect(await read(SnapshotId!, 1, ChangedBlocks[0]!.SecondBlockToken!)).toBe('other');
  });

  it('are refused what is not whole, not there, or not theirs', async () => {
    const { client, list, put, createKey, send } = world();
    const { Arn: KmsKeyArn, KeyId } = await createKey();
    const sealed = { VolumeSize: 1, Encrypted: true, KmsKeyArn };
    const { SnapshotId = '' } = await client.send(new direct.StartSnapshotCommand(sealed));
    await expect(list('snap-00000000000000000')).rejects.toMatchObject({
      ...{ name: 'ResourceNotFoundException', Reason: 'SNAPSHOT_NOT_FOUND' },
    });
    await expect(list(SnapshotId)).rejects.toMatchObject({ name: 'ValidationException' });
    const block = { SnapshotId, BlockIndex: 0, BlockData: new Uint8Array(blockSize) };
    const wrong = { ...block, DataLength: blockSize, Checksum: sha256(new Uint8Array(1)) };
    await expect(
      client.send(new direct.PutSnapshotBlockCommand({ ...wrong, ChecksumAlgorithm: 'SHA256' })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await expect(
      client.send(new direct.CompleteSnapshotCommand({ SnapshotId, ChangedBlocksCount: 1 })),
    ).rejects.toMatchObject({ name: 'ValidationException' });
    await send('kms', 'DisableKey', { KeyId });
    await expect(put(SnapshotId, 0, 'text')).rejects.toMatchObject({
      ...{ name: 'AccessDeniedException', Reason: 'DEPENDENCY_ACCESS_DENIED' },
    });
  });

  it('are started once for a token, and given up where nothing happens in time', async () => {
    const { client, engine, put, config } = world();
    const ec2 = new EC2Client(config());
    const input = { VolumeSize: 1, ClientToken: 'one', Timeout: 10 };
    const start = (more = {}) =>
      client.send(new direct.StartSnapshotCommand({ ...input, ...more }));
    const { SnapshotId = '' } = await start();
    expect((await start()).SnapshotId).toBe(SnapshotId);
    await expect(start({ VolumeSize: 2 })).rejects.toMatchObject({ name: 'ConflictException' });
    const minutes = (count: number) => engine.advanceTo(engine.now + count * 60_000);
    const state = async () =>
      (await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds: [SnapshotId] }))).Snapshots?.[0]
        ?.State;
    await minutes(9);
    await put(SnapshotId, 0, 'late');
    await minutes(9);
    expect(await state()).toBe('pending');
    await minutes(1);
    expect(await state()).toBe('error');
    await expect(put(SnapshotId, 1, 'too late')).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

afterAll(() => expectAllOf(ebs, called));
