import type {
  CustomerMasterKeySpec,
  KeyMetadata,
  MultiRegionConfiguration,
} from '@aws-sdk/client-kms';
import type { Context } from '../../operation';
import { algorithmLists } from './key-specs';
import { multiRegionSet, regionOf } from './multi-region-set';
import { keyArn, type KeyRecord } from './state';

/** A key as DescribeKey, CreateKey and ReplicateKey show it. */
export function keyMetadata(ctx: Pick<Context, 'get'>, key: KeyRecord): KeyMetadata {
  const { AWSAccountId, KeyId, Arn, Description, KeyUsage, KeyState, Origin, KeyManager } = key;
  const { KeySpec, MultiRegion } = key;
  return {
    ...{ AWSAccountId, KeyId, Arn, CreationDate: new Date(key.CreationDate) },
    ...{ Enabled: KeyState === 'Enabled', Description, KeyUsage, KeyState, Origin, KeyManager },
    // The old member has the same values; the SDK's type only lists those of its time.
    CustomerMasterKeySpec: KeySpec as CustomerMasterKeySpec,
    ...{ KeySpec, ...algorithmLists(key) },
    ...deletion(key),
    ...currentMaterialId(key),
    MultiRegion,
    ...(MultiRegion ? { MultiRegionConfiguration: multiRegion(ctx, key) } : {}),
  };
}

function deletion({ DeletionDate, KeyState, lifecycle }: KeyRecord) {
  if (DeletionDate !== undefined) return { DeletionDate: new Date(DeletionDate) };
  const window = lifecycle?.PendingWindowInDays;
  if (KeyState !== 'PendingReplicaDeletion' || window === undefined) return {};
  return { PendingDeletionWindowInDays: window };
}

// Only keys whose material can change have it named (LocalStack snapshot test_import_key_*).
function currentMaterialId({ KeySpec, material }: KeyRecord) {
  if (KeySpec !== 'SYMMETRIC_DEFAULT' || material === undefined) return {};
  return { CurrentKeyMaterialId: material.id };
}

function multiRegion(ctx: Pick<Context, 'get'>, key: KeyRecord): MultiRegionConfiguration {
  const { PrimaryRegion, ReplicaRegions } = multiRegionSet(ctx, key);
  const inRegion = (Region: string) => ({
    Arn: keyArn(Region, key.AWSAccountId, key.KeyId),
    Region,
  });
  return {
    MultiRegionKeyType: regionOf(key) === PrimaryRegion ? 'PRIMARY' : 'REPLICA',
    PrimaryKey: inRegion(PrimaryRegion),
    ReplicaKeys: ReplicaRegions.map(inRegion),
  };
}
