import type {
  GetSnapshotBlockRequest,
  GetSnapshotBlockResponse,
  ListChangedBlocksRequest,
  ListChangedBlocksResponse,
  ListSnapshotBlocksRequest,
  ListSnapshotBlocksResponse,
} from '@aws-sdk/client-ebs';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64, encodeBase64 } from '../../base64';
import { equalBytes } from '../../bytes';
import type { Context, Operation } from '../../operation';
import { offsetOf, offsetToken } from '../../offset-tokens';
import { blockKey, blockSize, blocksOf, openBlock } from '../ec2/blocks';
import { blocksTable, type SnapshotRecord } from '../ec2/state';
import { errors } from './errors';
import { dataKeyOf, findSnapshot, snapshotPermission } from './lookup';

// Source of this file: Amazon EBS User Guide, "Use EBS direct APIs to access the contents of an EBS
// snapshot": tokens of blocks are good for seven days.

const tokenLifetime = 7 * 86_400_000;
const mostListed = 10_000;

/** A token says of which snapshot a block is, and until when it is good. */
function blockToken({ SnapshotId }: SnapshotRecord, index: number, expiry: number): string {
  return encodeBase64(new TextEncoder().encode(`${SnapshotId}|${index}|${expiry}`));
}

function checkToken(ctx: Context, { SnapshotId }: SnapshotRecord, index: number, token: string) {
  const bytes = decodeBase64(token);
  const [id, at, expiry] = bytes === undefined ? [] : new TextDecoder().decode(bytes).split('|');
  const isFor = id === SnapshotId && at === String(index);
  if (!isFor || !(Number(expiry) > ctx.now)) throw errors.blockToken();
}

/** One page of a list of blocks, from the index on that was asked for. */
function pageOf<Block extends { readonly BlockIndex: number }>(
  ctx: Context,
  { VolumeSize }: SnapshotRecord,
  all: readonly Block[],
  input: Pick<ListSnapshotBlocksRequest, 'NextToken' | 'MaxResults' | 'StartingBlockIndex'>,
) {
  const { NextToken, MaxResults = mostListed, StartingBlockIndex = 0 } = input;
  const from = NextToken === undefined ? 0 : offsetOf(NextToken);
  if (from === undefined) throw errors.pageToken();
  const listed = all.filter(({ BlockIndex }) => BlockIndex >= StartingBlockIndex);
  const to = from + MaxResults;
  return {
    blocks: listed.slice(from, to),
    shown: {
      ...{ VolumeSize, BlockSize: blockSize, ExpiryTime: new Date(ctx.now + tokenLifetime) },
      ...(to < listed.length ? { NextToken: offsetToken(to) } : {}),
    },
  };
}

export const ListSnapshotBlocks: Operation<
  ListSnapshotBlocksRequest,
  ListSnapshotBlocksResponse,
  SnapshotRecord
> = {
  target: ({ SnapshotId = '' }, ctx) => findSnapshot(ctx, SnapshotId),
  permissions: (_, snapshot) => [snapshotPermission('ListSnapshotBlocks', snapshot)],
  handle(input, ctx, snapshot) {
    const expiry = ctx.now + tokenLifetime;
    const all = blocksOf(ctx, snapshot.SnapshotId).map(([BlockIndex]) => ({
      ...{ BlockIndex, BlockToken: blockToken(snapshot, BlockIndex, expiry) },
    }));
    const { blocks, shown } = pageOf(ctx, snapshot, all, input);
    return { Blocks: blocks, ...shown };
  },
};

interface Compared {
  readonly first: SnapshotRecord | undefined;
  readonly second: SnapshotRecord;
}

export const ListChangedBlocks: Operation<
  ListChangedBlocksRequest,
  ListChangedBlocksResponse,
  Compared
> = {
  target: ({ FirstSnapshotId, SecondSnapshotId = '' }, ctx) => ({
    first: FirstSnapshotId === undefined ? undefined : findSnapshot(ctx, FirstSnapshotId),
    second: findSnapshot(ctx, SecondSnapshotId),
  }),
  permissions: (_, { first, second }) =>
    [second, ...(first === undefined ? [] : [first])].map((snapshot) =>
      snapshotPermission('ListChangedBlocks', snapshot),
    ),
  handle(input, ctx, { first, second }) {
    if (first !== undefined && first.VolumeId !== second.VolumeId) throw errors.unrelated();
    const expiry = ctx.now + tokenLifetime;
    const before = new Map(first === undefined ? [] : blocksOf(ctx, first.SnapshotId));
    const after = new Map(blocksOf(ctx, second.SnapshotId));
    const indices = [...new Set([...before.keys(), ...after.keys()])].sort((a, b) => a - b);
    const all = indices.flatMap((BlockIndex) => {
      const [one, other] = [before.get(BlockIndex), after.get(BlockIndex)];
      if (one !== undefined && other !== undefined && equalBytes(one.bytes, other.bytes)) return [];
      return [
        {
          BlockIndex,
          ...(one === undefined || first === undefined
            ? {}
            : { FirstBlockToken: blockToken(first, BlockIndex, expiry) }),
          ...(other === undefined
            ? {}
            : { SecondBlockToken: blockToken(second, BlockIndex, expiry) }),
        },
      ];
    });
    const { blocks, shown } = pageOf(ctx, second, all, input);
    return { ChangedBlocks: blocks, ...shown };
  },
};

/** A block in an answer: its bytes are at hand. */
type BlockAnswer = Omit<GetSnapshotBlockResponse, 'BlockData'> & { readonly BlockData: Uint8Array };

export const GetSnapshotBlock: Operation<GetSnapshotBlockRequest, BlockAnswer, SnapshotRecord> = {
  target: ({ SnapshotId = '' }, ctx) => findSnapshot(ctx, SnapshotId),
  permissions: (_, snapshot) => [snapshotPermission('GetSnapshotBlock', snapshot)],
  async handle({ BlockIndex = 0, BlockToken = '' }, ctx, snapshot) {
    checkToken(ctx, snapshot, BlockIndex, BlockToken);
    const block = ctx.get(blocksTable, blockKey(snapshot.SnapshotId, BlockIndex));
    if (block === undefined) throw errors.noSuchBlock(BlockIndex);
    const contents = await openBlock(await dataKeyOf(ctx, snapshot), BlockIndex, block);
    const BlockData = new Uint8Array(blockSize);
    BlockData.set(contents);
    const Checksum = encodeBase64(sha256(BlockData));
    return { DataLength: blockSize, BlockData, Checksum, ChecksumAlgorithm: 'SHA256' };
  },
};
