import type { Item, ItemSummary } from '../../learning/questions/item';
import { generatedItems, loadGenerated } from './generated';

const summaries = import.meta.glob<readonly ItemSummary[]>('../../../scenarios/questions/*.yaml', {
  query: '?summary',
  import: 'default',
  eager: true,
});
const files = import.meta.glob<readonly Item[]>('../../../scenarios/questions/*.yaml', {
  import: 'default',
});

const fileOf = new Map(
  Object.entries(summaries).flatMap(([file, items]) => items.map(({ id }) => [id, file] as const)),
);

/** The items that are served, generated ones among them, by section. */
export const bank: readonly ItemSummary[] = [...Object.values(summaries).flat(), ...generatedItems]
  .filter(({ status }) => status === 'active')
  .sort((a, b) => a.sections[0]! - b.sections[0]!);

/** The whole of an item, with its file; undefined when there is none of this id. */
export async function loadItem(id: string): Promise<Item | undefined> {
  if (id.startsWith('gen-')) return loadGenerated(id);
  const file = fileOf.get(id);
  const items = file === undefined ? undefined : await files[file]?.();
  return items?.find((item) => item.id === id);
}
