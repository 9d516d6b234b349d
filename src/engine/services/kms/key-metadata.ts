import type {
  CustomerMasterKeySpec,
  KeyMetadata,
  MultiRegionConfiguration,
} from '@aws-sdk/client-kms';
import type { Context } from '../../operation';
import { importedInto, isPendingRotation } from './imported-materials';
import { algorithmLists } from './key-specs';
import { multiRegionSet, regionOf } from './multi-region-set';
import { keyArn, type KeyRecord } from './state';

type Reading = Pick<Context, 'get' | 'range'>;

/** A key as DescribeKey, CreateKey and ReplicateKey show it. */
export function keyMetadata(ctx: Reading, key: KeyRecord): KeyMetadata {
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
    ...expiration(ctx, key),
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
function currentMaterialId({ KeySpec, material, CurrentKeyMaterialId = material?.id }: KeyRecord) {
  if (KeySpec !== 'SYMMETRIC_DEFAULT' || CurrentKeyMaterialId === undefined) return {};
  return { CurrentKeyMaterialId };
}

// The first of a key's own materials to expire makes it unusable.
function expiration(ctx: Reading, key: KeyRecord) {
  if (key.Origin !== 'EXTERNAL' || key.material === undefined) return {};
  const own = importedInto(ctx, key).filter(([, record]) => !isPendingRotation(record));
  const dates = own.flatMap(([, { imported }]) => imported?.ValidTo ?? []);
  return dates.length === 0
    ? { ExpirationModel: 'KEY_MATERIAL_DOES_NOT_EXPIRE' as const }
    : {
        ExpirationModel: 'KEY_MATERIAL_EXPIRES' as const,
        ValidTo: new Date(Math.min(...dates)),
      };
}

function multiRegion(ctx: Reading, key: KeyRecord): MultiRegionConfiguration {
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
