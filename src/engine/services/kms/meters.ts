import { parseArn } from '../../arn';
import { kmsPrices, type Kept, type StorageMeter } from '../../prices/index';
import { listMaterials } from './materials';
import { keysTable, type KeyRecord } from './state';

// Source of this file: AWS Key Management Service pricing, https://aws.amazon.com/kms/pricing/.

/** How many rotations of a key are charged for. */
const chargedRotations = 2;

/**
 * What a key costs to keep: nothing while it waits for its deletion, and nothing where AWS manages
 * it. The first and the second rotation each add as much as the key itself.
 */
export const keyStorage: StorageMeter = {
  table: keysTable,
  isCharged: ({ KeyManager, KeyState }: KeyRecord) =>
    KeyManager !== 'AWS' && KeyState !== 'PendingDeletion' && KeyState !== 'PendingReplicaDeletion',
  kept(key: KeyRecord, reader): readonly Kept[] {
    const { CreationDate, AWSAccountId: account, Arn: resource } = key;
    const kept = { account, region: parseArn(resource)?.region ?? '', resource };
    const rotations = listMaterials(reader, key)
      .flatMap(({ RotationDate }) => (RotationDate === undefined ? [] : [RotationDate]))
      .slice(0, chargedRotations);
    return [
      { ...kept, price: kmsPrices.key, since: CreationDate },
      ...rotations.map((date) => ({
        ...kept,
        price: kmsPrices.rotatedMaterial,
        // A replica that is younger than a rotation pays for it from its own first day.
        since: Math.max(date, CreationDate),
      })),
    ];
  },
};
