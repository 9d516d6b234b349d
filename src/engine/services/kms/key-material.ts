import type { KeySpec } from '@aws-sdk/client-kms';
import { toHex, type Random } from '../../random';
import { specOfOtherRegions } from './errors';
import { materialId, newAes256, type Bytes, type Material } from './hsm/index';
import { keySpecs, type KeySpecFacts } from './key-specs';
import type { KeyMaterial } from './state';

/** What the table says of a spec. Throws UnsupportedOperationException for one it does not have. */
export function requireKeySpec(spec: KeySpec): KeySpecFacts {
  const facts = keySpecs[spec];
  if (facts === undefined) throw specOfOtherRegions(spec);
  return facts;
}

const named = async (keyId: string, material: Material): Promise<KeyMaterial> => ({
  ...material,
  id: await materialId(keyId, material.bytes),
});

/** New key material of a spec, made by KMS. */
export async function generateKeyMaterial(
  spec: KeySpec,
  keyId: string,
  random: Random,
): Promise<KeyMaterial> {
  return named(keyId, await requireKeySpec(spec).material.generate(random));
}

/**
 * New material for a symmetric key that is rotated. Its id is as random as it: rotations come by the
 * thousand when time passes, and only imported material must be known again by its bytes.
 */
export function rotatedKeyMaterial(random: Random): KeyMaterial {
  return { ...newAes256(random), id: toHex(random.bytes(32)) };
}

/** Key material of a spec that was made outside KMS; undefined when the bytes are not that. */
export async function acceptKeyMaterial(
  spec: KeySpec,
  keyId: string,
  bytes: Bytes,
): Promise<KeyMaterial | undefined> {
  const material = await requireKeySpec(spec).material.accept(bytes);
  return material === undefined ? undefined : named(keyId, material);
}
