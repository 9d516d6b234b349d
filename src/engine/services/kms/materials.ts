import type { Context } from '../../operation';
import { materialsTable, type KeyMaterial, type KeyRecord } from './state';

/** The material that new encryptions use. The key state, asked before, vouches that there is one. */
export function currentMaterial(key: KeyRecord): KeyMaterial {
  if (key.material === undefined) throw new Error(`${key.Arn} has no key material`);
  return key.material;
}

/**
 * What owns a key's materials: the key, or all related multi-Region keys together, which share
 * what KMS generated. What is imported is imported into each of them.
 */
function materialOwner(key: KeyRecord): string {
  return key.MultiRegion && key.Origin === 'AWS_KMS' ? `${key.AWSAccountId}/${key.KeyId}` : key.Arn;
}

/** Finds the material that made a ciphertext, however often the key was rotated since. */
export function findMaterial(
  ctx: Pick<Context, 'get'>,
  key: KeyRecord,
  id: string,
): KeyMaterial | undefined {
  if (key.material?.id === id) return key.material;
  return ctx.get(materialsTable, `${materialOwner(key)}|${id}`)?.material;
}

/** Destroys every material of a key that is being deleted. */
export function forgetMaterials(ctx: Pick<Context, 'range' | 'delete'>, key: KeyRecord): void {
  for (const [id] of ctx.range(materialsTable, { prefix: `${materialOwner(key)}|` })) {
    ctx.delete(materialsTable, id);
  }
}
