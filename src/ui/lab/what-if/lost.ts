import { blastRadius, type LostResource } from '../../../engine/blast-radius';
import { sealingServices } from '../../../engine/services/sealing';
import { worldReader } from '../world-reader';
import type { WorldTables } from '../world-view';
import { aliasesOf, keysOf, nameOf } from './questions';

/** What a KMS key opens in one world and does not in another. */
export interface LostWithKey {
  readonly name: string;
  readonly arn: string;
  /** The key's state where it does not: `Disabled`, or that it is deleted. */
  readonly state: string;
  readonly things: readonly LostResource[];
}

// The states in which Decrypt succeeds: AWS KMS Developer Guide, "Key states of AWS KMS keys" (2026-11).
const opening: ReadonlySet<string | undefined> = new Set(['Enabled', 'Updating']);

/** What can be read in `world` and no more in `fork`, key by key; keys that nothing lies under too. */
export function lostIn(fork: WorldTables, world: WorldTables): readonly LostWithKey[] {
  const there = new Map(keysOf(fork).map((key) => [key.Arn, key]));
  const aliases = aliasesOf(world);
  return keysOf(world).flatMap((key) => {
    const state = there.get(key.Arn)?.KeyState;
    if (!opening.has(key.KeyState) || opening.has(state)) return [];
    return {
      ...{ name: nameOf(key, aliases), arn: key.Arn, state: state ?? 'deleted' },
      things: blastRadius(sealingServices, worldReader(fork), key.Arn),
    };
  });
}
