import { catalogue } from '../../learning/generators/catalogue';
import { pretestedSeeds } from '../../learning/generators/seeds';
import type { Item, ItemSummary } from '../../learning/questions/item';
import { newSeed } from './new-seed';

/** The generators as entries of the bank: each time one is opened it makes another item. */
export const generatedItems: readonly ItemSummary[] = Object.values(catalogue).map(
  ({ name, title, type, sections, skills, difficulty, facts }) => ({
    ...{ id: `gen-${name}`, title, type, difficulty, status: 'active', level: 'P4' },
    ...{ sections: [...sections], skills: [...skills], facts: [...facts] },
    ...{ misconceptions: [], version: 'generated' },
  }),
);

/** The entry of the bank that an item belongs to: without the seed of a generated one. */
export function entryOf(id: string): string {
  return id.startsWith('gen-') ? id.replace(/-\d+$/, '') : id;
}

/**
 * An item of a generator by its address: `gen-bills-12` is the one of this seed, `gen-bills` one by
 * chance. Undefined where there is no such generator, or the seed is none of those that were tested.
 */
export async function loadGenerated(id: string): Promise<Item | undefined> {
  const entry = entryOf(id);
  const name = entry.slice('gen-'.length);
  const seeds = pretestedSeeds(name);
  const seed = id === entry ? seeds[newSeed() % seeds.length] : Number(id.slice(entry.length + 1));
  if (seed === undefined || !seeds.includes(seed)) return undefined;
  const { generateItem } = await import('../../worker/port-generators');
  return generateItem({ name, seed });
}
