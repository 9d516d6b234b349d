import type { KeyMaterialState, RotationType } from '@aws-sdk/client-kms';
import type { Context } from '../../operation';
import {
  materialsTable,
  multiRegionId,
  type KeyMaterial,
  type KeyRecord,
  type MaterialRecord,
} from './state';

/** The material that new encryptions use. The key state, asked before, vouches that there is one. */
export function currentMaterial(key: KeyRecord): KeyMaterial {
  if (key.material === undefined) throw new Error(`${key.Arn} has no key material`);
  return key.material;
}

/** Whether related multi-Region keys have their materials in common: all that KMS generated. */
export function sharesMaterials({ MultiRegion, Origin }: KeyRecord): boolean {
  return MultiRegion && Origin === 'AWS_KMS';
}

/** What the ids of a key's materials begin with: the key's ARN, or what its set has in common. */
export function materialPrefix(key: KeyRecord): string {
  return `${sharesMaterials(key) ? multiRegionId(key) : key.Arn}|`;
}

/** Finds the material that made a ciphertext, however often the key was rotated since. */
export function findMaterial(
  ctx: Pick<Context, 'get'>,
  key: KeyRecord,
  id: string,
): KeyMaterial | undefined {
  if (key.material?.id === id) return key.material;
  return ctx.get(materialsTable, materialPrefix(key) + id)?.material;
}

/** Keeps the material that a rotation brings, and the one before it, which only decrypts from now on. */
export function keepMaterial(
  ctx: Context,
  key: KeyRecord,
  material: KeyMaterial,
  RotationType: RotationType,
): void {
  const prefix = materialPrefix(key);
  const previous = currentMaterial(key);
  if (ctx.get(materialsTable, prefix + previous.id) === undefined) {
    ctx.put(materialsTable, prefix + previous.id, { material: previous });
  }
  ctx.put(materialsTable, prefix + material.id, { material, RotationDate: ctx.now, RotationType });
}

/** The timer of a material that expires. */
export const expiryTimer = (key: KeyRecord, id: string) => `${key.Arn}|material|${id}`;

/** Destroys every material of a key that is being deleted. */
export function forgetMaterials(ctx: Context, key: KeyRecord): void {
  const prefix = materialPrefix(key);
  for (const [at, { imported }] of ctx.range(materialsTable, { prefix })) {
    if (imported !== undefined) ctx.cancelTimer(expiryTimer(key, at.slice(prefix.length)));
    ctx.delete(materialsTable, at);
  }
}

/** A material as ListKeyRotations tells of it. */
export interface ListedMaterial extends MaterialRecord {
  readonly id: string;
  readonly state: KeyMaterialState;
}

/** The materials of a key in the order in which they became current. */
export function listMaterials(
  ctx: Pick<Context, 'range'>,
  key: KeyRecord,
): readonly ListedMaterial[] {
  const prefix = materialPrefix(key);
  const kept = ctx.range(materialsTable, { prefix });
  const current = key.CurrentKeyMaterialId ?? key.material?.id;
  if (kept.length === 0) {
    return key.material === undefined ? [] : [{ id: key.material.id, state: 'CURRENT' }];
  }
  return kept
    .map(([at, record]): ListedMaterial => {
      const id = at.slice(prefix.length);
      return { ...record, id, state: stateOf(record, id === current) };
    })
    .sort((a, b) => since(a) - since(b));
}

function stateOf({ imported }: MaterialRecord, isCurrent: boolean): KeyMaterialState {
  const state = imported?.state;
  if (state === 'PENDING_ROTATION' || state === 'PENDING_MULTI_REGION_IMPORT_AND_ROTATION') {
    return state;
  }
  return isCurrent ? 'CURRENT' : 'NON_CURRENT';
}

// The first material was always there, one that waits for its rotation comes last.
function since({ state, RotationDate }: ListedMaterial): number {
  return state.startsWith('PENDING') ? Number.MAX_SAFE_INTEGER : (RotationDate ?? 0);
}
