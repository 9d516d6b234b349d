import type { CustomerMasterKeySpec, KeyMetadata } from '@aws-sdk/client-kms';
import { parseArn } from '../../arn';
import { algorithmLists } from './key-specs';
import type { KeyRecord } from './state';

/** A key as DescribeKey, CreateKey and ReplicateKey show it. */
export function keyMetadata(key: KeyRecord): KeyMetadata {
  const { AWSAccountId, KeyId, Arn, Description, KeyUsage, KeyState, Origin, KeyManager } = key;
  const { KeySpec, MultiRegion } = key;
  const Region = parseArn(Arn)?.region ?? '';
  return {
    ...{ AWSAccountId, KeyId, Arn, CreationDate: new Date(key.CreationDate) },
    ...{ Enabled: KeyState === 'Enabled', Description, KeyUsage, KeyState, Origin, KeyManager },
    // The old member has the same values; the SDK's type only lists those of its time.
    CustomerMasterKeySpec: KeySpec as CustomerMasterKeySpec,
    ...{ KeySpec, ...algorithmLists(key) },
    ...deletion(key),
    ...currentMaterialId(key),
    MultiRegion,
    ...(MultiRegion
      ? {
          MultiRegionConfiguration: {
            MultiRegionKeyType: 'PRIMARY' as const,
            PrimaryKey: { Arn, Region },
            ReplicaKeys: [],
          },
        }
      : {}),
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
