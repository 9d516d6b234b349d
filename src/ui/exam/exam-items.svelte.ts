import { SvelteMap } from 'svelte/reactivity';
import type { ExamForm } from '../../learning/exam/form';
import type { Item } from '../../learning/questions/item';
import { loadItems, makeItems } from './exams';

/** The questions of an exam: those of files at once, those of generators as they are made. */
export class ExamItems {
  readonly items: ReadonlyMap<string, Item>;
  /** Questions that are still being made. */
  making = $state(true);
  readonly #items: SvelteMap<string, Item>;

  private constructor(loaded: ReadonlyMap<string, Item>) {
    this.#items = new SvelteMap(loaded);
    this.items = this.#items;
  }

  /** Resolves as soon as the exam can be begun. */
  static async load(form: ExamForm): Promise<ExamItems> {
    const all = new ExamItems(await loadItems(form));
    void makeItems(form, (item) => all.#items.set(item.id, item))
      // What could not be made counts as changed, as what the bank has no more.
      .catch(() => undefined)
      .finally(() => (all.making = false));
    return all;
  }
}
