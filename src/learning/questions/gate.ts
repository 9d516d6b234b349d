import type { EngineOptions } from '../../engine/engine';
import { ContentError } from '../content-error';
import { formatPath } from '../yaml-source';
import { Bench } from './bench';
import { giveaways } from './giveaways';
import type { Item, ItemType, ProofLevel } from './item';
import type { ItemFault, Prove } from './prove';
import { proofLevel } from './proof-level';
import { provers } from './provers';

/** What running an item proved or disproved. */
export interface ItemReport {
  readonly item: string;
  readonly level: ProofLevel;
  /** Promises that do not hold: they stop the build. */
  readonly faults: readonly ItemFault[];
  /** Where the form of the options may give the key away: for the author to look at. */
  readonly suspects: readonly string[];
}

/**
 * Proves an item by running what it claims, each option in a world of its own. `options` brings what
 * runs functions of AWS Lambda, for items that have some.
 */
export async function proveItem(item: Item, options: EngineOptions = {}): Promise<ItemReport> {
  const faults: ItemFault[] = [];
  try {
    const bench = await Bench.open(item, options);
    const prove = provers[item.type] as Prove<ItemType>;
    faults.push(...(await prove(item, bench, { whole: item, options })));
  } catch (error) {
    if (!(error instanceof ContentError)) throw error;
    for (const { path, message } of error.faults) faults.push({ path: [path], message });
  }
  return { item: item.id, level: proofLevel(item), faults, suspects: giveaways(item) };
}

/** A fault in one line. */
export function faultText(item: Item, { path, message }: ItemFault): string {
  return `${item.id} ${formatPath(path)}: ${message}`;
}
