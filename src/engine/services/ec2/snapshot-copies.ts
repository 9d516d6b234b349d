import type {
  CopySnapshotRequest,
  CopySnapshotResult,
  TagSpecification,
} from '@aws-sdk/client-ec2';
import { AwsError } from '../../errors';
import type { Context, Operation } from '../../operation';
import { unlessRefused } from '../../refusals';
import { incorrectState, invalidValue, notFound, snapshots as errors } from './errors';
import { checkId, newId } from './ids';
import { describeKey, grantDecrypt, machinesOf, newDataKey, openDataKey } from './kms';
import { mayUse } from './lookup';
import { sharedSnapshotUsed } from './service-events';
import { defaultKey, settingsOf } from './default-key';
import { beginCopy } from './snapshot-moves';
import { ownKeys } from './snapshots';
import {
  rowKey,
  snapshotArn,
  snapshotsTable,
  snapshotState,
  type CopyGrant,
  type Encryption,
  type SnapshotRecord,
} from './state';
import { requestTagKeys, shownTags, specifiedTags, tagOnCreation } from './tags';

/** Copies of snapshots have no volume. Source: Amazon EBS User Guide, "Copy an Amazon EBS snapshot". */
const noVolume = 'vol-ffffffff';

/** Copies into one Region at a time. Source: same page. */
const concurrentCopies = 20;

/** The source of a copy: the caller's own, or shared with it. */
function findSource(request: CopySnapshotRequest, ctx: Context): SnapshotRecord {
  const { SourceSnapshotId = '', SourceRegion = '', DestinationRegion } = request;
  checkId('snapshot', SourceSnapshotId);
  if (DestinationRegion !== undefined && DestinationRegion !== ctx.region) {
    // AWS's text is not known here: the member serves presigned URLs alone.
    throw invalidValue(
      DestinationRegion,
      'destinationRegion',
      'Copy to the Region of the endpoint.',
    );
  }
  const source = ctx.get(snapshotsTable, rowKey(SourceRegion, SourceSnapshotId));
  if (source === undefined || !mayUse(source, ctx.caller.account)) throw notFound.copySource();
  return source;
}

const tagsIn = (specifications: readonly TagSpecification[] | undefined) =>
  specifications?.flatMap(({ Tags = [] }) => Tags) ?? [];

export const CopySnapshot: Operation<CopySnapshotRequest, CopySnapshotResult, SnapshotRecord> = {
  target: findSource,
  // Source: Amazon EBS User Guide, "Example: Copying snapshots".
  permissions({ TagSpecifications }, source, ctx) {
    const action = 'ec2:CopySnapshot';
    const resource = snapshotArn({ region: ctx.region, SnapshotId: '*' });
    const context = {
      ...requestTagKeys(tagsIn(TagSpecifications)),
      ...{ 'ec2:Region': ctx.region, 'ec2:SourceRegion': source.region },
    };
    return [
      { action, resource, context },
      {
        ...{ action, resource: snapshotArn(source), resourceAccount: ctx.caller.account },
        context: ownKeys(source),
      },
      ...tagOnCreation(ctx, TagSpecifications, resource),
    ];
  },
  async handle(request, ctx, source) {
    const { Encrypted, TagSpecifications, SourceRegion = '', SourceSnapshotId = '' } = request;
    if (snapshotState(source) !== 'completed') {
      throw incorrectState.snapshot(SourceSnapshotId, snapshotState(source));
    }
    const sourceIsEncrypted = source.encryption !== undefined;
    if (sourceIsEncrypted && Encrypted === false) throw errors.decryptedByCopy();
    const tags = specifiedTags(TagSpecifications, 'snapshot');
    const { region } = ctx;
    if (copiesUnderWay(ctx) >= concurrentCopies) throw errors.tooManyCopies(concurrentCopies);
    // A key that is named wants the copy encrypted. Source: EC2 API Reference, CopySnapshot, KmsKeyId.
    const copyIsEncrypted =
      sourceIsEncrypted ||
      Encrypted === true ||
      request.KmsKeyId !== undefined ||
      settingsOf(ctx).encryptionByDefault;
    const SnapshotId = newId('snapshot', ctx.random);
    const grants: CopyGrant[] = [];
    const prepared = copyIsEncrypted
      ? await unlessRefused(prepareKeys(request, ctx, source, SnapshotId, grants))
      : undefined;
    const keyRefused = prepared instanceof AwsError;
    const context = {
      ...{ blocks: source.blocks, sourceIsEncrypted, copyIsEncrypted, keyRefused },
      crossesRegions: SourceRegion !== region,
    };
    const { VolumeSize } = source;
    ctx.put(snapshotsTable, rowKey(region, SnapshotId), {
      ...{ SnapshotId, account: ctx.caller.account, region, VolumeId: noVolume, VolumeSize, tags },
      Description: request.Description ?? '',
      ...{ StartTime: ctx.now, blocks: source.blocks, sharedWith: [] },
      ...(prepared === undefined || keyRefused ? {} : { encryption: prepared }),
      copy: {
        ...{ state: beginCopy(ctx, SnapshotId, context), context, grants },
        ...{ SourceRegion, SourceSnapshotId },
        ...(source.encryption === undefined ? {} : { source: source.encryption }),
      },
    });
    sharedSnapshotUsed(ctx, source, 'SharedSnapshotCopyInitiated', { copySnapshotId: SnapshotId });
    return { SnapshotId, ...(Object.keys(tags).length > 0 ? { Tags: shownTags(tags) } : {}) };
  },
};

function copiesUnderWay(ctx: Context): number {
  return ctx
    .range(snapshotsTable, { prefix: rowKey(ctx.region, '') })
    .filter(
      ([, snapshot]) =>
        snapshot.account === ctx.caller.account &&
        snapshot.copy !== undefined &&
        snapshotState(snapshot) === 'pending',
    ).length;
}

/**
 * What is asked of AWS KMS in the caller's name when a copy begins: that it may decrypt the source,
 * a new data key under a key of this Region, and grants by which the machines that copy use both
 * keys later on. A multi-Region key is one of its Region like any other: the source's is not looked
 * for here. Rejects with the refusal of AWS KMS; `grants` has those given until then. Source: Amazon
 * EBS User Guide, "Encryption and snapshot copying" and "Encryption outcomes for snapshot copies".
 */
async function prepareKeys(
  { KmsKeyId: asked }: CopySnapshotRequest,
  ctx: Context,
  source: SnapshotRecord,
  SnapshotId: string,
  grants: CopyGrant[],
): Promise<Encryption> {
  const machines = machinesOf(ctx.caller.account, SnapshotId);
  const { encryption: from, region } = source;
  if (from !== undefined) {
    await openDataKey(ctx, from, { region });
    grants.push(await grantDecrypt(ctx, from.KmsKeyId, from.contextId, machines, region));
  }
  const key = await describeKey(ctx, asked ?? defaultKey(ctx));
  const { Arn: KmsKeyId = '', KeyManager } = key;
  grants.push(await grantDecrypt(ctx, KmsKeyId, SnapshotId, machines));
  const dataKey = await newDataKey(ctx, KmsKeyId, SnapshotId);
  return { KmsKeyId, awsManaged: KeyManager === 'AWS', dataKey, contextId: SnapshotId };
}
