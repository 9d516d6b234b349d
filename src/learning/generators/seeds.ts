import data from './seeds.gen.json';

const seeds: Readonly<Record<string, Readonly<Record<string, string>>>> = data;

/** Seeds of a generator whose items were proven to keep every rule: the only ones that are served. */
export function pretestedSeeds(name: string): readonly number[] {
  return Object.keys(seeds[name] ?? {}).map(Number);
}

/** The version of the item that was tested (see `versionOf`), known before the item is made. */
export function pretestedVersion(name: string, seed: number): string | undefined {
  return seeds[name]?.[String(seed)];
}
