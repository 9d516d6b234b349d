import type { EngineOptions } from '../../engine/engine';
import type { CrossFault } from '../cross-check';
import type { Bench } from './bench';
import type { Item, ItemOf, ItemType } from './item';

/** Something an item promises that its run denies, at the field that promises it. */
export type ItemFault = CrossFault;

/** A question of a case knows of its case only the world. */
type PartOf<T extends ItemType> = T extends ItemOf<'case'>['parts'][number]['type'] ? T : never;

/** Runs what an item of a type claims. `bench` has its world, to be forked. */
export type Prove<T extends ItemType> = (
  item: ItemOf<T> | Extract<ItemOf<'case'>['parts'][number], { type: PartOf<T> }>,
  bench: Bench,
  context: ProofContext,
) => Promise<ItemFault[]>;

/** What a proof may need beside the world. */
export interface ProofContext {
  /** The whole item: that of the case, for a question of it. */
  readonly whole: Item;
  readonly options: EngineOptions;
}
