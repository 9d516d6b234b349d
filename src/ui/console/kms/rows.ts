import type { GrantRecord } from '../../../engine/services/kms/grant-state';
import type {
  KeyRecord,
  MaterialRecord,
  MultiRegionRecord,
} from '../../../engine/services/kms/state';
import type { ConsoleWorld } from '../console-world';

/** A KMS key with its aliases: a row of the console's lists. */
export interface KeyRow {
  readonly key: KeyRecord;
  readonly aliases: readonly string[];
}

/** A material of a key as its tab lists it. */
export interface MaterialRow {
  readonly id: string;
  readonly isCurrent: boolean;
  readonly record: MaterialRecord;
}

/** The materials of a key, the current one first. */
export function materialsOf({ key }: KeyRow, world: ConsoleWorld): MaterialRow[] {
  // As src/engine/services/kms/materials.ts names them: multi-Region keys of KMS share theirs.
  const isShared = key.MultiRegion && key.Origin === 'AWS_KMS';
  const prefix = `${isShared ? `${key.AWSAccountId}/${key.KeyId}` : key.Arn}|`;
  const current = key.material?.id ?? key.CurrentKeyMaterialId;
  const kept = world.entries<MaterialRecord>('kms.key-materials', prefix).map(([at, record]) => {
    const id = at.slice(prefix.length);
    return { id, isCurrent: id === current, record };
  });
  if (kept.length === 0 && key.material !== undefined) {
    return [{ id: key.material.id, isCurrent: true, record: { material: key.material } }];
  }
  const date = ({ record }: MaterialRow) => record.RotationDate ?? 0;
  return kept.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || date(b) - date(a));
}

/** The grants on a key. */
export function grantsOf({ key }: KeyRow, world: ConsoleWorld): GrantRecord[] {
  return world.all<GrantRecord>('kms.grants', `${key.Arn}|`);
}

/** The Regions of a multi-Region key. */
export function regionsOf({ key }: KeyRow, world: ConsoleWorld): MultiRegionRecord | undefined {
  return world.one<MultiRegionRecord>('kms.multi-region-keys', `${key.AWSAccountId}/${key.KeyId}`);
}

/** Whether KMS rotates a key's material by itself where that is switched on. */
export function canRotate({ key }: KeyRow): boolean {
  return key.KeySpec === 'SYMMETRIC_DEFAULT' && key.Origin === 'AWS_KMS';
}
