import { exampleAccount } from '../engine/example-account';
import type { SavedWorld } from '../engine/saved-world';
import type { Scenario } from './scenario';
import type { ScenarioRecord } from './scenario-record';

/** Seeds of variants are 1 to this. */
export const seedCount = 9999;

/**
 * The scenario in an account of its own and with names of its own: those of the buckets and aliases
 * that it makes. Text, setup, checks, solutions and wrong solutions all have them, since they are
 * replaced wherever they stand. The same seed gives the same variant.
 */
export function variantOf(scenario: Scenario, seed: number): Scenario {
  const account = accountOf(seed);
  const names = namesOf(JSON.stringify(scenario)).map((name): [RegExp, string] => [
    new RegExp(`(?<![\\w-])${name}(?![\\w-])`, 'g'),
    `${name}-${seed}`,
  ]);
  const rename = (text: string) => {
    let renamed = text.replaceAll(exampleAccount, account);
    for (const [name, other] of names) renamed = renamed.replace(name, other);
    return renamed;
  };
  const varied = inStrings(scenario, rename) as Scenario;
  // What progress and files go by stays.
  return { ...varied, id: scenario.id, world: { ...varied.world, account, variant: seed } };
}

/** Of which seed a saved world's scenario is the variant; null where it is as its author wrote it. */
export function variantOfWorld({ rows }: SavedWorld): number | null {
  // As src/learning/scenario-record.ts names it, which the page does not load.
  const row = rows.find(([table, key]) => table === 'learning.scenario' && key === 'open')?.[2];
  return (row as ScenarioRecord | undefined)?.variant ?? null;
}

/** A number that a seed in an address or in the storage stands for; undefined where it is none. */
export function readSeed(stored: unknown): number | undefined {
  const seed = Number(stored);
  return Number.isInteger(seed) && seed >= 1 && seed <= seedCount ? seed : undefined;
}

/** An account ID of twelve digits; two seeds never have the same one. */
function accountOf(seed: number): string {
  return String(100_000_000_000 + ((seed * 829_348_951_057) % 899_999_999_981));
}

/**
 * The names that vary. Those of buckets of one word stay, as it may stand in the text for something
 * else, and those of aliases where some are put together by the shell.
 */
function namesOf(text: string): string[] {
  const buckets = text.matchAll(/create-bucket --bucket ([a-z0-9]+(?:-[a-z0-9]+)+)(?![\w-])/g);
  const aliases = /alias\/[\w-]*\$/.test(text)
    ? []
    : text.matchAll(/(?:--alias-name |AliasName: )(alias\/[a-z0-9-]+)(?![\w-])/g);
  const names = new Set([...buckets, ...aliases].map(([, name = '']) => name));
  return [...names].sort((a, b) => b.length - a.length);
}

function inStrings(value: unknown, rename: (text: string) => string): unknown {
  if (typeof value === 'string') return rename(value);
  if (Array.isArray(value)) return value.map((item) => inStrings(item, rename));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [rename(key), inStrings(item, rename)]),
  );
}
