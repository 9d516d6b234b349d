import type {
  CompleteSnapshotRequest,
  CompleteSnapshotResponse,
  PutSnapshotBlockRequest,
  PutSnapshotBlockResponse,
  StartSnapshotRequest,
  StartSnapshotResponse,
} from '@aws-sdk/client-ebs';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64, encodeBase64 } from '../../base64';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { blockKey, blockSize, blocksOf, newNonce, sealBlock } from '../ec2/blocks';
import { defaultKey, settingsOf } from '../ec2/default-key';
import { newId } from '../ec2/ids';
import { describeKey, newDataKey } from '../ec2/kms';
import { beginCreation } from '../ec2/snapshot-moves';
import {
  blocksTable,
  rowKey,
  snapshotArn,
  snapshotsTable,
  type Encryption,
  type SnapshotRecord,
} from '../ec2/state';
import { shownTags } from '../ec2/tags';
import { readSource, sizeOf, type Source } from '../s3/body';
import { errors } from './errors';
import { dataKeyOf, findSnapshot, findStarted, snapshotPermission } from './lookup';
import { forgetStart, noteActivity, noteStart, startedBefore, writtenTable } from './started';

// Source of this file: Amazon EBS User Guide, "Use EBS direct APIs to write", and the EBS direct
// APIs' reference.

/** A volume that there never was, as snapshots without one have it. */
const noVolume = 'vol-ffffffff';

/** How a new snapshot is encrypted: as its parent, or under the key that is named, or the default. */
async function encryptionOf(
  ctx: Context,
  SnapshotId: string,
  { Encrypted, KmsKeyArn }: StartSnapshotRequest,
  parent: SnapshotRecord | undefined,
): Promise<Encryption | undefined> {
  if (parent !== undefined) {
    if (Encrypted !== undefined || KmsKeyArn !== undefined) throw errors.keyOfParent();
    return parent.encryption;
  }
  if (KmsKeyArn !== undefined && Encrypted !== true) throw errors.keyWithoutEncryption();
  if (Encrypted !== true && !settingsOf(ctx).encryptionByDefault) return undefined;
  const made = await unlessRefused(newEncryption(ctx, KmsKeyArn ?? defaultKey(ctx), SnapshotId));
  if (made instanceof AwsError) throw errors.keyRefused();
  return made;
}

async function newEncryption(ctx: Context, keyId: string, contextId: string): Promise<Encryption> {
  const { Arn: KmsKeyId = '', KeyManager } = await describeKey(ctx, keyId);
  const dataKey = await newDataKey(ctx, KmsKeyId, contextId);
  return { KmsKeyId, awsManaged: KeyManager === 'AWS', dataKey, contextId };
}

export const StartSnapshot: Operation<
  StartSnapshotRequest,
  StartSnapshotResponse,
  SnapshotRecord | undefined
> = {
  target: ({ ParentSnapshotId }, ctx) =>
    ParentSnapshotId === undefined ? undefined : findSnapshot(ctx, ParentSnapshotId),
  permissions: (_, parent, ctx) => [
    {
      ...{ action: 'ebs:StartSnapshot' },
      resource: snapshotArn({ region: ctx.region, SnapshotId: '*' }),
    },
    ...(parent === undefined ? [] : [snapshotPermission('StartSnapshot', parent)]),
  ],
  async handle(input, ctx, parent) {
    const { VolumeSize = 1, Description = '', ParentSnapshotId, Tags = [] } = input;
    const before = startedBefore(ctx, input);
    if (before !== undefined) return answerOf(before, ParentSnapshotId);
    if (parent !== undefined && VolumeSize < parent.VolumeSize) throw errors.volumeTooSmall();
    const SnapshotId = newId('snapshot', ctx.random);
    const encryption = await encryptionOf(ctx, SnapshotId, input, parent);
    const tags = Object.fromEntries(Tags.map(({ Key = '', Value = '' }) => [Key, Value]));
    const inherited = parent === undefined ? [] : blocksOf(ctx, parent.SnapshotId);
    for (const [index, block] of inherited) {
      ctx.put(blocksTable, blockKey(SnapshotId, index), block);
    }
    const { account } = ctx.caller;
    const started: SnapshotRecord = {
      ...{ SnapshotId, account, region: ctx.region, VolumeSize, Description, tags },
      ...{ VolumeId: parent?.VolumeId ?? noVolume, StartTime: ctx.now, sharedWith: [] },
      ...{ creation: 'pending', isBeingWritten: true, blocks: inherited.length, newBlocks: 0 },
      ...(encryption === undefined ? {} : { encryption }),
    };
    ctx.put(snapshotsTable, rowKey(ctx.region, SnapshotId), started);
    noteStart(ctx, SnapshotId, input);
    return answerOf(started, ParentSnapshotId);
  },
};

function answerOf(
  { SnapshotId, account, StartTime, VolumeSize, Description, tags, encryption }: SnapshotRecord,
  ParentSnapshotId: string | undefined,
): StartSnapshotResponse {
  return {
    ...{ SnapshotId, OwnerId: account, Status: 'pending', StartTime: new Date(StartTime) },
    ...{ VolumeSize, BlockSize: blockSize, Description, Tags: shownTags(tags) },
    ...(ParentSnapshotId === undefined ? {} : { ParentSnapshotId }),
    ...(encryption === undefined ? {} : { KmsKeyArn: encryption.KmsKeyId }),
    SseType: encryption === undefined ? 'none' : 'sse-kms',
  };
}

type PutInput = Omit<PutSnapshotBlockRequest, 'BlockData'> & { readonly BlockData?: Source };

export const PutSnapshotBlock: Operation<PutInput, PutSnapshotBlockResponse, SnapshotRecord> = {
  target: ({ SnapshotId = '' }, ctx) => findStarted(ctx, SnapshotId),
  permissions: (_, snapshot) => [snapshotPermission('PutSnapshotBlock', snapshot)],
  async handle({ BlockIndex = 0, BlockData, DataLength, Checksum = '' }, ctx, snapshot) {
    const size = sizeOf(BlockData);
    if (size !== blockSize || DataLength !== blockSize) throw errors.wrongLength();
    const bytes = await readSource(BlockData, 0, size);
    if (encodeBase64(sha256(bytes)) !== Checksum) throw errors.wrongChecksum();
    const { SnapshotId, encryption } = snapshot;
    const key = blockKey(SnapshotId, BlockIndex);
    const contents = withoutZeroes(bytes);
    const dataKey = await dataKeyOf(ctx, snapshot);
    const block =
      dataKey === undefined || encryption === undefined
        ? { bytes: contents }
        : await sealBlock(
            ...([dataKey, encryption.contextId, BlockIndex, contents] as const),
            newNonce(ctx.random),
          );
    ctx.put(blocksTable, key, block);
    ctx.put(writtenTable, key, { checksum: Checksum });
    noteActivity(ctx, SnapshotId);
    return { Checksum, ChecksumAlgorithm: 'SHA256' };
  },
};

/** A block's contents as they are kept: zeroes at the end are not. */
function withoutZeroes(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.slice(0, end);
}

export const CompleteSnapshot: Operation<
  CompleteSnapshotRequest,
  CompleteSnapshotResponse,
  SnapshotRecord
> = {
  target: ({ SnapshotId = '' }, ctx) => findStarted(ctx, SnapshotId),
  permissions: (_, snapshot) => [snapshotPermission('CompleteSnapshot', snapshot)],
  handle({ ChangedBlocksCount, Checksum }, ctx, snapshot) {
    const written = ctx.range(writtenTable, { prefix: `${snapshot.SnapshotId}|` });
    if (written.length !== ChangedBlocksCount) throw errors.wrongCount();
    const checksums = written.map(([, { checksum }]) => checksum);
    if (Checksum !== undefined && Checksum !== linear(checksums)) throw errors.wrongChecksum();
    forgetStart(ctx, snapshot.SnapshotId);
    const blocks = blocksOf(ctx, snapshot.SnapshotId).length;
    const whole: { -readonly [Part in keyof SnapshotRecord]: SnapshotRecord[Part] } = {
      ...{ ...snapshot, blocks, newBlocks: written.length },
    };
    delete whole.isBeingWritten;
    beginCreation(ctx, whole);
    return { Status: 'pending' };
  },
};

/** The checksum of the blocks' checksums, in the order of their indices. */
function linear(checksums: readonly string[]): string {
  const hash = sha256.create();
  for (const checksum of checksums) hash.update(decodeBase64(checksum) ?? new Uint8Array());
  return encodeBase64(hash.digest());
}
