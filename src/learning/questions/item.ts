import type { CaseItem } from './case/schema';
import type { ChoiceItem } from './choice/schema';
import type { ComputeItem } from './compute/schema';
import type { DoItem } from './do/schema';
import type { FixItem } from './fix/schema';
import type { MatchingItem } from './matching/schema';
import type { OrderingItem } from './ordering/schema';
import type { PredictItem } from './predict/schema';
import type { ReadItem } from './read/schema';
import type { ResponseItem } from './response/schema';

/** A question of the bank: one entry of a file in `scenarios/questions`. */
export type Item =
  | (ChoiceItem | ResponseItem | OrderingItem | MatchingItem | PredictItem | ComputeItem)
  | (CaseItem | FixItem | DoItem | ReadItem);

/** The types of questions. */
export type ItemType = Item['type'];

/** An item of one type. */
export type ItemOf<T extends ItemType> = Extract<Item, { type: T }>;

/** How well an item's key is proven: from generated and tested down to prose. */
export type ProofLevel = 'P4' | 'P3' | 'P2' | 'P1' | 'P0';

/** What the list of the bank knows of an item before its text is loaded. */
export interface ItemSummary extends Pick<
  Item,
  'id' | 'type' | 'title' | 'sections' | 'skills' | 'difficulty' | 'status' | 'facts'
> {
  /** Those of the item as a whole and those that lead to its options. */
  readonly misconceptions: readonly string[];
  readonly level: ProofLevel;
  /** A hash of the item: answers name the content they were given to. */
  readonly version: string;
}

/** The questions of a case as items of their own, in the world of the case. */
export function partsOf(item: CaseItem): Item[] {
  const { parts, type: _, stem: __, explanation: ___, id, title, ...shared } = item;
  return parts.map((part) => ({ ...shared, title, ...part, id: `${id}.${part.id}` }));
}
