import { bank } from './bank';
import { interleaved, matches, type Filter } from './filter';
import { entryOf } from './generated';
import { newSeed } from './new-seed';

/** What is being practised: the filter, and the items that are still to come. It outlives a page. */
export class PracticeSession {
  filter = $state.raw<Filter>({});
  /** The ids of the items in the order in which they are practised. */
  queue = $state.raw<readonly string[]>([]);
  readonly chosen = $derived(bank.filter((item) => matches(item, this.filter)));

  /** Starts on what the filter leaves; returns the first item's id. */
  start(): string | undefined {
    this.queue = interleaved(this.chosen, newSeed()).map(({ id }) => id);
    return this.queue[0];
  }

  /** Starts on items in their order, a day's review; returns the first one's id. */
  review(ids: readonly string[]): string | undefined {
    this.queue = ids;
    return ids[0];
  }

  /** Where an item stands, from 1; undefined when it was opened by itself. */
  numberOf(id: string): number | undefined {
    const at = this.queue.indexOf(entryOf(id));
    return at < 0 ? undefined : at + 1;
  }

  /** What comes after an item: the next of the queue, else of the bank; undefined at the end. */
  after(id: string): string | undefined {
    const at = this.queue.indexOf(entryOf(id));
    if (at >= 0) return this.queue[at + 1];
    const place = bank.findIndex((item) => item.id === entryOf(id));
    return bank[place + 1]?.id;
  }
}

/** The session of this page. */
export const session = new PracticeSession();
