import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  generators,
  type GeneratedItem,
  type Generator,
} from '../../../src/learning/generators/index';
import { pretestedSeeds } from '../../../src/learning/generators/seeds';
import { faultText, proveItem } from '../../../src/learning/questions/gate';
import { versionOf } from '../../../src/learning/questions/version';
import { itemSchemas } from '../../../src/learning/questions/registry';

const tried = 80;

/** The seeds whose items keep every rule, and whose stems no earlier seed has, with the items' versions. */
async function goodSeeds(generator: Generator): Promise<Record<string, string>> {
  const stems = new Set<string>();
  const good: Record<string, string> = {};
  for (let seed = 1; seed <= tried; seed += 1) {
    const item = await generator.generate(seed);
    if (item === undefined || stems.has(item.stem)) continue;
    stems.add(item.stem);
    good[seed] = versionOf(item);
  }
  return good;
}

const keyOf = (item: GeneratedItem) =>
  'options' in item ? item.options.findIndex(({ correct }) => correct) : -1;

it('serves seeds that were tested, and these only', { timeout: 180_000 }, async () => {
  const seeds: Record<string, Record<string, string>> = {};
  for (const generator of generators) seeds[generator.name] = await goodSeeds(generator);
  const text = `${JSON.stringify(seeds)}\n`;
  await expect(text).toMatchFileSnapshot('../../../src/learning/generators/seeds.gen.json');
});

describe.each(generators.map((generator) => [generator.name, generator] as const))(
  'the generator %s',
  (name, generator) => {
    const seeds = pretestedSeeds(name);

    it('has twenty different items or more', () => {
      expect(seeds.length).toBeGreaterThanOrEqual(20);
    });

    it('makes the same item of the same seed, and of any seed an item that fits the schema', async () => {
      await fc.assert(
        fc.asyncProperty(fc.nat(), async (seed) => {
          const item = await generator.generate(seed);
          if (item === undefined) return;
          expect(await generator.generate(seed)).toEqual(item);
          const parsed = itemSchemas[item.type].safeParse(item);
          expect(parsed.error?.issues ?? []).toEqual([]);
        }),
        { numRuns: 10 },
      );
    });

    it('has one key, texts that differ, and keys in every position', async () => {
      const counts = new Map<number, number>();
      for (const seed of seeds) {
        const item = (await generator.generate(seed))!;
        if (!('options' in item)) {
          expect(item.mistakes.map(({ answer }) => answer)).not.toContain(item.answer);
          continue;
        }
        const texts = item.options.map(({ text }) => text);
        expect(new Set(texts).size).toBe(texts.length);
        expect(item.options.filter(({ correct }) => correct)).toHaveLength(1);
        counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
      }
      if (counts.size === 0) return;
      expect([...counts.keys()].sort()).toEqual([0, 1, 2, 3]);
      for (const count of counts.values()) expect(count / seeds.length).toBeLessThan(0.5);
    });

    it('says what the terminal says', { timeout: 60_000 }, async () => {
      const sample = [0, 0.25, 0.5, 0.75].map((at) => seeds[Math.floor(at * seeds.length)]!);
      for (const seed of new Set(sample)) {
        const item = (await generator.generate(seed))!;
        const { faults } = await proveItem(item);
        expect(faults.map((fault) => faultText(item, fault))).toEqual([]);
      }
    });
  },
);
