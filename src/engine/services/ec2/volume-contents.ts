import type { Context } from '../../operation';
import { blocksOf, reEncryptBlocks } from './blocks';
import { keyUnusable } from './errors';
import {
  describeKey,
  grantDecrypt,
  machinesOf,
  newDataKey,
  openDataKey,
  reEncryptDataKey,
  retireGrant,
} from './kms';
import type { BlockRecord, Encryption, SnapshotRecord, VolumeRecord } from './state';

/** What a new volume is made of. */
export interface Filling {
  readonly encryption?: Encryption;
  readonly blocks: readonly (readonly [number, BlockRecord])[];
}

/**
 * The data key and the blocks of a new volume, by the calls to AWS KMS that EBS makes. Rejects with
 * the refusal of AWS KMS. Source: Amazon EBS User Guide, "How Amazon EBS encryption works".
 */
export async function fillVolume(
  ctx: Context,
  { VolumeId }: VolumeRecord,
  snapshot: SnapshotRecord | undefined,
  keyId: string | undefined,
): Promise<Filling> {
  if (keyId === undefined) {
    return { blocks: snapshot === undefined ? [] : blocksOf(ctx, snapshot.SnapshotId) };
  }
  const { Arn: KmsKeyId = '', KeyManager, KeySpec } = await describeKey(ctx, keyId);
  if (KeySpec !== 'SYMMETRIC_DEFAULT') throw keyUnusable(`${KmsKeyId} is not a symmetric KMS key`);
  const key = { KmsKeyId, awsManaged: KeyManager === 'AWS', contextId: VolumeId };
  if (snapshot === undefined) {
    const dataKey = await newDataKey(ctx, KmsKeyId, VolumeId);
    return { encryption: { ...key, dataKey }, blocks: [] };
  }
  const source = snapshot.encryption;
  const isOwn = snapshot.account === ctx.caller.account;
  // The data key of the snapshot serves the volume, too, where the KMS key is the same: AWS KMS
  // encrypts it anew, bound to the volume. So it is done for a snapshot that is shared; its blocks
  // stay as they are. AWS's own call for the first case is GenerateDataKeyWithoutPlaintext, which
  // outside of AWS KMS only makes new data keys.
  if (source !== undefined && (!isOwn || source.KmsKeyId === KmsKeyId)) {
    const dataKey = await reEncryptDataKey(ctx, source, KmsKeyId, VolumeId);
    return { encryption: { ...key, dataKey }, blocks: blocksOf(ctx, snapshot.SnapshotId) };
  }
  const machines = machinesOf(ctx.caller.account, VolumeId);
  const grant = await grantDecrypt(ctx, KmsKeyId, VolumeId, machines);
  const encryption = { ...key, dataKey: await newDataKey(ctx, KmsKeyId, VolumeId) };
  const plaintextKey = await openDataKey(ctx, encryption, {
    ...{ as: machines, GrantTokens: [grant.GrantToken] },
  });
  const sourceKey = source === undefined ? undefined : await openDataKey(ctx, source);
  const blocks = await reEncryptBlocks(
    ctx,
    { owner: snapshot.SnapshotId, dataKey: sourceKey },
    { boundTo: VolumeId, dataKey: plaintextKey },
    ctx.random,
  );
  await retireGrant(ctx, grant);
  return { encryption, blocks };
}
