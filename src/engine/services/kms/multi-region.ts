import type {
  ReplicateKeyRequest,
  ReplicateKeyResponse,
  UpdatePrimaryRegionRequest,
} from '@aws-sdk/client-kms';
import type { Context, Operation } from '../../operation';
import { multiRegion as errors, notFound, notPrimary } from './errors';
import { adoptNames } from './imported-materials';
import { createKeyKeys } from './key-conditions';
import { keyMetadata } from './key-metadata';
import { checkKeyPolicy } from './key-policies';
import { defaultKeyPolicy } from './key-policy-documents';
import { requireKeyState } from './key-state-table';
import { beginLife, live } from './lifecycle';
import { findKeyByIdOrArn, type FoundKey } from './lookup';
import { isReplica, moveSet, multiRegionSet, regionOf, relatedKey } from './multi-region-set';
import { keyPermission } from './permissions';
import { handOverRotation } from './rotating';
import { requireRoomForKey } from './resource-quotas';
import { keyEvent } from './service-events';
import { keyArn, keysTable, type KeyRecord } from './state';
import { tagsFrom } from './tags';

function requirePrimary(ctx: Context, key: KeyRecord): void {
  if (!key.MultiRegion || isReplica(ctx, key)) throw notPrimary(key.Arn);
}

export const ReplicateKey: Operation<ReplicateKeyRequest, ReplicateKeyResponse, FoundKey> = {
  target: ({ KeyId = '' }, ctx) => findKeyByIdOrArn(ctx, KeyId),
  permissions(input, found, ctx) {
    const { ReplicaRegion = '', Tags = [] } = input;
    const there = ['kms:CreateKey', ...(Tags.length === 0 ? [] : ['kms:TagResource'])];
    const context = replicaKeys(input, found.key, ctx);
    return [
      keyPermission('kms:ReplicateKey', found, ctx, { 'kms:ReplicaRegion': ReplicaRegion }),
      ...there.map((action) => ({ action, resource: '*', region: ReplicaRegion, context })),
    ];
  },
  handle(input, ctx, { key: primary }) {
    const { ReplicaRegion = '', Description = '', Tags = [] } = input;
    requirePrimary(ctx, primary);
    requireKeyState(primary, 'ReplicateKey');
    const { AWSAccountId, KeyId, KeySpec, KeyUsage, Origin, material } = primary;
    const { CurrentKeyMaterialId } = primary;
    const Arn = keyArn(ReplicaRegion, AWSAccountId, KeyId);
    if (ctx.get(keysTable, Arn) !== undefined) throw errors.exists(Arn);
    const keyPolicy =
      input.Policy === undefined
        ? { policy: defaultKeyPolicy(AWSAccountId) }
        : checkKeyPolicy(
            ...([input.Policy, input.BypassPolicyLockoutSafetyCheck, ctx] as const),
            replicaKeys(input, primary, ctx),
          );
    requireRoomForKey(ctx, ReplicaRegion);
    const awaitsImport = Origin === 'EXTERNAL';
    const replica: KeyRecord = {
      ...{ Arn, KeyId, AWSAccountId, Description, KeySpec, KeyUsage, Origin, ...keyPolicy },
      tags: tagsFrom(Tags),
      MultiRegion: true,
      CreationDate: ctx.now,
      KeyManager: 'CUSTOMER',
      ...beginLife(ctx, Arn, { type: 'ReplicateKey', awaitsImport }),
      ...(awaitsImport || material === undefined ? {} : { material }),
      ...(CurrentKeyMaterialId === undefined ? {} : { CurrentKeyMaterialId }),
    };
    ctx.put(keysTable, Arn, replica);
    const ReplicaRegions = [...multiRegionSet(ctx, primary).ReplicaRegions, ReplicaRegion];
    moveSet(ctx, primary, { type: 'ReplicateKey' }, { ReplicaRegions });
    if (awaitsImport) adoptNames(ctx, primary, replica);
    const ReplicaKeyMetadata = keyMetadata(ctx, replica);
    // The trail has it in both Regions. Source: AWS KMS API Reference, ReplicateKey.
    ctx.innerCall({
      ...{ operation: 'CreateKey', region: ReplicaRegion },
      input: { ...input, KeySpec, KeyUsage, Origin, MultiRegion: true },
      output: { KeyMetadata: ReplicaKeyMetadata },
    });
    keyEvent(ctx, primary, 'SynchronizeMultiRegionKey');
    return {
      ReplicaKeyMetadata,
      ReplicaPolicy: keyPolicy.policy.document,
      ...(Tags.length === 0 ? {} : { ReplicaTags: Tags }),
    };
  },
};

/** The condition keys of the replica to be. */
function replicaKeys(
  { Tags, BypassPolicyLockoutSafetyCheck }: ReplicateKeyRequest,
  { KeySpec, KeyUsage, Origin }: KeyRecord,
  { caller }: Context,
) {
  const like = { KeySpec, KeyUsage, Origin, MultiRegion: true };
  return {
    ...createKeyKeys({ ...like, Tags, BypassPolicyLockoutSafetyCheck }, caller),
    'kms:MultiRegionKeyType': 'REPLICA',
  };
}

interface UpdateTarget {
  readonly from: FoundKey;
  /** Absent where there is no related key to become the primary. */
  readonly to?: FoundKey;
}

export const UpdatePrimaryRegion: Operation<UpdatePrimaryRegionRequest, void, UpdateTarget> = {
  target({ KeyId = '', PrimaryRegion = '' }, ctx) {
    const from = findKeyByIdOrArn(ctx, KeyId);
    const key = from.key.MultiRegion ? relatedKey(ctx, from.key, PrimaryRegion) : undefined;
    return key === undefined ? { from } : { from, to: { key } };
  },
  permissions({ PrimaryRegion = '' }, { from, to }, ctx) {
    const more = { 'kms:PrimaryRegion': PrimaryRegion };
    const action = 'kms:UpdatePrimaryRegion';
    const here = keyPermission(action, from, ctx, more);
    if (to === undefined) return [here];
    return [here, { ...keyPermission(action, to, ctx, more), region: PrimaryRegion }];
  },
  handle({ PrimaryRegion = '' }, ctx, { from: { key: from }, to: related }) {
    if (!from.MultiRegion) throw notPrimary(from.Arn);
    if (related === undefined) {
      throw notFound.key(keyArn(PrimaryRegion, from.AWSAccountId, from.KeyId));
    }
    const { key: to } = related;
    requirePrimary(ctx, from);
    requireKeyState(from, 'UpdatePrimaryRegion');
    if (to.Arn === from.Arn) throw errors.isPrimary(PrimaryRegion);
    requireKeyState(to, 'UpdatePrimaryRegion');
    const others = multiRegionSet(ctx, from).ReplicaRegions.filter((r) => r !== PrimaryRegion);
    const changes = { PrimaryRegion, ReplicaRegions: [...others, regionOf(from)] };
    moveSet(ctx, from, { type: 'UpdatePrimaryRegion' }, changes);
    const event = { type: 'UpdatePrimaryRegion' } as const;
    const [replica, primary] = handOverRotation(
      ctx,
      live(ctx, from, event) ?? from,
      live(ctx, to, event) ?? to,
    );
    ctx.put(keysTable, from.Arn, replica);
    ctx.put(keysTable, to.Arn, primary);
  },
};
